# CR inside a line is no end of it, and never goes out again.
live
< :ops1!u@h PRIVMSG #war :!log first\x0dQUIT :second
exact !log first\x0dQUIT :second
row note first
< PING :a\x0dQUIT :b
> PONG :a
< :ops1!u@h PRIVMSG #war :many\x0d\x0d\x0d\x0d
exact many
alive
silent \x0aQUIT
