# Sources and names that hold what a library would take for the end of a word.
live
< :irc.test\x0d000 NICK other
< :ops1\x0d000!u@h NICK other
< :ops1!u\x01000@h MODE #war +o warroom
< :irc.test 000 warroom :nothing
< :irc.test\x0d\x0d\x0d MODE #war\x0d000 +o
< :irc.test\x00 NOTICE warroom :x
< :a\x01PRIVMSG JOIN #war
still live
alive
nick warroom
