# The server gives us longer and longer nicks: what we say still fits, and the next greeting settles it.
option regain 1h
live
< :warroom!warroom@localhost NICK \{60:n}
nick \{60:n}
alive
< :\{60:n}!warroom@localhost NICK \{300:m}
still live
< :ops1!u@h PRIVMSG #war :!log under an endless name
row note under an endless name
close
live
nick warroom
alive
