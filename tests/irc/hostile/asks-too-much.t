# One who asks without pause is told so once; others are heard.
live
remember
flood 300 :ops1!u@h PRIVMSG #war :!help
flood 300 :ops1!u@h PRIVMSG #war :!nosuchverb %d
memory 8
< PING :last
> PONG :last
< :ops1!u@h PRIVMSG #war :!log noted nevertheless
row note noted nevertheless
still live
