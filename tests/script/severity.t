# severity: raised at once, lowered only after the hold, by the commander, on full gauges
lead console> declare "Cards fail" journey=critical degradation=partial users=10% safety=none exposure=none data=none
= SEV2
@ +1m
ops1 irc> impact degradation=unavailable users=30%
+ input.set "degradation":"unavailable"
+ severity.set "by_rule":true
= SEV1
ops1 irc> sev 2 reason="looks better"
! only the incident commander (lead)
lead console> sev 2
! say why
lead console> sev 2 reason="looks better"
! 
@ +2m
lead console> impact degradation=partial users=10%
= SEV1 stays in force
lead console> sev 2 reason="errors down to 3%"
! 
@ +16m
lead console> impact users=9%
= SEV2
lead console> sev 2 reason="errors down to 3%"
= SEV1 -> SEV2
lead console> sev 2 reason=again
! is SEV2 already
# anybody may raise by hand, with a reason
ops1 irc> sev 1 reason="second region fails too"
= SEV2 -> SEV1
lead console> sev format=json
json "level":1
json "history":[
# a what-if records nothing
lead console> sev eval journey=critical degradation=partial users=12%
= SEV
lead console> sev eval journey=critical degradation=broken
! 
