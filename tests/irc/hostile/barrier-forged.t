# Confirmations nobody asked for settle nothing and break nothing.
live
flood 300 :irc.test PONG irc.test :b-%d
< :irc.test PONG irc.test :b-18446744073709551615
< :irc.test PONG irc.test :b-
< :irc.test PONG :b-1
< PONG
< PONG b-2 b-4
< :irc.test PONG irc.test :k-1
alive
