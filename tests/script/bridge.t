# channels of an incident: bridged with audience and rule, refused, changed, taken away
lead console> declare "Checkout errors" journey=critical degradation=unavailable users=40%
lead console> bridge
= INC-1 has no channel
lead console> bridge list
= bridge add #vendor
lead console> bridge add
! which channel?
lead console> bridge add vendor audience=vendor
! its name begins with #
lead console> bridge add #a,#b audience=vendor
! its name begins with #
lead console> bridge add #vendor
! for whom is it?
lead console> bridge add #vendor audience=nobody
! there is no audience 'nobody'
lead console> bridge add #vendor audience=vendor network=Two
! short name
lead console> bridge add #vendor audience=vendor relay=sideways
! relay
lead console> bridge add #vendor audience=vendor
= it hears how the incident goes and the updates to vendor
+ bridge.open "kind":"irc","locator":"#vendor","network":"","audience":"vendor","relay":"announce","commands":false
lead console> bridge add #Vendor audience=vendor
= is bridged so already
lead console> bridge add #vendor audience=vendor relay=both
= whoever is there reads from now on what is said in the main channel
+ bridge.open "relay":"both"
lead console> bridge add #status audience=public relay=both
! hear announcements alone
lead console> bridge add #status audience=public commands=yes
! hear announcements alone
lead console> bridge add #exec audience=execs relay=none
= what is said there is recorded, no more
lead console> bridge add #vendor audience=vendor network=partner relay=both commands=yes
= partner/#vendor is bridged
lead console> bridge
= #vendor
= both ways
= #exec
= recorded only
= partner/#vendor
lead console> show
= Bridged
= #vendor (vendor, both), #exec (executives, none), partner/#vendor (vendor, both)
lead console> bridge list format=json
json {"incident":1,"channel":"#vendor","network":"","audience":"vendor","relay":"both","commands":false}
json {"incident":1,"channel":"#vendor","network":"partner","audience":"vendor","relay":"both","commands":true}
lead console> bridge remove #vendor network=elsewhere
! is not bridged
lead console> bridge remove #exec
= no longer bridged to INC-1
+ bridge.close "locator":"#exec"
lead console> bridge remove #exec
! is not bridged
# the main channel
lead console> bridge main #vendor
! is bridged to INC-1
lead console> bridge main #war network=partner
! on the bridge's own network
lead console> bridge main #war
= #war is the channel of INC-1
+ irc.bind "channel":"#war"
lead console> bridge main #war
= already
lead console> bridge add #war audience=execs
! is the main channel of INC-1
lead console> timeline
= #vendor is bridged for vendor: what is said passes both ways
= bound to #war
# one channel, one incident, unless it is the main one of both
lead console> declare "Mail is late" journey=important degradation=partial users=5%
= INC-2
lead console> bridge add #vendor audience=vendor
! INC-1 is talked about in #vendor
lead console> bridge main #vendor
! is bridged to INC-1
lead console> bridge main #war
= no longer to INC-1
lead console> bridge main #war
= already
# who may, and from where
ops1 irc> bridge
= #war
ops1 irc:log> bridge add #other audience=vendor
! said by whoever commands it
ops1 irc> bridge add #other audience=vendor
+ bridge.open "locator":"#other"
# what is fenced is bridged to nothing
lead console> sensitive on reason="personal data"
lead console> bridge add #more audience=vendor
! INC-2 is sensitive
lead console> bridge main #more
! INC-2 is sensitive
lead console> bridge remove #other
= no longer bridged
