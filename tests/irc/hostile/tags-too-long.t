# Tags past every limit: the bytes are kept, the line is not obeyed, the next one is.
live
< @+a=\{20000:x} :ops1!u@h PRIVMSG #war :!log behind endless tags
alive
no note endless
row chat.in "how":"raw"
row chat.in endless tags
