# The greeting says who we are, whatever we asked; a very long name is cut.
option regain 1h
connect
accept
> USER
< :irc.test 001 \{400:n} :Welcome
< :irc.test 422 x :none
> JOIN #war
< :\{400:n}!w@h JOIN #war
still join
close
live
alive
