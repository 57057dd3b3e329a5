# what does not add up in the record, each with the line that puts it right
lead console> lint
! there is no incident whose timeline could be checked
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> lint
= missing
= When did users first feel it?
= mark impact-start
lead console> mark started -5m
lead console> mark detected -4m
lead console> mark acknowledged -3m
lead console> lint
= The timeline adds up.
# order, and the recovery before the harm was contained
lead console> mark detected -7m
lead console> lint
= detected comes 2m before impact-start
lead console> mark detected -4m
@ +10m
lead console> mark mitigated -1m
lead console> mark recovered -2m
lead console> lint
= recovery
= impact-end comes 1m before mitigated
lead console> lint format=json
json "rule":"recovery","row":"impact-end"
json "fix":"mark impact-end "
lead console> mark recovered
=~ recovery
lead console> lint
= The timeline adds up.
# a claim without evidence; linked to a row or to what was kept it is none
lead console> log the proxy was restarted
lead console> fact the proxy had run out of memory
lead console> lint
= claim
= a fact that names no evidence
= link E-12
lead console> link E-12 E-99
! has no E-99
lead console> link E-12 EV-1
! has no EV-1
lead console> link E-12 E-12
! a row does not back itself
lead console> link E-99 E-12
! has no entry E-99
lead console> link E-12 memory
! what backs it?
lead console> link E-12 E-11
= E-12 is backed by E-11
+ entry.link "by":"E-11"
lead console> lint
= The timeline adds up.
lead console> show E-12
= backed by
= E-11
lead console> timeline format=json
json "backed_by":"E-11"
# from memory: recorded long after it happened, until it is said so
lead console> log -16m somebody saw errors
lead console> lint
= recollection
= it was recorded 16m after it happened
lead console> link E-14 rec
= E-14 is told from memory, and says so
lead console> lint
= The timeline adds up.
lead console> log -14m somebody else too
lead console> lint
= The timeline adds up.
# a row without a time
lead console> log ? the cache was emptied
lead console> lint
= no-time
= amend E-17 at=
lead console> amend E-17 at=-1m
lead console> lint
= The timeline adds up.
# two statuses at once, and one before the one it followed
lead console> status identified
@ +2m
lead console> status monitoring
lead console> amend E-20 at=-2m
lead console> lint
= two statuses at once
lead console> amend E-20 at=-3m
lead console> lint
= is said to be 1m before E-19
lead console> amend E-20 at=now
# words that the milestones contradict
lead console> log Time to repair: 1h 30m
lead console> lint
= duration
= it says 1h30m, the milestones say 14m
lead console> amend E-24 time to repair: 14 minutes
lead console> lint
= The timeline adds up.
# silence: at SEV1 people record something at least every two intervals of the responders' updates
@ +31m
lead console> lint
=~ silent
@ +50m
lead console> lint
= silent
= for 1h21m after it people recorded nothing
lead console> log -40m tried the second region
lead console> link E-26 recollection
lead console> lint
=~ silent
# over, and no check passed
lead console> mark resolved
lead console> lint
= it is said to be over, and no check passed
= check
lead console> check probe pass evidence="200 of 200"
lead console> lint
=~ no check passed
# in the channel, and by who may only observe
ops1 irc> lint
= The timeline adds up.
ops1 irc> lint draft.md
! files are checked in a shell
lead console> lint for=public
! for= says whom a file is for
# a body that others may have written changes nothing
& entry.link {"target":9999,"by":"E-1"}
& entry.link {"target":-1,"by":"E-1"}
& entry.link {"target":3}
lead console> lint
= The timeline adds up.
