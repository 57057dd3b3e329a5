# what a text to each audience must contain: every part hit and refused
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
# public: what, who, since, next block; workaround and state warn
lead console> update to=public Since 13:52 UTC there is news for about 40% of shoppers. Next update by 14:20 UTC.
! UP01
lead console> update to=public Since 13:52 UTC card payments fail. Next update by 14:20 UTC.
! UP02
lead console> update to=public Card payments fail for about 40% of shoppers. Next update by 14:20 UTC.
! UP03
lead console> update to=public Since 13:52 card payments fail for about 40% of shoppers. Next update by 14:20 UTC.
! UP03
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers.
! Add: Next update by 14:20 UTC.
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:20.
! UP06
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 25:20 UTC.
! UP06
lead console> update to=public Since 13:52 UTC card payments fail; how many are hit is being counted. Next update by 14:20 UTC.
= UP04
= UP05
lead console> update to=public Since 13:52 UTC card payments fail for some users. How many is being counted. Invoices still work. We are investigating. Next update by 2026-11-22 14:20 UTC.
= The figure is known: about 40% of users.
=~ UP04
=~ UP05
# the state word is the one of now
lead console> status identified
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Invoices still work. We are investigating. Next update by 14:20 UTC.
= UP05
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers. Invoices still work. We have identified what fails. Next update by 14:20 UTC.
=~ UP05
# executives: level, figure and decision block
lead console> update to=execs About 40% of shoppers cannot pay. No decision needed.
! UP41
lead console> update to=execs SEV2: about 40% of shoppers cannot pay. No decision needed.
! UP41
lead console> update to=execs SEV1 (rule B): shoppers cannot pay. No decision needed.
! UP42
lead console> update to=execs SEV1 (rule B): about 40% of shoppers cannot pay.
! UP43
lead console> update to=execs SEV1 (rule B): about 40% of shoppers cannot pay. No decision needed.
= UP44
= UP45
= UP46
= UP47
lead console> update to=execs SEV1 (rule B): about 40% of shoppers cannot pay. Revenue figure not known. No contract customer is blocked. Nothing is reportable. No decision needed. Next update by 14:30 UTC.
=~ UP4
# contract customers, staff, vendor, regulator, responders
lead console> update to=customers Since 13:52 UTC card payments fail. Next update by 14:20 UTC.
! UP22
lead console> update to=staff All is as usual.
! UP51
lead console> update to=staff The coffee machine does not work.
= UP52
lead console> update to=vendor Since 13:52 UTC your gateway answers 503.
! UP71
lead console> update to=vendor We need your status.
= UP72
= UP73
lead console> update to=regulator 400 persons.
= UP81
lead console> update Looking into the pool.
= UP61
lead console> update @ops1 looks into the pool until 14:20.
=~ UP61
# no words of a hypothesis that was not confirmed reach the public, and no override helps; inside they may
lead console> theory "the batch worker leaks connections" @ops1 check="stop it, watch the pool"
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers because The Batch Worker leaks connections. Next update by 14:20 UTC.
! GUESS
lead console> update to=public override=all reason="sure of it" Since 13:52 UTC card payments fail for about 40% of shoppers because the batch worker leaks connections. Next update by 14:20 UTC.
! GUESS
lead console> theory H-1 ruled-out result="it was the pool"
lead console> update to=public Since 13:52 UTC card payments fail for about 40% of shoppers because the batch worker leaks connections. Next update by 14:20 UTC.
! GUESS
lead console> update @ops1 checks whether the batch worker leaks connections until 14:20.
+ update.sent
# after the end: when it was over and what became of data
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> update to=public Resolved: card payments work again.
! UP07
lead console> update to=public Resolved: card payments work again since 14:10 UTC.
! UP08
lead console> update to=public Resolved: card payments work again since 14:10 UTC. Whether orders were lost is being checked.
= UP09
+ update.sent "next_due":"?"
# no block but with its id and a reason; an id that is not there helps nothing
lead console> update to=public override=UP01 reason="short of time" Resolved: card payments work again.
! UP07
lead console> update to=public override=up07,UP08 reason="short of time" Resolved: card payments work again.
+ update.override "ids":"UP07,UP08"
