# polls: strong objections within a minute, then the commander decides and answers them
lead console> declare "Cards fail" journey=critical degradation=partial users=10% safety=none exposure=none data=none
lead console> poll
= No poll yet.
ops1 irc> poll fail over now
! only the incident commander (lead) or the deputy may open a poll
ops1 irc:log> poll fail over now
! opening a poll needs the right to command
lead console> poll "fail over" for=5s
! a poll lasts 10s to 30m
lead console> poll "fail over" for=2h
! a poll lasts 10s to 30m
lead console> poll "Fail over to the replica" risk="30 s of errors"
= P-1, 1m for strong objections (`object 1 why`): Fail over to the replica
+ poll.open "due":"2026-11-22T14:01:00
ops1 irc:log> object 1
! 
ops1 irc:log> object 7 the disk is small
! no poll P-7
ops1 irc:log> object D-1 the disk is small
! D-1 is no poll
ops1 irc:log> object P-1 the replica has half the disk
= your strong objection to P-1 is on record
+ poll.objection "poll":1
lead console> poll
= Fail over to the replica
= ops1 objects: the replica has half the disk
@@ +50s
%~ poll.due "poll"
@@ +20s
% poll.due "poll":1
@@ +10m
%~ poll.due "poll"
# yes against an objection answers it
lead console> decide P-1 yes
! P-1 has 1 strong objection ("the replica has half the disk"): yes needs reason="..." that answers it
lead console> decide P-1 perhaps
! yes or no?
ops1 irc> decide P-1 yes reason="go"
! only the incident commander (lead)
lead console> decide P-1 yes reason="31 h of room are enough until Monday" alternatives="rebuild first; stay read-only"
= D-1: P-1 yes: Fail over to the replica
+ poll.close "poll":1
+ poll.close "alternatives":["rebuild first","stay read-only"]
lead console> decide P-1 no reason="late thought"
! P-1 was decided with D-1
ops1 irc:log> object 1 still
! P-1 was decided with D-1
# without an objection yes needs no words once the time is up; no always does
lead console> poll Stop the batch worker
= name the risk with risk=
lead console> decide P-2 yes
! P-2 asks for objections for another 1m
@@ +1m
lead console> decide P-2 yes
= D-2: P-2 yes
lead console> poll "Drop the index" for=20s
lead console> decide P-3 no
! why not?
lead console> decide P-3 no it would lock the table
= D-3: P-3 no
lead console> poll format=json
json "id":"P-1"
json "objections":[{
json "decision":"D-1"
lead console> decide
= D-1 Fail over to the replica
= not taken: rebuild first; stay read-only
= strong objection of ops1: the replica has half the disk
= D-3 not: Drop the index
