# An answer to a question that was not asked does not let old lines pass for new ones.
connect
greet
let-in
< :irc.test PONG irc.test :sync-999999
< :irc.test PONG irc.test :sync-
< :irc.test PONG irc.test :sync-0
< :irc.test PONG irc.test :sync-18446744073709551616
< :ops1!u@h PRIVMSG #war :!log before it was live
still sync
pong
state live
alive
no note before it was live
