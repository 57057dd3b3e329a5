# Bytes that are no UTF-8 are kept as they came.
live
< :ops1!u@h PRIVMSG #war :\xff\xfe\xc0\x80\xed\xa0\x80 end
exact \xff\xfe\xc0\x80\xed\xa0\x80 end
< :\xff\xfe!u@h PRIVMSG #war :who am I
exact who am I
< :ops1!u@h PRIVMSG #war :!log \xff latin \xe9
row note latin
alive
