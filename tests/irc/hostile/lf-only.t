# Lines that end in LF alone, and some in one segment.
live
<< :ops1!u@h PRIVMSG #war :first by LF\x0a:ops1!u@h PRIVMSG #war :second by LF\x0a:ops1!u@h PRIVMSG #war :!log third by LF\x0a
exact first by LF
exact second by LF
row note third by LF
alive
