# drafts: from a template or from words, edited, checked, shown, dropped
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% workaround=none safety=none exposure=none data=none start=13:52Z
lead console> comms
= No drafts yet
lead console> comms approve
! no draft is open
lead console> comms draft
! for whom?
lead console> comms draft to=nobody Cards fail.
! there is no audience
# from the template of audience and phase, with the facts that are known; the rest stays a question and blocks
lead console> comms draft to=public
= C-1 for customers_public: Since 13:52 UTC about 40% of users cannot [what can users not do?].
= We are investigating. Next update by 14:20 UTC.
= Nobody has answered this yet
+ update.draft "id":1,"audiences":"customers_public","text":"Since 13:52 UTC about 40% of users cannot [what can users not do?].
+ update.draft "template":"customers_public.investigating.md"
lead console> comms send C-1
! C-1 has 1 error: E1 SLOT. Mend it (Alt-4)
lead console> comms send C-1 override=all reason="no time"
! SLOT
lead console> comms approve C-1
! cannot go out so
lead console> comms edit C-1 Since 13:52 UTC about 40% of users cannot pay by card. There is no workaround yet; invoices still work. We are investigating. Next update by 14:20 UTC.
= C-1 edited
= [-[what can users not do?].-] {+pay by card.+}
= 0 errors
+ update.edit "id":1
lead console> comms edit C-1 Since 13:52 UTC about 40% of users cannot pay by card. There is no workaround yet; invoices still work. We are investigating. Next update by 14:20 UTC.
! says that already
lead console> comms edit C-1
! what shall C-1 say?
lead console> comms show C-1
= C-1  for customers_public  by lead 14:00  v2  due 10:00
= reads in
= lead commands and may send it
= next by 14:20 as the text says
lead console> comms list format=json
json "id":"C-1","incident":1,"state":"open","audiences":["customers_public"],"author":"lead","version":2
json "findings":[]
lead console> comms send C-1
= update to customers_public recorded, next by 2026-11-22T14:20Z
+ update.sent "draft":1,"approved_by":"lead","approved_self":true
lead console> comms send C-1
! was sent already
lead console> comms edit C-1 other words
! was sent already
# the next draft is compared with what was told last
@ +10m
lead console> comms draft to=public Since 13:52 UTC about 40% of users cannot pay by card. Invoices still work. We are rolling back a release of web-frontend.internal. Next update by 14:30 UTC.
= LK02
= C-2
lead console> comms show C-2
= E
= changes
= {+Invoices
= [-There is no workaround yet; invoices
lead console> comms lint C-2
= customers_public: 1 error
lead console> comms send C-2
! C-2 has 1 error: E1 LK02. Mend it (Alt-4), or send with override=LK02 reason="why"
lead console> comms send C-2 override=LK02
! needs reason=
lead console> comms drop C-2 reason="written anew"
= C-2 dropped
+ update.drop "id":2,"reason":"written anew"
lead console> comms show C-2
= dropped by @lead: written anew
lead console> comms send C-2
! was dropped already
lead console> comms show C-9
! no draft C-9
lead console> comms show A-1
! 
# several open ones: which is meant must be said
lead console> comms draft to=execs
= C-3
= [which step is running, by which role?]
lead console> comms draft to=vendor
= C-4
lead console> comms edit We need your logs.
! which one?
lead console> comms
= C-3
= C-4
= dropped by @lead
# a number is no draft's name when a text begins with it
lead console> comms draft to=responders 12 pods are down, @ops1 looks until 14:20.
! quotes
lead console> comms draft to=responders "12 pods are down, @ops1 looks until 14:20."
= C-5 for responders: 12 pods
# who may only log may look and no more
guest irc:log> comms
= C-5
guest irc:log> comms draft to=public Cards fail.
! right to respond
guest irc:log> comms send C-5
! right to respond
lead console> timeline type=comms match=C-2
= C-2 dropped: written anew
lead console> export postmortem format=json
acts 1
