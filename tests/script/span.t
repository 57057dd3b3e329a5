# span of control: who reports to whom, green, amber, red with the teams proposed
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> role deputy @p1
lead console> role scribe @p2
lead console> role comms @p3
lead console> role ops @p4
lead console> role exec @boss1
lead console> who
= ic lead leads 4 green: p1 p2 p3 p4
# without an operations lead experts report to the commander; with one, to them
lead console> role sme @db1 service=payments
db2 irc:log> here search
net1 irc:log> here network
lead console> who
= ic lead leads 4 green
= ops p4 leads 3 green: db1 db2 net1
lead console> role release ops @p4
lead console> who
= ic lead leads 6 amber: p1 p2 p3 db1 db2 net1
=~ ops p4
=~ Form teams
lead console> role ops @p4
lead console> role legal @l1
lead console> role security @l2
lead console> who
= ic lead leads 6 amber
db3 irc:log> here payments
db4 irc:log> here payments
db5 irc:log> here search
net2 irc:log> here network
lead console> who
= ops p4 leads 7 amber
net3 irc:log> here network
lead console> who
= ops p4 leads 8 red
= Alpha, lead db1: db1 db3 db4
= Bravo, lead db2
lead console> who format=json
json "sort":"tenure","leads":8,"span":"red"
net3 irc:log> gone
lead console> who
= ops p4 leads 7 amber
=~ Form teams
