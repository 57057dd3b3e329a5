# Changes of the system: what a kind asks for, capture before recovery, the check at the end.
lead console> declare "Reports are slow" journey=important degradation=slow users=8% safety=none exposure=none data_harm=none
= SEV4
lead console> role ops @ops1

# Nothing yet, and words that are no change.
lead console> run
= No changes yet
lead console> run list
= run restart web
lead console> run restrat web
! there is no change of the kind 'restrat'; there are: restart rollback failover
lead console> run re web
! 're' could be: restart restore
lead console> run scale
! scale what? `run scale TARGET`
lead console> run done CHG-1
! INC-1 has no change CHG-1
lead console> run done
! which one? CHG-1, CHG-2
lead console> run done web
! "web" is no change
visitor irc:log> run restart web
! needs the right to respond
visitor irc:log> run list
= No changes yet

# At SEV4 nobody has to approve. A kind asks for versions and for a way back; "?" says that they are not known.
ops1 console> run scale web
! a scale goes from one version or value to another: add from=... to=...
ops1 console> run scale web from=4
! add from=... to=...
ops1 console> run config web from=400 to=800
! a config needs a way back: add rollback="..."
ops1 console> run config web from=400 to=800 rollback=? pool size
+ action.start "id":1,"kind":"config","target_service":"web","by":"ops1","note":"pool size","from":"400","to":"800","rollback":"?"
= CHG-1 runs: config web by ops1; then `run done CHG-1`
= say the old value: it is the way back
lead console> run list
= running 0s
= not asked
lead console> run CHG-1
= from 400 to 800
lead console> run CHG-7
= INC-1 has no change CHG-7

# Captured? The refusal shows the three answers.
ops1 console> run restart web
! was the state captured? Add captured=EV-1 (`evidence keep FILE` keeps it), or captured=impossible reason="...", or captured=skipped reason="..."
ops1 console> run restart web captured=EV-1
! INC-1 has no EV-1: `evidence list` shows what was kept
ops1 console> run restart web captured=skipped
! captured=skipped needs reason="..."
ops1 console> run restart web captured=impossible
! captured=impossible needs reason="..."
ops1 console> run restart web captured=maybe
! captured= takes EV-1, impossible or skipped, not "maybe"
ops1 console> run restart web captured=impossible reason="the host does not answer"
+ action.start "captured":"impossible","capture_reason":"the host does not answer","evidence_ok":false
= CHG-2 runs
lead console> timeline
= CHG-2 started: restart web by ops1; state could not be kept: the ho
& evidence.capture {"id":1,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0,"name":"threads.txt"}
ops1 console> run restart web2 captured=EV-1
+ action.start "captured":"kept","evidence":1,"evidence_ok":true
lead console> run list
= EV-1
ops1 console> run restart web3 captured=sk reason="every second costs orders"
+ action.start "captured":"skipped","capture_reason":"every second costs orders"
# Whoever wants to say it of a kind that does not ask may.
ops1 console> run flag new-cart from=on to=off captured=ev1
+ action.start "captured":"kept","evidence":1

# The end of the work is not the end: the check is.
@ +3m
ops1 console> run check CHG-1 pass evidence="p99 is 200 ms"
! CHG-1 is running: `run done CHG-1` comes before its check
ops1 console> run done CHG-1 rolled to all hosts signal="p99 of reports"
+ action.end "id":1,"result":"done","text":"rolled to all hosts"
+ verify.start "id":1,"signal":"p99 of reports"
= it is finished when its check passed
lead console> next
= CHG-1 config web by ops1, unchecked 0s  run check CHG-1
lead console> run done CHG-1
! CHG-1 is unchecked already
lead console> run check CHG-1
! `run check CHG-1 pass evidence=...`
lead console> run check CHG-1 perhaps
! `run check CHG-1 pass evidence=...`
lead console> run check CHG-1 fail
! what shows it? Add evidence=EV-1, or evidence="what was seen"
lead console> run check CHG-1 fail evidence=EV-9
! INC-1 has no EV-9
lead console> run check CHG-1 fail evidence="p99 is still 4 s"
+ verify.fail "id":1,"signal":"p99 of reports","evidence":"p99 is still 4 s"
= CHG-1 failed its check: `run rollback CHG-1` takes it back
lead console> run list
= check FAILED
lead console> run check CHG-1 pass evidence=EV-1 at=-1m
+ verify.pass "id":1,"signal":"p99 of reports","evidence":"EV-1"
= CHG-1 is finished: its check passed
lead console> run check CHG-1 pass evidence=EV-1
! CHG-1 is passed: nothing is left to check
lead console> timeline
= CHG-1 on p99 of reports passed: EV-1
lead console> run list format=json
json "id":"CHG-1","state":"passed","kind":"config","target":"web","by":"ops1"

# Back again: the same thing the other way round, through the same questions.
ops1 console> run rollback CHG-1
! was the state captured?
ops1 console> run rollback CHG-1 captured=EV-1
+ action.start "kind":"rollback","target_service":"web","by":"ops1","from":"800","to":"400","rollback":"?","captured":"kept","evidence":1,"evidence_ok":true,"reverses":1
lead console> run rollback CHG-1 captured=EV-1
! CHG-6 takes CHG-1 back already
lead console> run CHG-1
= by CHG-6
ops1 console> run rollback CHG-99
! INC-1 has no change CHG-99
# A rollback of something that was not recorded here is a change like any other.
ops1 console> run rollback web captured=EV-1 from=4f3 to=4f2
+ action.start "kind":"rollback","target_service":"web","by":"ops1","from":"4f3","to":"4f2"

# Stopped by who may: safety, ic, ops, or who does it; with a reason.
lead console> role safety @safe1
helper console> run stop CHG-2 reason="looks wrong"
! stopping CHG-2 is for @safety, @ic, @ops or ops1, who does it
safe1 console> run stop CHG-2
! why? `run stop CHG-2 reason="..."`
safe1 console> run stop CHG-2 reason="patients wait behind this system"
+ action.end "id":2,"result":"stopped","text":"patients wait behind this system"
= hands off
safe1 console> run stop CHG-2 reason=again
! CHG-2 is stopped: there is nothing to stop
lead console> run stop CHG-3 wrong host
+ action.end "result":"stopped","text":"wrong host"
ops1 console> run stop CHG-4 reason="the pod is gone"
+ action.end "id":4
lead console> run check CHG-4 pass evidence=EV-1
! CHG-4 is stopped
# What was stopped half way may still be taken back; a stopped way back may be tried again.
lead console> run stop CHG-6 reason="not now"
ops1 console> run rollback CHG-1 captured=EV-1
+ action.start "reverses":1

# A temporary measure records both.
ops1 console> run flag batch from=on to=off until=+2h
! until= says how long the departure of diverge="..." may last
ops1 console> run flag batch from=on to=off diverge="batch jobs are off" until=+2h
+ action.start "id":9,"kind":"flag"
+ diverge.open "id":1,"text":"batch jobs are off","owner":"ops1"
+ diverge.open "change":9
= DIV-1 departs from normal

# From the channel as well, and not after the close.
ops1 irc> run done CHG-9
+ action.end "id":9,"result":"done"
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> close
! DIV-1 batch jobs are off, @ops1 stands in the way of the close: diverge revert DIV-1
lead console> diverge revert DIV-1
lead console> close
= CHG-5 flag new-cart by ops1
ops1 console> run scale web from=4 to=5
! INC-1 is closed: `reopen` comes before a change
lead console> run check CHG-9 pass evidence="no batch job runs"
+ verify.pass "id":9

# Who takes over hears first what is being done to the system, the riskiest before the rest, and what departs from normal.
lead console> reopen it is slow again
ops1 console> run scale web from=5 to=6
@ +1m
ops1 console> run failover db rollback=? captured=EV-1
lead console> action add "write it down" @ops1 due=tomorrow
@ +2m
lead console> diverge "reads go to the old primary" until=+1h @ops1
lead console> brief ic
= Running, riskiest first  CHG-11 failover db, for 2m, @ops1
= DIV-2 reads go to the old primary, @ops1, until
lead console> undo
! `diverge revert` ends it
ops1 console> undo
! `run stop` ends it, `run rollback` takes it back
