# A channel that refuses us is asked for more and more seldom.
option refused_first 300ms
option refused_most 10s
connect
greet
> JOIN #war
flood 200 :irc.test 471 warroom #war :Cannot join channel (+l)
told refused
still join
most 3 JOIN #war
< :warroom!warroom@localhost JOIN #war
< :irc.test 353 warroom = #war :warroom ops1
> PING :sync-
pong
state live
alive
