# who is here: said, for oneself or for others; the roll call names those who did not answer
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> role comms @ops2
ops2 irc:log> here
+ bridge.join "person":"ops2","how":"said"
= ops2 is here
ops2 irc:log> here
! ops2 is here already
ops2 irc:log> here mail
+ bridge.join "person":"ops2","service":"mail"
ops2 irc:log> here @ops3
! say it for yourself
lead console> here @db1 payments
= db1 is here for payments
@ +3m
lead console> who
= ops2 mail 3m
= db1 payments 3m
lead console> rollcall
= No roll call yet
= lead
= NOT SEEN
ops2 irc:log> rollcall call
! calling the roll needs the right to respond
lead console> rollcall call
+ bridge.rollcall
= everybody says `here`
ops1 irc:log> rollcall
= Roll call by lead 0s ago: 1 of 3 answered.
= NO ANSWER
db1 irc:log> here
= db1 is here
@ +1m
lead console> rollcall
= 2 of 3 answered
= here for 4m, payments
lead console> rollcall format=json
json "person":"ops2","roles":"comms","service":"mail","here":true,"answered":false
json "person":"lead","roles":"ic","service":"","here":false,"answered":true
lead console> who
= No answer
= @ops2
ops2 irc:log> gone why="shift ends"
+ bridge.leave "person":"ops2","how":"said","why":"shift ends"
= ops2 still holds comms
ops2 irc:log> gone
! ops2 did not say that they are here
lead console> gone @db1
= db1 is gone
lead console> timeline type=here
= ops2 left: shift ends
lead console> who format=json
json "role":"","person":"db1","from":"2026-11-22T14:00:00Z","to":"2026-11-22T14:04:00Z","why":"","ended":"","service":"payments","sort":"present"
