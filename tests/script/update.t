# updates: phrase check, override with reason, promises
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> next
= customers_public
lead console> update to=public We believe a bad deploy is behind the errors.
! SP01
lead console> update to=public override=SP01 We believe a bad deploy is behind the errors.
! needs reason=
lead console> update to=public override=SP01 reason="approved by the press office" We believe a bad deploy is behind the errors.
= update to customers_public recorded, next by 2026-11-22T14:20Z
+ update.sent "override_reason":"approved by the press office"
@ +5m
lead console> update to=public next=15m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:20 UTC.
= next by 2026-11-22T14:20Z
lead console> update to=public next=30m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:35 UTC.
! within 20m
lead console> update to=public next=3h Since 13:52 UTC card payments fail for about 40% of shoppers.
! 
lead console> update to=public next=15 Cards fail.
! 15
lead console> update to=nobody Cards fail.
! 
lead console> next format=json
json "audience":"customers_public","due":"2026-11-22T14:20:00Z"
lead console> since 10m
= Cards
