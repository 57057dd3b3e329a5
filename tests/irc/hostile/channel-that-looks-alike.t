# Channels that look like ours are others.
live
< :ops1!u@h PRIVMSG #war] :!log one bracket more
< :ops1!u@h PRIVMSG ##war :!log one sign more
< :ops1!u@h PRIVMSG #wa :!log one letter less
< :ops1!u@h PRIVMSG &war :!log another sign
< :ops1!u@h PRIVMSG #w\xd0\xb0r :!log another alphabet
< :ops1!u@h PRIVMSG #WAR :!log in capitals
row note in capitals
alive
rows 2 note "text"
