# Lines that claim to be ours are not obeyed.
live
< :warroom!warroom@localhost PRIVMSG #war :!log by ourselves
< :WARROOM!x@y PRIVMSG #war :!log by ourselves in capitals
< :warroom PRIVMSG #war :!log by ourselves without a host
alive
no note by ourselves
