# decisions: why, what else was possible, and whether it held
lead console> declare "Cards fail" journey=critical degradation=partial users=10% safety=none exposure=none data=none
lead console> decide
= No decision is recorded.
lead console> decide keep the replica as primary
! a decision says why
ops1 irc> decide keep the replica why="rebuild"
! only the incident commander (lead) or the deputy may decide
ops1 irc:log> decide keep the replica why="rebuild"
! deciding needs the right to command
lead console> decide "keep the replica as primary" why="the old one needs a rebuild" alternatives="fail back; " check=+20m @ops1
= D-1: keep the replica as primary
= checked 2026-11-22T14:20:00Z: `decide D-1 held what was seen`
+ poll.close "owner":"ops1"
+ poll.close "alternatives":["fail back"]
# words that look like ids or answers are words
lead console> decide db1 stays read-only why="half the disk"
= D-2: db1 stays read-only
lead console> decide no rollback today why="the release is not it"
= D-3: no rollback today
lead console> decide 3 hosts are enough why="load is low"
= D-4: 3 hosts are enough
lead console> decide P-9 yes
! no poll P-9
# the check comes due once, and once more
@@ +19m
%~ decision.due "id"
@@ +2m
% decision.due "id":1
@@ +5m
% decision.due "id":1
@@ +1h
%~ decision.due "id"
ops1 irc> decide D-1
! did it hold?
ops1 irc> decide D-1 maybe
! did it hold?
ops1 irc> decide D-1 held
! what was seen?
ops2 irc> decide D-1 held no errors
! @ops1, the incident commander or the deputy says whether D-1 held
ops1 irc:log> decide D-1 held no errors
! checking a decision needs the right to respond
ops1 irc> decide D-1 held no error for ten minutes
= D-1 held
+ decision.check "outcome":"held"
ops1 irc> decide D-1 failed after all
! D-1 held already: no error for ten minutes
lead console> decide D-3 failed errors are back
= D-3 failed
= what now?
lead console> decide D-9 held fine
! no decision D-9
lead console> decide format=json
json "id":"D-1"
json "check":"held"
json "alternatives":["fail back"]
lead console> decide
= because: the old one needs a rebuild
= held (ops1, 2026-11-22T15:26:00Z): no error for ten minutes
