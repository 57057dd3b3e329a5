# undo: one's own latest row is taken back by a row that corrects it; nothing is erased
lead console> undo
! there is no open incident
lead console> declare "Cards fail" journey=critical degradation=partial users=10% safety=none exposure=none data=none
# the rows of one line are one deed
lead console> undo
! (DECLARE) cannot be taken back: `status resolved` and `close` end it
ops1 console> undo
! you recorded nothing in INC-1 yet
@ +1m
# a role that nobody held is empty again; one that changed hands goes back
lead console> role business @ops1
lead console> undo
= taken back: E-3 ops1 is business
+ role.release "person":"ops1"
@ +1m
lead console> role business @ops1
@ +1m
lead console> role business @ops2
@ +1m
lead console> undo
+ role.assign "person":"ops1"
@ +1m
# and again: back to what was taken back
lead console> undo
+ role.assign "person":"ops2"
@ +1m
lead console> role release business
@ +1m
lead console> undo
+ role.assign "person":"ops2"
lead console> who
= ops2
@ +1m
lead console> role business @ops3
@ +1m
lead console> role business @ops4
lead console> undo E-11
! no longer in force: the role changed hands since
ops1 console> undo E-12
! E-12 is of lead: only they take it back
@ +1m
# severity raised by hand
lead console> sev 1 reason="execs are hit"
= SEV2 -> SEV1
@ +10s
lead console> undo
= taken back
+ severity.set "level":2
+ severity.set taken back: E-13
@ +1m
lead console> sev 1 reason="execs are hit after all"
@ +1m
lead console> impact degradation=unavailable users=60%
lead console> undo E-15
! the rules say SEV1 now
# what followed by rule is nobody's deed
lead console> undo
! (IMPACT) cannot be taken back: say what is right with `impact`
lead console> undo E-17
! followed by rule
@ +1m
ops1 irc> log disk full on db1
@ +5s
ops1 irc> undo
= taken back
+ amend "text":"(taken back)"
@ +1m
ops1 irc> undo
! (AMEND) cannot be taken back
lead console> timeline type=log format=json
json "said":"disk full on db1"
@ +1m
lead console> action add "Alert on queue age" @ops1 due=2026-12-01
@ +5s
lead console> undo
+ followup.update "status":"dropped"
@ +1m
lead console> undo
! cannot be taken back: `action change`
lead console> undo E-99
! has no entry E-99
@ +1m
# a promise that was put off stands again, and counts as kept or missed by its first time
lead console> update to=vendor next=20m Checkout calls to your gateway time out since 13:52 UTC, case 12345. We need your status by 14:40 UTC. Next update by 14:50 UTC.
@ +1m
lead console> snooze vendor 28m reason="their engineer joins the call first"
= put off
@ +1m
lead console> undo
= taken back
+ update.snooze taken back
lead console> cadence format=json
json "snoozed":1
@ +1m
lead console> undo E-23
! no longer in force: it was put off again since
@ +11m
lead console> log late
@ +11m
lead console> undo
! is 11m old; `undo` takes back what is at most 10m old
@ +1m
lead console> status identified
@ +1m
lead console> undo
! move it back with `status`
@ +1m
# whoever came to command does not get back what they gave up for it
lead console> role give deputy @ops9
ops9 console> role release deputy
lead console> role release ic
lead console> role give ic @ops9
ops9 console> undo
! whoever commands at this level holds no second role
