# shift limits are said an hour ahead, once, and shown while they last
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
@@ +2h55m
%~ role.shift soft
@@ +6m
% role.shift "role":"ic","person":"lead","limit":"soft","since":"2026-11-22T14:00:00Z","due":"2026-11-22T18:00:00Z"
lead console> next
= @lead ic: soft limit in 59m
lead console> who
= soft limit in 59m
@@ +2h
%~ role.shift soft
% role.shift "limit":"hard","since":"2026-11-22T14:00:00Z","due":"2026-11-22T20:00:00Z"
lead console> next
= soft limit passed
= hard limit in
lead console> timeline type=shift
= lead: ic since 14:00Z; the soft limit is at 18:00Z
# whoever relieves begins anew
lead console> handoff ic @ops1 why="end of shift"
ops1 console> accept ic level=1 next=14:05 action=none
lead console> next
=~ limit
# twelve hours on duty, whatever the roles: what ends when the next begins is one turn
lead console> role scribe @lead
@@ +6h
% role.shift "role":"","person":"lead","limit":"duty","since":"2026-11-22T14:00:00Z"
% role.shift "role":"ic","person":"ops1"
lead console> declare "Another" ic=ops2 journey=ancillary degradation=slow users=30% safety=none exposure=none data=none
ops2 console> role scribe @ops3
@ +6h
ops2 console> role release scribe @ops3
ops2 console> role give comms @ops3
@@ +5h10m
% role.shift "role":"","person":"ops3","limit":"duty"
