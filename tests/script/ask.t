# tasks: one person, one time box, read back, done; said once when the time is up and once more later
lead console> declare "Cards fail" journey=critical degradation=partial users=10% safety=none exposure=none data=none
lead console> ask
= Nobody has a task. ask @name 5m WHAT gives one.
lead console> ask restart the pool
! "can someone ..." has no grammar: name one person
lead console> ask someone restart the pool
! name one person
lead console> ask @ops1
! what is @ops1 to do?
lead console> ask @scribe take notes
! nobody holds scribe
ops1 irc:log> ask @ops2 look at the pool
! asking somebody needs the right to respond
lead console> ask @ops1 15 look at the pool
! 15 what? 15m?
lead console> ask @ops1 2d rebuild the replica
! a task takes at most 12h; longer work is `action add
# the length stands first, last, in the sentence, or in the table
lead console> ask @ops1 5m restart the pool on web
= T-1 for @ops1, 5m: restart the pool on web
= `ack 1 ...`
+ task.give "person":"ops1"
+ task.give "due":"2026-11-22T14:05:00
lead console> ask @ops2 look at the queue age 90s
= T-2 for @ops2, 90s: look at the queue age
lead console> ask @ops2 "look at the queue" 3m
= T-3 for @ops2, 3m: look at the queue
lead console> ask @ops2 say how it looks in 4m
= T-4 for @ops2, 4m: say how it looks in 4m
lead console> ask @lead write the update
= T-5 for @lead, 10m: write the update
=~ reads it back
# only that person reads it back, at any door
lead console> ack 1 ops1 says yes
! T-1 was given to ops1, who alone can read it back
ops1 irc:log> ack 1 I restart the pool, five minutes
= T-1 understood, 5m left
+ task.ack "readback":"I restart the pool, five minutes"
ops1 irc:log> ack T-1
! T-1 is understood already
ops2 irc> ack t-2
= say it back in your own words
ops2 irc> ack A-2
! A-2 is no task; these are written T-1
ops2 irc> ack 99
! no task T-99; `ask` shows them
# the clock says it once, and once more five minutes later
@@ +2m
% task.due "id":2
%~ task.due "id":1
@@ +3m
% task.due "id":1
% task.due "id":3
% task.due "id":4
%~ task.due "id":2
@@ +90s
% task.due "id":2
%~ task.due "id":1
@@ +1h
% task.due "id":1
@@ +1h
%~ task.due "id"
# done: by that person or the commander, with a result
ops2 irc:log> done T-1 it works
! T-1 is with ops1: that person or the incident commander
ops1 irc:log> done 1
! what came of it?
ops1 irc:log> done 1 pool is at 40 of 400
= T-1 done
= after its time
ops1 irc:log> done 1 again
! T-1 is done: pool is at 40 of 400
ops1 irc:log> ack 1
! T-1 is done
lead console> done T-2 nobody looks any more
= T-2 done
lead console> done A-1 page fired
! an action item ends with `action done A-1
# over to somebody else, more time, not needed
lead console> ask T-3
! what about T-3?
lead console> ask T-3 @ops2
! T-3 is with ops2 already; `ask T-3 5m` gives more time
lead console> ask T-3 @ops1
= T-3 for @ops1, 10m: look at the queue
ops1 console> ack T-3 queue, ten minutes
= T-3 understood, 10m left
lead console> ask T-3 20m
= T-3 for @ops1, 20m: look at the queue
@@ +20m
% task.due "id":3
lead console> ask T-4 cancel="nobody needs it any more"
= T-4 cancelled
lead console> ask 4 @ops1
! T-4 is cancelled: nobody needs it any more
lead console> ask T-77 @ops1
! no task T-77
lead console> ask
= LATE
= ops1
= pool is at 40 of 400
lead console> ask format=json
json "id":"T-1"
json "readback":"I restart the pool, five minutes"
json "status":"cancelled"
lead console> next
= T-3 @ops1
# what ended before its time rings no more, and a closed incident is quiet
lead console> ask @ops1 5m look once more
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> close looked at on the probe
@@ +1h
%~ task.due "id"
# one row in full
lead console> reopen errors are back
lead console> show T-1
= T-1 @ops1
= restart the pool on web
lead console> show T-99
! has no T-99
lead console> show C-1
! has no C-1
lead console> show E-1
= DECLARE
lead console> show 1
= DECLARE
