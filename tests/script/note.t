# log and amend: two times, and corrections that keep the old words
lead console> declare "Cards fail" journey=critical degradation=partial users=10% safety=none exposure=none data=none
@ +30m
lead console> log -10m disk full on db1 #db
= logged for 2026-11-22T14:20
+ note "tags":["db"]
lead console> log "-10m" is what was said
+ note "text":"-10m is what was said"
= logged
lead console> log 2026-11-22T15:10 not yet
! 
lead console> timeline
= disk full on db1
lead console> timeline limit=-1
! limit is how many rows
lead console> amend E-99 the disk of db2 was full
! has no entry E-99
lead console> amend E-3 at=14:15 why="read the graph" disk full on db1 and db2
= the first words stay
lead console> timeline type=log format=json
json "text":"disk full on db1 and db2"
json "said":"disk full on db1"
json "occurred":"2026-11-22T14:15
lead console> timeline match=FULL
= disk full
lead console> timeline match=( 
! 
ops1 irc:log> log web is up again
= logged
ops1 irc:log> impact users=1%
! needs the right to respond
ops1 irc:log> timeline
! cannot be used from irc
