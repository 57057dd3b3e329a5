# facts and hypotheses: apart from each other, each hypothesis with an owner and a check
lead console> declare "Cards fail" journey=critical degradation=partial users=10% safety=none exposure=none data=none
lead console> fact
= No fact is recorded.
lead console> theory
= No hypothesis is recorded.
ops1 irc:log> fact -5m pool on web is at 400 of 400
= recorded as a fact
= evidence=E-7 names the row
+ fact "text":"pool on web is at 400 of 400"
lead console> fact errors began at 13:10 evidence=E-999
! no entry E-999 to be the evidence
lead console> fact errors began with the batch run evidence=E-3
+ fact "evidence":3
lead console> fact
= pool on web is at 400 of 400
= E-3
ops1 irc:log> theory the batch worker leaks connections
! what would show that it is wrong?
ops1 irc:log> theory the batch worker leaks connections check="stop it, watch the pool"
= H-1, @ops1 looks: stop it, watch the pool
+ hypothesis.open "owner":"ops1"
lead console> theory "db1 lost its index" @ops2 check="explain the query" likely=60%
= H-2, @ops2 looks
+ hypothesis.open "likely":6000
lead console> theory db1 is slow likely=60 check="look"
! 60 what? 60%?
lead console> theory db1 is slow check="look"
+ hypothesis.open "text":"db1 is slow"
lead console> fact
=~ leaks
# an end has a word and a result
ops1 irc:log> theory H-1
! what of it?
ops1 irc:log> theory H-1 perhaps
! what of it?
ops1 irc:log> theory H-1 ruled-out
! what shows it? `theory H-1 ruled-out result="..."`
ops1 irc:log> theory H-9 ruled-out result="no"
! no hypothesis H-9
ops1 irc:log> theory H-1 ruled-out result="pool stayed full" evidence=E-998
! no entry E-998
ops1 irc:log> theory H-1 ruled-out result="pool stayed full with it stopped" evidence=E-4
= H-1 ruled-out
+ hypothesis.close "outcome":"ruled-out"
ops1 irc:log> theory H-1 confirmed result="no"
! H-1 is ruled-out: pool stayed full with it stopped
lead console> theory H-2 conf the plan shows a full scan
= H-2 confirmed
= say what is now known with `fact ...`
lead console> theory H-3 parked result="nobody has time"
= H-3 parked
lead console> theory H-3 ruled-out result="p99 is flat"
= H-3 ruled-out
lead console> theory
= ruled-out
= pool stayed full with it stopped
= confirmed
lead console> theory format=json
json "status":"ruled-out"
json "likely":6000
json "likely":null
json "evidence":"E-4"
lead console> fact format=json
json "evidence":"E-3"
# a confirmed hypothesis is still no fact, and no hypothesis moves the severity
lead console> fact
=~ lost its index
lead console> sev
= SEV2
# no text that leaves the house repeats what is supposed, nor what a vendor says
lead console> theory the payment provider drops every third call @ops1 check="count refusals at the edge"
lead console> update to=public next=15m Since 13:52 UTC card payments fail: the payment provider drops every third call. Next update by 14:15 UTC.
! GUESS
lead console> update to=public override=all reason="approved" next=15m Since 13:52 UTC card payments fail, see H-4. Next update by 14:15 UTC.
! GUESS
lead console> vendor open acme ref=C-1 contract=gold refused calls
lead console> vendor say V-1 our gateway lost two of its six hosts
lead console> update to=public next=15m Since 13:52 UTC card payments fail: a gateway lost two of its six hosts. Next update by 14:15 UTC.
! CLAIM
lead console> update to=responders next=15m SEV2, investigating: H-4, the payment provider drops every third call. Next update by 14:15 UTC.
= recorded
# the brief of a hand-over tells what was ruled out and what runs
lead console> ask @ops1 5m count the refusals
lead console> poll "Send traffic to the other provider"
lead console> brief
= T-1 count the refusals, @ops1
= P-1 Send traffic to the other provider
= H-4 the payment provider drops every third call, @ops1 looks
= H-1 the batch worker leaks connections: pool stayed full with it stopped
= V-1 acme C-1, no engineer
