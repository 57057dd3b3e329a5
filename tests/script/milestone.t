# milestones: asked for while somebody remembers; order, words, the future
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> next
= When did users first feel it?
= Who looked at it first
=~ When was the harm contained?
lead console> mark started -20m
+ mark.set "mark":"impact-start"
lead console> mark detected -25m
lead console> next
= detected comes 5m before impact-start: which of the two is right?
lead console> mark detected -15m
lead console> mark acknowledged -18m
lead console> next
= acknowledged comes 3m before detected
lead console> mark acknowledged -14m
lead console> mark mitigated +10m
! 
lead console> next
=~ Milestone
@ +5m
lead console> status monitoring
= When was the harm contained?
lead console> mark mitigated ?
lead console> next
=~ contained
lead console> mark recovered
+ mark.set "mark":"impact-end"
@ +1m
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> action add "Alert on queue age" @lead due=fri
lead console> close verified on the checkout probe
= left open, and kept with the close
= A-1 Alert on queue age, @lead
+ close "open":["A-1 Alert on queue age
# a closed incident opens again within two days, with its record
@ +40h
lead console> reopen same errors are back
= open again
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> close
@ +49h
lead console> reopen same errors are back
! closed more than 48 h ago: declare a new incident
