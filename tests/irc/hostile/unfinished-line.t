# What was begun when the link broke is kept, and joined to nothing.
live
<< :ops1!u@h PRIVMSG #war :!log unfinish
turns 20
close
told closed the connection
live
< ed
alive
no note unfinish
row chat.in !log unfinish
