# NUL in a text: the bytes are kept exactly, and no line ends there.
live
< :ops1!u@h PRIVMSG #war :before\x00after
exact before\x00after
< :ops1!u@h PRIVMSG #war :!log one\x00two
row note one
< :ops\x001!u@h PRIVMSG #war :!log a name with NUL
< :ops1!u@h PRIVMSG #war\x00 :!log a channel with NUL
< \x00
< PING :tok\x00en
> PONG :tok
alive
no note a name with NUL
no note a channel with NUL
