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
# the text must announce it: neither silence nor another time will do, and no override helps
lead console> update to=public next=40m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 16:20 UTC.
! A longer wait than usual must be announced: Next update by 16:40 UTC.
lead console> update to=execs next=60m SEV1 (rule B): about 40% of shoppers cannot pay. No decision needed.
! A longer wait than usual must be announced: Next update by 17:00 UTC.
lead console> update to=public next=40m override=all reason="no time" Since 13:52 UTC card payments fail for about 40% of shoppers.
! must be announced
lead console> update to=public next=60m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 17:00 UTC.
= next by 2026-11-22T17:00Z
lead console> next
= in 1:00:00, by 2026-11-22T17:00Z
# without next= the time in the text is the promise, under the same rules
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 16:50 UTC.
= next by 2026-11-22T16:50Z
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 17:10 UTC.
! within 60m
# a day may stand in it
lead console> declare "Mail is slow" journey=ancillary degradation=partial users=90% safety=none exposure=none data=none
@ +3h
lead console> update to=vendor We need your logs of today by 19:30 UTC, case 12345.
= next by
