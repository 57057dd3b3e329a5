# six hours of a SEV1: a payment outage told by a dozen people at the console, at shells and in the channel.
# Every rule of the room is met at least once and refused at least once; tests/golden/six_hours.c holds the post-mortem.

# ---- 14:00 declared, staffed, and what may not be ----
lead console> declare journey=critical
! title
lead console> declare "Card payments fail" journey=critical degradation=unavailable users=40% workaround=none safety=none exposure=none data=none start=13:52Z sensitive=no
= INC-1 declared, SEV1
lead console> sev
= SEV1
lead shell> mark detected 13:55Z first alert on the checkout probe
lead shell> mark acknowledged 13:54Z pager answered
lead console> next
= acknowledged comes 1m before detected: which of the two is right?
lead shell> mark acknowledged 13:57Z pager answered
lead console> next
=~ which of the two
lead console> mark mitigated +10m
!
lead console> role take scribe
! holds no second role
lead console> role scribe @scribe1
lead console> role deputy @dep1
lead console> role comms @comms1
lead shell> role ops @ops1
lead console> role wizard @ops1
!
lead console> role exec @boss1
lead console> role liaison_customer @cust1
ops2 irc:log> role take liaison_internal
! needs the right
lead console> role liaison_internal @int1
db1 irc:log> here payments
web1 irc:log> here web
ops1 irc> here
net1 irc:log> here network
lead console> rollcall call
ops1 irc> rollcall
= 5 of 11 answered
lead console> who
= ops
= leads
# ---- the ledger: first words ----
@ +3m
comms1 irc> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:20 UTC.
= C-1 waits for @lead
comms1 irc> comms send C-1
! is not approved
comms1 irc> comms approve C-1
! you wrote C-1
lead console> comms approve C-1
= C-1 approved
comms1 console> comms send C-1
+ update.sent "audience":"customers_public"
lead console> update Looking at the pool, @db1 reports at 14:10.
lead console> update to=public We believe a bad deploy is behind the errors.
! SP01
lead console> snooze execs 10m
! why does it wait?
lead console> snooze execs 30m reason="the sponsor is on the bridge"
+ update.snooze "audience":"executives"
lead console> update to=public next=3h Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 17:03 UTC.
! within
# ---- 14:03 tasks, facts, hypotheses ----
lead console> ask restart the pool
! name one person
lead console> ask @db1 5m read the pool figures
db1 irc:log> ack 1 pool figures, five minutes
= T-1 understood
lead console> ask @web1 10m compare the releases
web1 irc:log> done 1 mine now
! T-1 is with db1
db1 irc:log> done 1 pool is at 400 of 400
db1 irc:log> fact -2m pool on the primary is at 400 of 400
db1 irc:log> theory the batch worker leaks connections
! what would show that it is wrong?
db1 irc:log> theory the batch worker leaks connections check="stop it, watch the pool"
= H-1
web1 irc:log> theory "the release of 13:40 is broken" @web1 check="roll back one host" likely=60%
= H-2
comms1 console> comms draft to=public Since 13:52 UTC about 40% of users cannot pay by card. Invoices still work. The batch worker leaks connections. We are investigating. Next update by 14:23 UTC.
lead console> comms approve C-2
! GUESS
comms1 console> comms drop C-2 reason="holds a hypothesis"
lead console> sev 3 reason="fewer errors"
!
# ---- time passes: misses, empty roles, tasks that are due ----
@@ +16m
% task.due "id":2
% update.missed "audience":"responders"
lead console> cadence
= responders
web1 irc:log> ack 2 comparing now
web1 irc:log> done 2 nothing differs in the payment path
web1 irc:log> theory H-2 ruled-out
! what shows it?
web1 irc:log> theory H-2 ruled-out result="one host on the old release fails alike"
= H-2 ruled-out
lead console> update Release is ruled out, @db1 looks at the batch worker until 14:30.
# ---- evidence before recovery, approval, break-glass ----
ops1 console> run restart db-pool
! was the state captured?
& evidence.capture {"id":1,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0,"name":"pool.txt"}
ops1 console> run restart db-pool captured=EV-1
= CHG-1 waits for a second person
ops1 console> run approve CHG-1
! ops1 does CHG-1
lead console> run approve CHG-1
= CHG-1 may start
ops1 console> run check CHG-1 pass evidence="pool at 40"
! `run done CHG-1` comes before its check
@ +4m
ops1 irc> run done CHG-1 pool restarted signal="pool use"
ops1 irc> run check CHG-1 fail evidence="400 of 400 again after two minutes"
ops1 console> run drain eu-3 rollback="undrain" glass=yes
! say why with reason=
ops1 console> run drain eu-3 rollback="undrain" glass=yes reason="orders are lost each second"
+ review.debt "id":2
ops1 console> run review CHG-2 it was right
! the review is for somebody else
dep1 console> run review CHG-2 right call, the page list was old
+ review.done "id":2
ops1 console> run config pool from=400 to=800
! a config needs a way back
lead console> diverge "batch jobs are off" until=+4h @ops1
= DIV-1 departs from normal
# ---- a poll, a decision ----
ops1 irc> poll fail over now
! only the incident commander
lead console> poll "Fail over to the replica" risk="30 s of errors"
= P-1, 1m
db1 irc:log> object P-1 the replica has half the disk
lead console> decide P-1 yes
! strong objection
lead console> decide P-1 yes reason="31 h of room are enough until Monday" alternatives="rebuild first; stay read-only" check=+20m
= D-1
lead console> decide keep the batch off
! a decision says why
# ---- the runbook ----
ops1 irc> runbook start RB-99
! there is no runbook RB-99
ops1 irc> runbook start RB-7
= RUN-1
ops1 irc> runbook skip
! why is it skipped?
@ +40s
ops1 irc> runbook done 1 note="lag 0, disk fine"
ops1 irc> runbook skip 2 reason="writes were refused already"
ops1 irc> runbook done 5
! one step at a time
@@ +10m
% run.late
% fallback.offer "runbook":"RB-22"
ops1 irc> runbook done 3 fenced at the switch
ops1 console> run failover db-primary captured=impossible reason="the host does not answer" from=db-1 to=db-2 rollback="fail back after rebuild"
= CHG-3 waits
dep1 console> run approve CHG-3
! approving CHG-3 is for the holder of ops or ic
lead console> run approve CHG-3
# ---- vendor ----
lead console> role vendor @vend1
vend1 console> vendor open acme contract=gold storage firmware
! which case is it there?
vend1 console> vendor open acme ref=CASE-77 contract=gold priority=P1 storage firmware was updated at 13:50
= V-1 acme
vend1 console> vendor say V-1 the update is unrelated by=+30m
vend1 irc> vendor escalate V-1 level=9
! the ladder of acme ends
# ---- impact moves, updates follow ----
ops1 console> run done CHG-3 replica is primary signal="checkout probe"
ops1 console> run check CHG-3 pass evidence="lag 0, errors 14%"
cust1 shell> impact degradation=partial users=14%
lead console> sev 2 reason="a part of the shoppers only"
! 
@ +1s
lead console> next
= LATE
comms1 irc> update to=public Since 13:52 UTC about 14% of shoppers cannot pay by card. We moved to a standby database. Next update by 14:50 UTC.
= waits for @lead
lead console> comms approve
lead console> comms send
@@ +6m
lead console> status identified
lead console> theory H-1 confirmed result="pool stays low with the worker stopped"
lead console> fact the batch worker held 380 of 400 connections evidence=E-99999
! no entry E-99999
lead console> fact the batch worker held 380 of 400 connections
lead console> update Batch worker is stopped, @ops1 watches the pool until 15:10.
lead console> decide D-1 held lag 0 for ten minutes
= D-1 held
# ---- an hour in: the executive, the silence, command changes hands ----
@@ +25m
boss1 console> role take ic
! `takeover ic` asks for it
boss1 console> takeover ic
= Do you wish to take command?
boss1 console> handoff decline ic
= lead still holds it
lead console> update Pool is flat, @ops1 watches until 15:50.
dep1 irc> takeover ic witness=@ops1
! lead was heard
lead console> update to=execs SEV1 (rule B): about 14% of shoppers cannot pay. Revenue figure not known. No contract customer is blocked. Nothing is reportable. No decision needed. Next update by 15:30 UTC.
lead console> handoff ic @dep1 why="a break after three hours"
+ role.offer "person":"dep1"
dep1 console> accept ic level=4 next=none action=none
! level
@@ +6m
% role.lapse "role":"ic"
lead console> update Still watching, @ops1 reports at 16:00.
# ---- fallback ----
@@ +20m
%~ fallback.offer
cust1 irc> fallback start RB-22 users-told=yes
! only the business owner
lead console> role business @sales1
sales1 irc> fallback start RB-22 users-told=no
+ fallback.start "runbook":"RB-22"
lead console> runbook stop run=RUN-1 reason="the failover is done"
@@ +40m
sales1 irc> fallback end RB-22 reason="cards work again" users-told=yes
# ---- the deputy takes over from a silent commander ----
@@ +11m
dep1 console> takeover ic witness=@dep1
! a third person
dep1 irc> takeover ic witness=@ops1 why="called twice, no answer"
+ role.takeover "person":"dep1"
dep1 console> who
= dep1
dep1 console> role deputy @lead
# ---- two hours in: the longer interval ----
dep1 console> update to=public next=61m Since 13:52 UTC about 14% of shoppers cannot pay by card. Next update by 18:10 UTC.
! within 60m
dep1 console> update to=public next=50m Since 13:52 UTC about 14% of shoppers cannot pay by card. We are investigating.
! must be announced
dep1 console> cadence
= customers_public
# ---- the long wait: shells, tasks handed on, shift limits, relief in three parts ----
dep1 shell> update to=public Since 13:52 UTC about 14% of shoppers cannot pay by card. There is no workaround yet. We are investigating. Next update by 17:00 UTC.
dep1 shell> log the storage vendor is on the bridge #vendor
web1 shell> log -5m 13:14 first customer ticket came in
dep1 shell> ask @web1 30m measure the error rate per region
dep1 shell> ask T-9 @db1
! T-9
web1 shell> ack T-3 error rate per region, half an hour
dep1 shell> ask T-3 @db1
= T-3 for @db1
db1 irc> ack T-3 I take the regions over
@@ +31m
% task.due "id":3
db1 irc> done T-3 south is at 14 percent, the rest at 2
dep1 shell> theory "one region still talks to the old primary" @db1 check="list its connections"
db1 irc> theory H-3 confirmed result="31 connections from south"
dep1 shell> decide "Move south to the new primary" why="31 connections still go to the old one" alternatives="wait for the time to live"
dep1 console> run dns south from=db-1 to=db-2
!
ops1 irc> run config south from=db-1 to=db-2 rollback="point it back"
= waits for a second person
dep1 console> run approve CHG-4
ops1 irc> run done CHG-4 all south hosts reloaded signal="error rate of south"
ops1 irc> run check CHG-4 pass evidence="south is at 2 percent"
vend1 shell> vendor ack V-1 @engineer1
vend1 shell> vendor check V-1 kept=yes
! which claim
@@ +2h35m
% role.shift "role":"ic","person":"dep1","limit":"soft"
% update.missed "audience":"customers_public"
dep1 console> handoff ic @lead why="relief before the soft limit"
dep1 console> role give ic @ops1
! offered to lead
lead irc> accept ic level=1 next=none action=none
! not what the board says
lead console> brief ic
= staff_wide by 14:15Z
= CHG-2
lead irc> accept ic level=1 next=14:15 action=CHG-2
+ role.accept "person":"lead"
+ role.announce "person":"lead"
@ +5s
# ---- recovery ----
lead console> check "checkout probe" fail evidence="12 of 200 orders fail"
lead console> impact degradation=slow users=2% workaround=full
lead console> status monitoring
= When was the harm contained?
lead console> mark mitigated -5m standby serves, batch off
@@ +40m
lead console> sev 3 reason="errors are at 2 percent for half an hour"
! confirm the impact first
lead console> impact degradation=slow users=1%
lead console> sev 3 reason="errors are at 1 percent for half an hour"
lead console> status resolved
! a check on the signal that showed the impact
lead console> check "checkout probe" pass evidence="200 of 200 orders in five minutes"
lead console> mark recovered -10m errors at zero
lead console> diverge revert DIV-1 jobs run again at half speed
lead console> action add "Alert on pool use at 80%" @db1 due=2026-12-01 class=detect done="page fires in the drill" priority=P1
lead console> action add "Bound the batch worker" @ops1 due=2026-12-04
lead console> action add "Write it down" due=2026-12-04
!
lead console> status resolved
= INC-1 is resolved
lead console> update to=public Resolved: card payments work again since 19:00 UTC. Whether orders were lost is being checked.
lead console> learned well the poll found the disk size before the failover
lead console> learned hard two people wrote the same update
vend1 console> vendor close V-1 their fix is in the next firmware
lead console> close verified on the checkout probe
= INC-1 is closed
@ +50h
lead console> reopen again
! closed more than 48 h ago
