# A greeting that comes byte by byte is a greeting.
connect
accept
> USER warroom
drip :irc.test 001 warroom :Welcome\x0d\x0a:irc.test 005 warroom CASEMAPPING=ascii :x\x0d\x0a:irc.test 422 warroom :none\x0d\x0a
> JOIN #war
drip :warroom!warroom@localhost JOIN #war\x0d\x0a:irc.test 353 warroom = #war :warroom @ops1\x0d\x0a
> PING :sync-
pong
state live
drip :ops1!u@h PRIVMSG #war :!log drop by drop\x0d\x0a
row note drop by drop
alive
