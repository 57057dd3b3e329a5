# roles: shapes of the command, exclusivity, empty slots, what changes hands only by handoff
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> role scribe @ops1
= ops1 is Scribe
lead console> role give comms ops2
= ops2 is Communications lead
lead console> role scribe @ops1
! holds scribe already
lead console> role take scribe
! changes hands by `handoff scribe @lead`
lead console> role release scribe
= ops1 left scribe
lead console> role take scribe
! holds no second role
ops1 irc> role take scribe
= ops1 is Scribe
lead console> role wizard @ops1
! 
lead console> role
= Incident commander
= lead
lead console> action add "Ask the scribe" @scribe due=fri
= @ops1
lead console> action add "Ask" @planning due=fri
! nobody holds planning
lead console> role planning @/who
! /who is no name of a person
lead console> role planning @-x
! no name of a person
# at SEV1 a held role is not taken from its holder, nor given past them
ops2 console> role take ic
! lead holds ic: at SEV1 it changes hands by `handoff ic @ops2`
lead console> role give comms @ops1
! changes hands by `handoff comms @ops1`
# experts are many, each with a service
lead console> role sme @db1 service=payments
= db1 is Subject-matter expert
lead console> role sme @db2 service=search
lead console> role sme @db1
! db1 holds sme already
lead console> role release sme
! 2 people hold sme: `role release sme @name`
lead console> role release sme @db3
! db3 does not hold sme
lead console> role release sme @db2 why="search is fine"
= db2 left sme
lead console> who
= payments
=~ db2
# anybody may give up what they hold themselves; taking from others needs the right to command
ops2 irc:log> role release comms
! needs the right to respond
ops2 console> role release comms why="shift ends"
+ role.release "why":"shift ends"
# the organisation list goes by sections and shows the age of every empty slot
@ +7m
lead console> who
= command         Incident commander     lead
= communications  Communications lead    EMPTY
= operations      Operations lead        EMPTY
= 7m
= gap from 14:15 on
lead console> next
= deputy 7m
lead console> who format=json
json "role":"ops","person":"","from":"2026-11-22T14:00:00Z","to":null,"why":"","ended":"","service":"","sort":"empty","leads":0,"span":"","gap":false,"gap_due":"2026-11-22T14:15:00Z"
json "role":"comms","person":"ops2","from":"2026-11-22T14:00:00Z","to":"2026-11-22T14:00:00Z","why":"","ended":"shift ends"
json "sort":"tenure","leads":2,"span":"green"
# below SEV2 one person may do several things, and roles are given without ceremony
lead console> declare "Invoices late" journey=ancillary degradation=partial users=60% safety=none exposure=none data=none
lead console> sev
= SEV4
lead console> role take comms
= lead is Communications lead
lead console> role give comms @ops1
= ops1 is Communications lead
lead console> role take comms
lead console> who
= lead
# a raise makes two roles one too many: it is said, and asked to be given up
lead console> sev 2 reason="a contract customer is blocked"
lead console> next
= @lead holds ic and comms: at SEV2 give one up, `role release comms`
lead console> role take scribe
! holds no second role
lead console> role release comms
lead console> next
=~ give one up
