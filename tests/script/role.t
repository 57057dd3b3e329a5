# roles: shapes of the command, exclusivity, empty slots
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> role scribe @ops1
= ops1 is Scribe
lead console> role give comms ops2
= ops2 is Communications lead
lead console> role scribe @ops1
! holds scribe already
lead console> role take scribe
! holds no second role
lead console> role release scribe
= ops1 left scribe
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
