# Lines between the join and the answer to our question are a replay.
connect
greet
> JOIN #war
< :warroom!warroom@localhost JOIN #war
< :irc.test 353 warroom = #war :warroom ops1
flood 100 :ops1!u@h PRIVMSG #war :!log replayed %d
> PING :sync-
pong
state live
alive
no note replayed
rows 100 chat.in !log replayed
