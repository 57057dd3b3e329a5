# The server says that we are in a channel nobody asked for.
live
< :warroom!warroom@localhost JOIN #evil
< :irc.test 353 warroom = #evil :warroom mallory
< :mallory!u@h PRIVMSG #evil :!log from elsewhere
< :mallory!u@h PRIVMSG #war :!log from outside
alive
no note from elsewhere
no note from outside
silent PRIVMSG #evil
