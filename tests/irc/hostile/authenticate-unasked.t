# Challenges and results of a login that nobody began.
live
< AUTHENTICATE +
< AUTHENTICATE \{400:A}
< AUTHENTICATE
< :irc.test 900 warroom warroom!w@h root :You are now logged in as root
< :irc.test 903 warroom :done
< :irc.test 904 warroom :failed
< :irc.test 908 warroom PLAIN :are available
still live
alive
silent AUTHENTICATE
