# At SEV1 and SEV2 a second person lets a change be made, or nobody does and the review is owed.
lead console> declare "Checkout errors" journey=critical degradation=unavailable users=40% safety=none exposure=none data_harm=none
= SEV1
lead console> role ops @ops1

# Somebody does it, ops or the commander approves.
dev1 console> run drain eu-1 rollback="undrain"
+ action.propose "id":1,"kind":"drain","target_service":"eu-1","by":"dev1"
= CHG-1 waits for a second person, @ops or @ic: `run approve CHG-1`
lead console> run list
= waits 0s
= asked: ops, ic
lead console> next
= CHG-1 drain eu-1 by dev1, asked: ops, ic  run approve CHG-1
dev1 console> run done CHG-1
! CHG-1 has not started: `run approve CHG-1` first
dev1 console> run approve CHG-1
! dev1 does CHG-1: another person approves it, @ops or @ic
dev2 console> run approve CHG-1
! approving CHG-1 is for the holder of ops or ic
ops1 irc> run approve CHG-1
+ action.start "id":1,"approver":"ops1"
= CHG-1 may start: @dev1, drain eu-1
lead console> timeline
= CHG-1 started: drain eu-1 by dev1, approved by ops1
lead console> run approve CHG-1
! CHG-1 is running: nothing waits for approval
lead console> run approve CHG-8
! INC-1 has no change CHG-8

# Who may approve and orders it for somebody else has approved it.
lead console> run drain eu-2 rollback="undrain" by=@dev1
+ action.start "by":"dev1"
+ action.start "approver":"lead"
= approved by lead
# The operations lead with hands on the keyboard needs somebody else.
ops1 console> run drain eu-3 rollback="undrain"
+ action.propose "by":"ops1"
ops1 console> run approve CHG-3
! ops1 does CHG-3: another person approves it
lead console> run approve CHG-3
+ action.start "approver":"lead"

# Asked by name: that person confirms, the holders of ops and ic may as well.
ops1 console> run drain eu-4 rollback="undrain" approver=@ops1
! approver= names another person than ops1, who does it
ops1 console> run drain eu-4 rollback="undrain" approver=@dba1
+ action.propose "asked":"dba1"
= CHG-4 waits for @dba1
dev2 console> run approve CHG-4
! approving CHG-4 is for the holder of ops or ic, or for dba1
dba1 console> run approve CHG-4
+ action.start "id":4,"approver":"dba1"
dba1 console> run drain eu-5 rollback="undrain" by=@ops1 approver=@dba1
+ action.start "approver":"dba1"

# A proposal that nobody wants is stopped, and cannot be taken back: it never began.
dev1 console> run drain eu-6 rollback="undrain"
dev2 console> run rollback CHG-6 captured=skipped reason=test
! CHG-6 was never started
lead console> run stop CHG-6 reason="eu-5 first"
+ action.end "result":"stopped"
= CHG-6 is stopped
lead console> run approve CHG-6
! CHG-6 is stopped: nothing waits for approval
# Capture is asked before approval.
dev1 console> run restart web
! was the state captured?

# Break-glass: at once, with a reason, and somebody else reviews it within a day.
ops1 console> run restart web captured=skipped glass=yes
! captured=skipped needs reason
ops1 console> run drain eu-7 rollback=? glass=yes
! glass=yes starts without a second person: say why with reason="..."
ops1 console> run drain eu-7 rollback=? glass=yes reason="nobody answers, orders are lost"
+ action.start "glass":true,"glass_reason":"nobody answers, orders are lost"
+ review.debt "id":7,"due":"2026-11-23T14:00:00Z"
= started without a second person
lead console> run list
= break-glass, unreviewed
lead console> next
= CHG-7 drain eu-7 by ops1, started without approval, review owed by 2026-11-23T14:00Z
ops1 console> run review CHG-7 it was right
! ops1 started CHG-7 without a second person: the review is for somebody else
lead console> run review CHG-7
! what did you find?
lead console> run review CHG-1 fine
! CHG-1 owes no review
lead console> run review CHG-7 the drain was right, the page list was wrong
+ review.done "id":7,"text":"the drain was right, the page list was wrong"
= CHG-7 is reviewed
lead console> run review CHG-7 again
! CHG-7 owes no review: done by lead
lead console> next
=~ was started without approval

# The debt outlives the close; the clock calls it in once.
ops1 irc> run drain eu-8 rollback=? glass=yes by=@dev1 reason="nobody answers"
+ review.debt "id":8
dev1 console> run review CHG-8 fine
! the review is for somebody else
ops1 console> run review CHG-8 fine
! the review is for somebody else
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> close
@@ +23h
%~ review.overdue
@@ +2h
% review.overdue "id":8
@@ +2h
%~ review.overdue
lead console> next
= LATE
lead console> run review CHG-8 looked at it with dev1
+ review.done "id":8
lead console> reopen not yet

# A milder incident asks nobody, unless somebody is asked by name.
lead console> declare "Reports are slow" journey=important degradation=slow users=8% safety=none exposure=none data_harm=none
dev1 console> run drain eu-9 rollback=? glass=yes reason=hurry
! SEV4 asks for no approval: leave glass= out
dev1 console> run drain eu-9 rollback=?
+ action.start "id":1
dev1 console> run drain eu-9 rollback=? approver=@dba1
+ action.propose "id":2
