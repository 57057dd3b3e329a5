# runbooks: one step at a time, waits, reasons, who holds the role, and what is asked after a while
lead console> runbook start RB-7
! there is no open incident
lead console> runbook list
= RB-7
= Database failover
= fallback
lead console> declare "Orders fail, database primary lost" journey=critical degradation=partial users=10% safety=none exposure=none data=none
lead console> runbook
= fits
lead console> runbook show RB-7
= Fence the old primary
= never used
lead console> runbook show
! no runbook is under way
lead console> runbook show RB-99
! there is no runbook RB-99
lead console> runbook start
! which one?
lead console> runbook start RB-20
! RB-20 is a fallback: `fallback start RB-20`
ops1 irc:log> runbook start RB-7
! needs the right to respond
lead console> runbook done
! no runbook is under way
lead shell> runbook start rb-7
= RUN-1: RB-7 Database failover, 9 steps, about
= step 1 of 9: Confirm that a replica is healthy
= it needs ops and nobody holds that
+ run.start "digest":"
lead console> runbook start RB-7
! RB-7 is under way since
lead console> role give ops @ops1
@ +40s
lead console> runbook done 3
! one step at a time: step 1 comes first
lead console> runbook done 40
! steps 1 to 9
ops1 irc> runbook done 1 note="lag 0, disk fine"
= RB-7 step 1 done in 00:40
= step 2 of 9: Pause writes
= ops (ops1)
+ dr.step "result":"done","minutes":0,"took_s":40,"note":"lag 0, disk fine"
ops1 irc> runbook done 1
! step 1 is done already; step 2 is in hand
ops1 irc> runbook skip
! why is it skipped?
ops1 irc> runbook skip 2 reason="writes were refused already"
= step 3 of 9
+ dr.step "note":"writes were refused already"
ops1 irc> runbook note the switch needs a second login
= noted at RB-7 step 3
+ run.note "text":"the switch needs a second login"
ops1 irc> runbook note
! note what?
ops1 irc> runbook fail
! what was seen?
ops1 irc> runbook fail the port is still up
= if not  do not promote
= it stays in hand
@@ +3m
%~ run.late
@@ +40s
% run.late "step":3,"expected_s":180
% run.late "whom":"ops1"
@@ +30m
%~ run.late
ops1 irc> runbook back reason="writes came back"
= step 2 of 9
+ dr.step "result":"reopened"
ops1 irc> runbook done 2
ops1 irc> runbook done 3 fenced at the switch
= step 4 of 9
ops1 irc> runbook done at=-20s
+ dr.step "step":4
ops1 irc> runbook done
ops1 irc> runbook done
= step 7 of 9: Watch
= wait
@ +5m
lead console> runbook show
= [?]
= 10:00 left before it may be called done
lead console> runbook show S-7
= for the whole time
lead console> runbook show S-70
! S-1 to S-9
ops1 irc> runbook done
! step 7 waits 15m, 10:00 is left
ops1 irc> runbook done reason="traffic is at its peak and nothing moves"
= step 8 of 9: DECIDE: Are held-back
+ dr.step "early":"traffic is at its peak and nothing moves"
lead console> runbook show
= 7 of 9
= not waited for: traffic is at its peak
lead console> runbook done 8 note="yes, one after the other"
lead console> runbook done 9
= RUN-1 RB-7 done
+ run.end "result":"done"
lead console> runbook done
! no runbook is under way
lead console> runbook show RUN-1
= done
lead console> runbook show RUN-1 format=json
json "state":"done"
json "runbook":"RB-7"
lead console> runbook list format=json
json "id":"RB-7","title":"Database failover","kind":"runbook"
json "used":1
lead console> timeline
= RB-7 step 2 skipped: writes were refused already
= RB-7 step 3 has run
= still going?
= RB-7 step 3 failed: the port is still up
# two at once: which one is meant must be said
lead console> runbook start RB-7
= RUN-2: RB-7 Database failover, 9 steps, about 41m; step 1 of 9: Confirm ..
acts 1
lead console> runbook back
! RB-7 is at its first step
lead console> runbook start RB-1
= RUN-3
lead console> runbook done
! which one? RUN-2 RB-7, RUN-3 RB-1: add run=RUN-n
lead console> runbook done run=RB-1
= RB-1 step 1 done
lead console> runbook stop run=RUN-2
! why does it stop?
lead console> runbook stop run=RUN-2 reason="the primary came back"
= RUN-2 RB-7 stopped: the primary came back
+ run.end "result":"stopped","reason":"the primary came back"
lead console> runbook done run=RUN-2
! RUN-2 is not under way here
lead console> runbook stop fits no more
= RUN-3 RB-1 stopped: fits no more
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> close mails arrive again
lead console> runbook start RB-1
! no incident is open
