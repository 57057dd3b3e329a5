# fallbacks: offered once when an incident stays unresolved and fits, put in force by who owns the business, ended by name
lead console> declare "Orders cannot be placed" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
@@ +29m
%~ fallback.offer
@@ +2m
% fallback.offer "runbook":"RB-22"
%~ fallback.offer "runbook":"RB-20"
@@ +20m
% fallback.offer "runbook":"RB-20","title":"Card payments and orders by hand","after_s":2700
%~ fallback.offer "runbook":"RB-22"
@@ +30m
% fallback.offer "runbook":"RB-21"
%~ fallback.offer "runbook":"RB-20"
lead console> timeline
= unresolved for 45m: fallback RB-20
lead console> fallback list
= RB-20
=~ RB-7
lead console> fallback show RB-20
= no card number
= offered
lead console> fallback start RB-7
! RB-7 is no fallback
lead console> fallback start
! which one?
sales1 irc> fallback start RB-20
! only the business owner (nobody) or the commander (lead) may do that
lead console> role give business @sales1
sales1 irc> fallback start RB-20
= RUN-1: RB-20
= were users told?
= notice
+ fallback.start "runbook":"RB-20"
sales1 irc> fallback start RB-20 users-told=yes
! RB-20 is under way
lead console> fallback end RB-21
! RB-21 is not in force
lead console> runbook done note="twelve people, four terminals"
= step 2 of 6
lead console> fallback end reason="the shop works again" users-told=yes
= RUN-1 RB-20 is over: the shop works again
+ run.end "users_told":"yes"
lead console> fallback end
! a fallback is not in force
lead console> fallback start RB-22 users-told=no
+ fallback.start "users_told":"no"
lead console> runbook done
lead console> runbook done
lead console> runbook done
lead console> runbook done
lead console> runbook done
= no step is left; the fallback stays in force until `fallback end RB-22`
lead console> runbook show
= All steps are done; `fallback end RB-22`
lead console> fallback end RB-22
= is over
# resolved in time: nothing is offered; milder than its condition: neither
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> close the shop works
lead console> declare "Orders are slow" journey=critical degradation=slow users=40% safety=none exposure=none data=none
@@ +3h
%~ fallback.offer
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> close nobody complains
lead console> declare "Orders fail again" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
@@ +3h
%~ fallback.offer
