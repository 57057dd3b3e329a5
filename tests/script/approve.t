# a second person approves what the table says, and the record says who
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> role comms @comms1
lead console> role deputy @dep1
# an update by somebody who may not approve becomes a draft that waits
comms1 irc> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:20 UTC.
= C-1 waits for @lead, @dep1: `comms approve C-1`, then `comms send C-1`
+ update.draft "id":1,"audiences":"customers_public"
comms1 irc> comms send C-1
! C-1 is not approved for customers_public yet; @lead, @dep1 can: `comms approve C-1`
comms1 irc> comms approve C-1
! you wrote C-1: it is for @lead, @dep1 to approve
ops1 irc> comms approve C-1
! C-1 is for @lead, @dep1 to approve
ops1 irc> comms reject C-1 reason="too long"
! for @lead, @dep1 to approve or reject
lead console> comms reject C-1
! what must change?
lead console> comms reject C-1 reason="name the workaround"
= C-1 goes back to @comms1
+ update.reject "id":1,"reason":"name the workaround"
comms1 irc> comms send C-1
! C-1 was rejected by @lead: name the workaround; `comms edit C-1` first
lead console> comms approve C-1
! was rejected
lead console> comms reject C-1 reason="again"
! was rejected already
comms1 irc> comms edit C-1 Since 13:52 UTC card payments fail for about 40% of shoppers. Invoices still work. We are investigating. Next update by 14:20 UTC.
= 0 errors
dep1 irc> comms approve C-1
= C-1 approved for customers_public: `comms send C-1` sends it
+ update.approve "id":1,"version":2,"audiences":"customers_public","level":1,"self":false
lead console> comms show C-1
= approved by @dep1 at 14:00
lead console> comms approve C-1
! needs no approval
# an edit voids the approval
comms1 irc> comms edit C-1 Since 13:52 UTC card payments fail for about 40% of shoppers. Invoices work. We are investigating. Next update by 14:20 UTC.
= needs to be approved again
comms1 irc> comms send C-1
! not approved
# who edits last has written it: the commander's own text is the commander's to send
lead console> comms edit C-1 Since 13:52 UTC card payments fail for about 40% of shoppers. Invoices still work. We are investigating. Next update by 14:20 UTC.
comms1 irc> comms send C-1
! @lead can: `comms approve C-1`
lead console> comms approve C-1
+ update.approve "self":true
comms1 irc> comms send C-1
+ update.sent "audience":"customers_public"
+ update.sent "approved_by":"lead","approved_self":true
# the commander's own line goes out at once where the table asks the commander
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Invoices still work. We are investigating. Next update by 14:18 UTC.
+ update.sent "approved_by":"lead","approved_self":true
# where it asks somebody who is there, the commander waits as well
lead console> update to=execs SEV1 (rule B): about 40% of shoppers cannot pay. No decision needed. Next update by 14:30 UTC.
= C-2 waits for @comms1, @dep1
comms1 irc> comms approve
= C-2 approved
comms1 irc> comms send
+ update.sent "approved_by":"comms1","approved_self":false
# and stands in where nobody is
lead console> update to=vendor Case 4711: since 13:52 UTC your gateway answers 503. We need your status by 14:30 UTC.
+ update.sent "approved_by":"lead","approved_self":true
# two audiences, two approvals
ops1 irc> comms draft to=public,execs SEV1 (rule B): since 13:52 UTC about 40% of shoppers cannot pay. No decision needed. Next update by 14:20 UTC.
= C-3
comms1 irc> comms approve C-3
= C-3 approved for executives; others still wait
ops1 irc> comms send C-3
! not approved for customers_public yet
lead console> comms approve C-3
= C-3 approved for customers_public
ops1 irc> comms send C-3
+ update.sent "audience":"customers_public"
+ update.sent "audience":"executives"
# nobody there at SEV1: no text leaves on one person's word
lead console> role release deputy
lead console> role release comms
lead console> role release ic
ops1 irc> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:20 UTC.
! needs a second person at SEV1 (IC), and nobody is there: `role give ic @who`
ops1 irc> comms draft to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:20 UTC.
ops1 irc> comms approve C-4
! nobody is there
ops1 irc> comms approve C-4 reason="nobody answers"
! nobody is there
# below SEV2 the writer may, with a reason, when nobody else is there
lead console> declare "Search is slow" journey=important degradation=partial users=30% safety=none exposure=none data=none
lead console> role release ic
ops1 irc> update to=public Since 13:52 UTC search is slow for about 30% of users. Next update by 15:00 UTC.
! nobody else is here to approve it for customers_public: say reason=
ops1 irc> update to=public reason="night shift, alone" Since 13:52 UTC search is slow for about 30% of users. Next update by 15:00 UTC.
+ update.sent "approved_by":"ops1","approved_self":true
+ update.sent "approved_reason":"night shift, alone"
ops1 irc> comms draft to=public Since 13:52 UTC search is slow for about 30% of users. Next update by 14:18 UTC.
= C-1
ops1 irc> comms approve C-1
! nobody else is here to approve C-1: say reason=
ops1 irc> comms approve C-1 reason="night shift, alone"
+ update.approve "self":true,"reason":"night shift, alone"
# an approval of a milder level does not hold at a worse one
lead console> sev 1 reason="payments fail too"
ops1 irc> comms send C-1
! needs a second person at SEV1
lead console> role take ic
ops1 irc> comms send C-1
! @lead can
lead console> comms approve
ops1 irc> comms send C-1
= next by 2026-11-22T14:18Z
lead console> timeline type=comms match=approved
= C-1 approved for customers_public
