# a required slot that stays empty becomes a gap on record, once per emptiness, by the clock
lead console> declare "Cards fail" ic=none journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
@@ +4m
%~ role.gap ic
@@ +2m
% role.gap "role":"ic","level":1,"since":"2026-11-22T14:00:00Z","limit":300
%~ role.gap deputy
@@ +30m
%~ role.gap "role":"ic"
% role.gap "role":"deputy"
% role.gap "role":"sme"
%~ role.gap "role":"planning"
lead console> timeline type=gap
= nobody has held ic for 5m, and SEV1 needs it
lead console> role take ic
lead console> who
= gap on record
lead console> role release ic why="called away"
@@ +4m
%~ role.gap "role":"ic"
@@ +2m
% role.gap "role":"ic"
# nobody is missed in a role that the level does not need
lead console> role take ic
lead console> role deputy @ops1
lead console> role release deputy @ops1
@ +1m
lead console> who
= EMPTY
# a condition of its own: planning is needed after four hours, and empty from then on
@@ +3h15m
%~ role.gap "role":"planning"
lead console> who
=~ Planning lead
@@ +5m
lead console> who
= Planning lead
@@ +20m
% role.gap "role":"planning","level":1,"since":"2026-11-22T18:00:00
# after the end nobody is missed
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> role release ic
@@ +30m
%~ role.gap ic
# a gauge makes a role needed: its age runs from that answer, not from the declaration
lead console> declare "Leak" journey=important degradation=partial users=10% safety=none exposure=none data=none
@ +20m
lead console> impact exposure=contained
@ +3m
lead console> impact exposure=limited
lead console> sev
= SEV2
lead console> who
= Legal / privacy
lead console> who format=json
json "role":"legal","person":"","from":"2026-11-22T19:13
# a raise needs more roles from the raise on
lead console> declare "Slow" ic=none journey=important degradation=slow users=30% safety=none exposure=none data=none
@ +1h
lead console> sev 2 reason="worse than it looks"
@@ +9m
%~ role.gap "role":"ic"
@@ +2m
% role.gap "role":"ic","level":2
