# A megabyte without an end: kept in pieces, memory stays, the next line is a line.
live
remember
<< :ops1!u@h PRIVMSG #war :!log \{100000:0123456789}\x0d\x0a
memory 16
alive
no note 0123
