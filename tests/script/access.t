# what somebody of a channel may do: by trust, by role, by a grant until it ends; whose an account is; codes
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
# whoever is not trusted looks and logs, whatever role they hold
lead console> role give comms @ops1
ops1 irc:anybody> log checkout answers again
ops1 irc:anybody> impact users=30%
! impact needs the right to respond
ops1 irc:anybody> comms send C-1
! drafts need the right to respond
# trusted: responds; roles add the rest
ops2 irc:trusted> impact users=30%
+ input.set 3000
ops2 irc:trusted> update to=responders "Payments fail for some shoppers."
! update needs the right to publish
ops2 irc:trusted> decide "fail over"
! deciding needs the right to command
ops1 irc:trusted> decide "fail over"
! deciding needs the right to command
lead irc:trusted> poll "Fail over"
+ poll.open Fail over
# grants: an end, by somebody who may, to somebody else, of what one has
lead console> grant
= Nothing was granted
lead console> grant @ops2
! which right?
lead console> grant @ops2 publish
! until when?
lead console> grant @ops2 publish until=25h
! ends within 24h
lead console> grant @lead publish until=30m
! nobody grants to themselves
ops2 irc:trusted> grant @ops3 respond until=30m
! granting needs the right to command
lead irc:trusted> grant @ops2 administer until=30m
! administer
lead console> grant @ops2 publish until=30m why="the comms lead is away"
+ access.grant "id":1,"person":"ops2","system":"warroom","capability":"publish"
= G-1: ops2 may publish until
lead console> who
= ops2 may publish until
ops2 irc:trusted> snooze responders 20m reason="counting"
+ update.snooze responders
# a nick alone has no use of it
ops2 irc:anybody> snooze responders 20m reason="counting"
! the right to publish
# time ends it, and the clocks say so once
@@ +31m
% access.revoke "id":1,"person":"ops2","system":"warroom","capability":"publish","why":"its time is over"
@@ +1m
%~ access.revoke
ops2 irc:trusted> snooze responders 20m reason="counting"
! the right to publish
lead console> revoke G-1
! G-1 does not hold any more
lead console> revoke G-9
! no G-9
lead console> grant format=json
json "id":"G-1"
json "holds":false
# taken back: by command, or by who has it
lead console> grant @ops2 respond until=1h
lead console> grant @ops2 command until=1h
lead console> grant @ops2 command until=2h
+ access.revoke "id":3,
+ access.grant "id":4,
ops3 irc:trusted> revoke @ops2
! needs the right to command
ops2 irc:trusted> role give scribe @ops3
+ role.assign "role":"scribe","person":"ops3"
ops2 irc:trusted> revoke G-4
+ access.revoke "id":4,"person":"ops2","system":"warroom","capability":"command","why":"taken back"
ops2 irc:trusted> role give sme @ops4
! giving roles to others needs the right to command
lead console> revoke @ops2
+ access.revoke "id":2,
lead console> revoke @ops2
! nothing is granted to ops2 now
lead console> revoke
! what?
# the end of the incident ends what is left
lead console> grant @ops2 respond until=5h
lead console> check probe pass evidence=ok
lead console> status resolved
lead console> close verified on the probe
@@ +1m
% access.revoke "id":5,"person":"ops2","system":"warroom","capability":"respond","why":"the incident is closed"
lead console> grant @ops2 respond until=5h
! is closed
# whose an account is
lead console> person
= No account was said to be somebody's
lead console> person @lead
! which account
lead console> person @lead account="two words"
! which account
lead console> person @lead account=alice
+ person.account "person":"lead","account":"alice","how":"said"
lead console> person @lead account=Alice
= is lead already
lead console> person
= alice
lead console> person remove @ops1 account=alice
! account alice is not ops1
lead console> person remove @lead account=alice
+ person.account "out":true
lead irc> person @lead account=alice
! cannot be used from irc
# one-time codes: the word is told, its digest recorded
lead console> code
= No code was made
lead console> code @ops2 for=2h
! from 1m to 60m
lead console> code @ops2
= abcd-efgh
= K-1: tell ops2 in private
+ access.code "id":1,"person":"ops2","salt":"000102030405060708090a0b0c0d0e0f","digest":
lead console> code
= holds
lead console> code drop K-1
+ access.code.spent "id":1,"person":"ops2","how":"dropped"
lead console> code drop K-1
! no code K-1 that holds
lead console> code list
= spent
lead irc> code @ops2
! cannot be used from irc
# what others may have written changes nothing but its row
& access.grant {"id":1,"person":"mallory","capability":"administer","until":"2999-01-01T00:00:00Z"}
& access.grant {"person":"","capability":7}
& access.revoke {"id":-1}
& access.code {"person":"mallory","salt":"xx","digest":"","until":"2999-01-01T00:00:00Z"}
& access.code.spent {"id":99}
& person.account {"account":"","person":"mallory"}
lead console> code
=~ mallory
lead console> person
=~ mallory
