# hand-over in three parts: offer with a brief, acceptance by read-back, announcement
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> handoff
= no role is offered
lead console> handoff ic
! to whom? `handoff ic @name`
lead console> handoff ic @lead
! lead holds ic already
lead console> handoff scribe @ops1
! nobody holds scribe: `role give scribe @name` fills it
ops1 console> handoff ic @ops1
! ic is handed over by lead who holds it, or by the incident commander
lead console> action add "Alert on queue age" @ops2 due=fri priority=P2
lead console> action add "Stop the batch worker" @ops2 due=+1h priority=P1
lead console> action add "Tell refunds" @ops2 due=+2h priority=P3
lead console> log replica disk is half the size #risk
lead console> log it is not the release #ruledout
lead console> log writes are paused #diverge
# the brief can be had at any time, and holds what the record has
lead console> brief
= SEV1
= A-2 Stop the batch worker
= replica disk is half the size
= it is not the release
= writes are paused
= responders by 14:05Z
= users_share 40%
lead console> brief comms
= Communications lead
= posts only approved text
# part one: nothing moves
lead console> handoff ic @ops1 why="end of shift"
+ role.offer "role":"ic","from":"lead","person":"ops1","why":"end of shift"
= ops1 reads the brief and says, within 5m: accept ic level=N next=HH:MM action=ID or none
= Running, riskiest first
lead console> who
= offered to @ops1
= lapses in 05:00
lead console> handoff ic @ops2
! ic is offered to ops1 already: `handoff withdraw ic`
lead console> role give ic @ops2
! ic is offered to ops1
ops2 console> accept ic level=1 next=14:05 action=A-2
! ic is offered to ops1, not to you
# part two: three fields, each checked; what would be right is in the brief, not in the refusal
ops1 console> accept ic level=1 next=14:05
! action=<word> is missing
ops1 console> accept ic level=2 next=14:05 action=A-2
! level is not what the board says: read the brief again, `brief ic`
ops1 console> accept ic level=1 next=14:15 action=A-2
! next is not what the board says
ops1 console> accept ic level=1 next=14:05 action=none
! action is not what the board says
ops1 console> accept ic level=3 next=none action=A-1
! level, next, action are not what the board says
lead console> log lead still commands
ops1 irc> accept ic level=SEV1 next=14:05Z action=a-2
+ role.accept "person":"ops1","level":1,"next":"14:05Z","action":"a-2"
+ role.announce "role":"ic","name":"Incident commander","from":"lead","person":"ops1"
= You have ic since 14:00Z, from lead.
ops1 console> who
= commander     ops1
=~ commander     lead
ops1 console> timeline type=handoff
= ops1 is Incident commander since 14:00 UTC, after lead
ops1 console> accept ic level=1 next=14:05 action=A-2
! ic is not offered to anybody
# no acceptance in time: the offer lapses, the holder still holds, the deputy is told
ops1 console> role deputy @ops2
ops1 console> handoff ic @lead
@@ +4m
%~ role.lapse ic
@@ +2m
% role.lapse "role":"ic","from":"ops1","person":"lead","how":"lapsed","told":"ops2"
lead console> accept ic level=1 next=14:05 action=A-2
! ic is not offered to anybody
ops1 console> timeline type=handoff
= nobody accepted in time; ops1 still holds it
# an offer whose time is over is not accepted although no clock called it in; the next offer calls it in
ops1 console> handoff ic @lead
@ +6m
lead console> accept ic level=1 next=14:05 action=A-2
! the offer of ic has lapsed; ops1 holds it
ops1 console> handoff ic @lead
+ role.lapse "how":"lapsed"
+ role.offer "person":"lead"
# taken back, declined
lead console> handoff withdraw ic
! ic is offered by ops1 to lead: they decide
ops1 console> handoff withdraw ic
+ role.lapse "how":"withdrawn"
ops1 console> handoff withdraw ic
! no offer of ic waits for an answer
ops1 console> handoff ic @lead
ops1 console> handoff decline ic
! they decide
lead console> handoff decline ic
+ role.lapse "how":"declined"
# the commander hands over the roles of others; a role beside command is refused
ops1 console> role scribe @db1
ops1 console> handoff scribe @ops1
! ops1 holds ic: at SEV1 the Incident commander holds no second role
ops1 console> handoff scribe @db2 why="db1 is needed elsewhere"
+ role.offer "from":"db1","person":"db2"
ops1 console> update Still failing over.
db2 console> accept scribe level=1 next=14:05 action=A-2
! next is not what the board says
db2 console> brief scribe
= customers_public by 14:10Z
db2 console> accept scribe level=1 next=14:10 action=A-2
= You have scribe
db2 console> who
=~ db1
# an offer of what is released meanwhile waits for nothing
db2 console> handoff scribe @db1
db2 console> role release scribe
db1 console> accept scribe level=1 next=14:10 action=A-2
! scribe is not offered to anybody
# whoever takes command gives up the rest
ops1 console> handoff ic @ops2
ops2 console> accept ic level=1 next=14:10 action=A-2
+ role.release "role":"deputy","person":"ops2","why":"took ic"
= ops2 is no longer deputy
ops2 console> handoff format=json
json "role":"ic","giver":"lead","taker":"ops1","state":"accepted"
json "role":"ic","giver":"ops1","taker":"lead","state":"lapsed"
ops2 console> who format=json
json "role":"ic","person":"ops1","from":"2026-11-22T14:00:00Z","to":"2026-11-22T14:12:00Z","why":"from lead: end of shift","ended":"handed to ops2"
# what runs by a runbook is riskier than what is to be followed up
ops2 console> role ops @ops3
ops3 console> runbook start RB-7
ops2 console> brief
= RUN-1 Database failover
ops2 console> handoff ic @db1
db1 console> accept ic level=1 next=14:10 action=A-2
! action is not what the board says
db1 console> accept ic level=1 next=14:10 action=run1
= You have ic
db1 console> comms draft to=execs
db1 console> brief
= Drafts
= C-1
db1 console> poll "fail over now" risk="half the disk"
db1 console> brief
= P-1 fail over now
# a change of the running system is riskier still; what was changed and not checked is said
db1 console> role release ic
ops3 console> role release ops
ops3 console> role take ic
ops3 console> role give ops @db1
db1 console> run drain eu-1 rollback="undrain"
ops3 console> ask @ops2 5m watch the queue
ops3 console> run approve CHG-1
ops3 console> brief
= CHG-1 drain eu-1
= T-1 watch the queue, @ops2
ops3 console> rollcall
= ops2
ops3 console> handoff ic @lead
lead console> accept ic level=1 next=14:10 action=RUN-1
! action is not what the board says
lead console> accept ic level=1 next=14:10 action=CHG-1
= You have ic
db1 console> run done CHG-1
lead console> brief
= Not proved
= CHG-1 drain eu-1
