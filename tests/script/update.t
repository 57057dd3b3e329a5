# updates: wording and parts are checked, an override needs a reason and is a row of its own, promises
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> next
= customers_public
lead console> update to=public We believe a bad deploy is behind the errors.
! SP01
lead console> update to=public override=SP01 We believe a bad deploy is behind the errors.
! override=SP01,UP02,UP03,UP06
lead console> update to=public override=SP01,UP02,UP03,UP06 We believe a bad deploy is behind the errors.
! needs reason=
lead console> update to=public override=all reason="approved by the press office" We believe a bad deploy is behind the errors.
= update to customers_public recorded, next by 2026-11-22T14:20Z
+ update.override "audience":"customers_public","ids":"SP01,UP02,UP03,UP06","reason":"approved by the press office"
+ update.sent "override_reason":"approved by the press office"
+ update.sent "approved_by":"lead","approved_self":true
@ +5m
lead console> update to=public next=15m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:20 UTC.
= next by 2026-11-22T14:20Z
+ update.sent "phase":"investigating"
# a text that names another time than its promise is told so
lead console> update to=public next=10m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:20 UTC.
= The promise is another one: Next update by 14:15 UTC.
= next by 2026-11-22T14:15Z
# without next= the text is the promise
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:19 UTC.
= next by 2026-11-22T14:19Z
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:40 UTC.
! within 20m
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:01 UTC.
! This time has passed
lead console> update to=public next=30m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:35 UTC.
! within 20m
lead console> update to=public next=3h Since 13:52 UTC card payments fail for about 40% of shoppers.
! 
lead console> update to=public next=15 Cards fail.
! 15
lead console> update to=nobody Cards fail.
! there is no audience
# one text to two audiences is two rows
lead console> update to=public,customers Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:20 UTC.
+ update.sent "audience":"customers_public"
+ update.sent "audience":"contract_customers"
lead console> next format=json
json "audience":"customers_public","due":"2026-11-22T14:20:00Z"
lead console> since 10m
= Cards
lead console> timeline type=comms match=overridden
= Findings SP01,UP02,UP03,UP06 overridden
