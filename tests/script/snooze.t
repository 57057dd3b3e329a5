# a promise is put off to a named time, with a reason, within the longest silence of the table
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> snooze public 10m
! why does it wait?
lead console> snooze public
! 
lead console> snooze nobody 10m reason="x"
! there is no audience
lead console> snooze public 10 reason="the provider is on the phone"
! 10 what?
lead console> snooze public 5m reason="the provider is on the phone"
! due at 2026-11-22T14:10Z already
lead console> snooze public 13:50Z reason="the provider is on the phone"
! 
lead console> snooze public 61m reason="the provider is on the phone"
! may wait until 2026-11-22T15:00Z at most
lead console> snooze public 25m reason="the provider is on the phone"
= update to customers_public put off to 2026-11-22T14:25Z
+ update.snooze "audience":"customers_public","due":"2026-11-22T14:10:00Z","until":"2026-11-22T14:25:00Z","reason":"the provider is on the phone"
lead console> next
= in 25:00, by 2026-11-22T14:25Z
@@ +24m
%~ update.missed "audience":"customers_public"
@@ +2m
% update.missed "audience":"customers_public","due":"2026-11-22T14:25:00Z","n":1
# it may be put off again, but the silence is counted from the last word, not from the last snooze
ops1 irc> snooze public 30m reason="still on the phone"
= 2026-11-22T14:56Z
@@ +31m
% update.missed "audience":"customers_public","due":"2026-11-22T14:56:00Z","n":2
lead console> snooze public 10m reason="still"
! may wait until 2026-11-22T15:00Z at most
@ +5m
lead console> snooze public 10m reason="still"
! send an update
lead console> cadence
= 2
# a word makes room again; a change of impact after a snooze is due now all the same
lead console> update to=public next=20m Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 15:22 UTC.
@ +15m
lead console> snooze public 15m reason="waiting for the figure"
= put off to 2026-11-22T15:32Z
@ +1m
lead console> impact users=60%
@ +1s
lead console> next
= customers_public
= LATE by 1s
lead console> timeline type=comms match="put off"
= put off to 2026-11-22T15:32Z
# a raise arms the first notice again and ends the snooze
@ 2026-11-22T18:00:00Z
lead console> declare "Mail is slow" journey=important degradation=partial users=30% safety=none exposure=none data=none
lead console> snooze responders 3h reason="waiting for the vendor"
= put off to 2026-11-22T21:00Z
@ +10m
lead console> sev 1 reason="payments fail too"
lead console> next
= in 05:00, by 2026-11-22T18:15Z
# nothing is owed: nothing can be put off
lead console> snooze regulator 10m reason="x"
! nothing to put off
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> snooze responders 10m reason="x"
! nothing to put off
# who may only log may not put off a promise
guest irc:log> snooze public 10m reason="x"
! needs the right to publish
