# a longer interval than the table's: not in the first two hours, never above the file's maximum, and only when the text says so
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
@ +5m
lead console> update to=public next=21m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:26 UTC.
! within 20m
lead console> update to=public next=20m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:25 UTC.
= next by 2026-11-22T14:25Z
@ 2026-11-22T15:59:00Z
lead console> update to=public next=40m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 16:39 UTC.
! within 20m
@ 2026-11-22T16:00:00Z
lead console> update to=public next=61m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 17:01 UTC.
! within 60m
lead console> update to=public next=60m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 17:00 UTC.
= next by 2026-11-22T17:00Z
lead console> next
= in 1:00:00, by 2026-11-22T17:00Z
