# drills: the same rules, marked; a real incident goes before a drill
lead console> drill "Database down" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
= DRILL, nothing of it leaves this journal. INC-1 declared, SEV1
+ declare "drill":true
lead console> list format=json
json "drill":true
ops1 irc> drill "At the channel" journey=critical
! 
lead console> declare "Real" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
= INC-2 declared
lead console> drill "Another" journey=important
= INC-3
lead console> show
= Real
# sensitive: said why, admitted by name
ops1 irc> declare sensitive=yes "Quiet" journey=critical
! a channel hears
lead console> sensitive on
! say why
lead console> sensitive on reason="personal data"
= nothing of it goes to channels
+ sensitive.set "on":true
lead console> sensitive on reason="again"
! sensitive already
lead console> sensitive admit
! whom?
lead console> sensitive admit @ops2
= ops2 may see INC-2
lead console> sensitive
= admitted: ops2
lead console> sensitive remove @ops2
= no longer admitted
lead console> role scribe @ops3
lead console> sensitive remove @ops3
= held a role
lead console> sensitive off reason="published"
= open to all again
# who is not in it does not know of it, and a nick is nobody
lead console> sensitive on reason="again"
ops9 console> list
=~ Real
ops9 console> show
=~ Real
ops3 console> show
= Real
irc:lead irc> show
! there is no open incident
irc:lead irc> list
=~ Real
# a channel hears of no drill
irc:ops9 irc> list
=~ Another
