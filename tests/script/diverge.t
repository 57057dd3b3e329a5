# Departures from the normal state: recorded, taken back, or accepted with a reason and an owner.
lead console> declare "Checkout errors" journey=critical degradation=unavailable users=40% safety=none exposure=none data_harm=none
lead console> diverge
= Nothing departs from normal
lead console> diverge revert
! which one? DIV-1
lead console> diverge revert DIV-1
! INC-1 has no DIV-1
lead console> diverge "batch jobs are off" until=+4h @ops1
+ diverge.open "id":1,"text":"batch jobs are off","owner":"ops1","until":"2026-11-22T18:00:00Z"
= DIV-1 departs from normal, @ops1 sees that it ends by 2026-11-22T18:00Z
lead console> diverge web runs on a hand-made image
+ diverge.open "id":2,"text":"web runs on a hand-made image","owner":"lead","until":"?"
lead console> diverge "retries are off" owner=@dev1
+ diverge.open "owner":"dev1"
lead console> diverge "too late" until=-1h
! until
lead console> diverge list
= open
lead console> next
= DIV-1 batch jobs are off, @ops1, until 2026-11-22T18:00Z
visitor irc:log> diverge revert DIV-1
! need the right to respond
visitor irc:log> diverge list
= DIV-3
lead console> diverge revert DIV-1 jobs run again since 16:00
+ diverge.revert "id":1,"text":"jobs run again since 16:00"
= DIV-1 is taken back
lead console> diverge revert DIV-1
! DIV-1 is reverted already
lead console> diverge accept DIV-2
! what stays different has a reason and an owner
lead console> diverge accept DIV-2 reason="the next release carries it"
! what stays different has a reason and an owner
lead console> diverge accept DIV-2 owner=@dev1
! what stays different has a reason and an owner
lead console> diverge accept DIV-2 reason="the next release carries it" owner=@dev1
+ diverge.accept "id":2,"text":"the next release carries it","owner":"dev1"
= DIV-2 stays, owned by dev1
lead console> diverge accept DIV-2 reason=again owner=@dev1
! DIV-2 is accepted already
lead console> timeline
= DIV-2 accepted, owned by dev1: the next release carries it
lead console> diverge list format=json
json "id":"DIV-2","state":"accepted","text":"web runs on a hand-made image","owner":"dev1"
@ +5h
ops1 irc> diverge "cache is cold" until=+10m
+ diverge.open "id":4
@ +1h
lead console> diverge list
= LATE 50m
lead console> diverge accept DIV-4 it warms by itself @ops1
+ diverge.accept "text":"it warms by itself","owner":"ops1"
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> close
! DIV-3 retries are off, @dev1 stands in the way of the close: diverge revert DIV-3, or diverge accept DIV-3 reason=...
lead console> diverge revert DIV-3
+ diverge.revert "id":3
lead console> close
lead console> diverge "something else"
! INC-1 is closed
