# an action is chased until it is done, and done is not yet helped
@ 2026-11-22T14:00:00Z
lead console> declare "Cards fail" journey=critical degradation=partial users=10% safety=none exposure=none data=none
lead console> action add "Alert on queue age" @ops1 due=2026-11-30 verifier=@ops1
! whoever does it does not judge it
lead console> action add "Alert on queue age" @ops1 due=2027-06-01
! more than 90 days ahead somebody has to look before
lead console> action add "Alert on queue age" @ops1 due=2026-11-30 class=detect done="page fires in the drill" priority=P1 source=E-1 verifier=@lead check=2026-12-20
= A-1 for @ops1
+ followup.create "source":"E-1","verifier":"lead","check":"2026-12-20
lead console> action add "Be more careful with deploys" @ops2 due=2026-11-30 done="?"
= these words name no change
lead console> show A-1
= follows from
= E-1
lead console> action change A-1 verifier=@ops1
! whoever does it does not judge it
lead console> action change A-1 @lead
! whoever does it does not judge it
lead console> mark started -5m
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> close verified on the checkout probe
lead console> report actions
= owner  open  overdue  oldest
= Alert on queue age
# behind its date it is said once, then each week, after the close too
@ 2026-12-01T00:00:05Z
@@ +5s
% followup.due "id":1,"due":"2026-11-30T23:59:59Z","n":1
% followup.due "id":2
@@ +5m
%~ followup.due "id":1
@ 2026-12-08T00:00:05Z
@@ +5s
% followup.due "id":1,"due":"2026-11-30T23:59:59Z","n":2
lead console> action
= LATE
lead console> next
= Alert on queue age
# a new date begins anew; weeks that passed while nobody looked are said once
lead console> action change A-1 due=2026-12-10
@ 2026-12-30T00:00:05Z
@@ +5s
% followup.due "id":1,"due":"2026-12-10T23:59:59Z","n":3
@@ +1m
%~ followup.due "id":1
lead console> report actions format=json
json "id":"A-1"
json "overdue":true
lead console> action drop A-2 no change anybody could see
# done needs evidence; whether it helped is said by somebody else, when it is time to
lead console> action verify A-1 held it fired
! A-1 is open
ops1 console> action done A-1
! what shows it?
ops1 console> action done A-1 fired in the drill of 10:02
= A-1 done
@@ +5s
% followup.due "check":true
lead console> next
= has A-1 helped?
lead console> action
= to check
ops1 console> action verify A-1 held it fired
! A-1 is yours
lead console> action verify A-1 maybe
! has it helped?
lead console> action verify A-1 failed
! has it helped?
# it came back: the action is open again and marked as not effective
lead console> action verify A-1 failed the same queue filled again, INC-1 of today due=2027-01-10
= A-1 did not help: it is open again, for @ops1
+ followup.verify "result":"failed"
lead console> action
= again
lead console> report actions format=json
json "check":"failed"
json "not_effective":1
ops1 console> action done A-1 the alert looks at the oldest row now
lead console> action verify A-1 held three drills
= A-1 has helped
lead console> action
= helped
lead console> report actions
= All of them are done or dropped.
# the report as files
lead shell> report actions format=csv
json "incident","action","state","owner","due","age (days)"
json "INC-1","A-1","helped","ops1"
lead shell> report actions format=md
json | owner | open | overdue |
lead shell> report actions format=svg
! is what can be drawn
# who did it does not say so through a body of their own either
& followup.verify {"id":1,"result":"failed","evidence":"x"}
& followup.due {"id":99,"n":1}
& followup.due {"id":1,"n":-4}
& followup.verify {"id":-1,"result":"failed"}
lead console> export actions format=md
! `report actions` has md
lead console> export postmortem format=ics
! is what goes into a calendar
lead console> export actions
acts 1
