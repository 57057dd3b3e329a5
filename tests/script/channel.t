# channels: made, refused, changed, taken away; deliveries asked for again and given up
lead shell> channel list
= No channel yet
lead shell> channel add
! a channel's name is at most 32
lead shell> channel add Execs to=execs via=mail target=execs@example.org
! small letters
lead shell> channel add execs via=mail target=execs@example.org
! say to whom and how
lead shell> channel add execs to=execs target=execs@example.org
! say to whom and how
lead shell> channel add execs to=nobody via=mail target=execs@example.org
! there is no audience 'nobody'
lead shell> channel add execs to=execs via=pigeon target=roof
! via
lead shell> channel add execs to=execs,staff,execs via=mail target=execs@example.org
= channel execs: updates to executives,staff_wide go by mail execs@example.org
+ channel.set "audiences":"executives,staff_wide"
acts 0
lead shell> channel add execs to=execs,staff via=mail target=execs@example.org
= is so already
lead console> channel add execs to=execs via=mail target=a@example.org,b@example.org
acts 1
+ channel.set "target":"a@example.org,b@example.org"

# what a target may be
lead shell> channel add m to=execs via=mail
! to whom?
lead shell> channel add m to=execs via=mail target="a@example.org, b@example.org"
! is no mail address
lead shell> channel add m to=execs via=mail target=-oQ/tmp@example.org
! is no mail address
lead shell> channel add f to=execs via=file target=updates.txt
! name the whole path
lead shell> channel add f to=execs via=file target=/srv/updates.txt secret=/x
! secret= goes with via=webhook
lead shell> channel add f to=execs via=file target=/srv/updates.txt
+ channel.set "mode":"append"
lead shell> channel add c to=execs via=command target=tell
! whole path
lead shell> channel add c to=execs via=command target="/usr/bin/tell 'open"
! quote
lead shell> channel add c to=execs via=command mode=append target=/usr/bin/tell
! mode= goes with
lead shell> channel add c to=execs via=command target="/usr/bin/tell --token hunter2"
= go by command /usr/bin/tell from now on
=~ hunter2
lead shell> channel add w to=execs via=webhook target=hooks.example.org
! a webhook is target=https://
lead shell> channel add w to=execs via=webhook target=https://me:hunter2@hooks.example.org/x
! would stay on record
lead shell> channel add w to=execs via=webhook target=ftp://hooks.example.org/x
! a webhook is target=https://
lead shell> channel add w to=execs via=webhook target=https:///x
! a webhook is target=https://
lead shell> channel add w to=execs via=webhook target=https://hooks.example.org/x secret=relative
! whole path
lead shell> channel add w to=execs via=webhook target=https://hooks.example.org/x template=../../etc
! a template is named
lead shell> channel add w to=execs via=webhook target=http://hooks.example.org/hidden?key=1 template=generic
= not encrypted
= stays on record
= by webhook http://hooks.example.org from now on
=~ hidden
lead shell> channel add p to=execs via=page target=/srv/status
! a status page is for the public alone
lead shell> channel add p to=public via=page target=/srv/status
= customers_public go by page /srv/status
lead shell> channel add i to=team via=irc
= by irc, the incident's channel
lead shell> channel add i to=team via=irc target=nochannel
! a target on IRC is a channel

# who may
ops1 irc> channel list
= execs
ops1 irc> channel add x to=execs via=file target=/tmp/x
! made, tried and taken away at a console
ops1 irc> channel test execs
! made, tried and taken away at a console
ops1 irc:log> channel list
! needs the right to publish

lead shell> channel list format=json
json {"channel":"c","audiences":"executives","via":"command","shown":"command /usr/bin/tell","waiting":0,"last":null}
lead shell> channel test ghost
! there is no channel ghost
lead shell> channel test execs
+ channel.test "name":"execs"
lead shell> channel retry execs
! nothing waits for channel execs
lead shell> channel remove c
+ channel.set "removed":true
lead shell> channel remove c
! there is no channel c
lead shell> channel retry
! which channel?

# an update waits for each of its channels; what was said before the channel is not sent later
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> update to=execs SEV1 (rule B): card payments fail for about 40% of shoppers since 13:52 UTC. No decision needed.
lead shell> channel list format=json
json "channel":"execs","audiences":"executives","via":"mail","shown":"mail a@example.org,b@example.org","waiting":2
lead shell> channel add late to=execs via=file target=/srv/late.txt
lead shell> channel list format=json
json "channel":"late","audiences":"executives","via":"file","shown":"file /srv/late.txt","waiting":0
lead shell> channel giveup w
= 1 delivery over w given up
+ update.delivery "channel":"w","state":"given-up"
lead shell> channel giveup w
! nothing waits for channel w
lead shell> channel retry w
! nothing waits for channel w
lead shell> channel retry w E-99
! of that row
lead shell> channel retry f
+ update.delivery "channel":"f","state":"waiting","attempt":0,"why":"asked for again by lead"
