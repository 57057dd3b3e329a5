# Absurd limits and signs of a server are not believed.
connect
accept
> USER
< :irc.test 001 warroom :Welcome
< :irc.test 005 warroom NICKLEN=99999999999999999999 TOPICLEN=-1 LINELEN=1 CHANNELLEN=0 CASEMAPPING=\xff PREFIX=()( STATUSMSG=\{300:@} NETWORK=\{500:n} =\xff = == NICKLEN :are supported
< :irc.test 005 warroom NICKLEN=0 TOPICLEN=1 CHANTYPES= PREFIX= :are supported
< :irc.test 422 warroom :none
> JOIN #war
< :warroom!warroom@localhost JOIN #war
< :irc.test 353 warroom = #war :warroom ops1
> PING :sync-
pong
state live
alive
