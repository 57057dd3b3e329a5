# The server says that we have left, in every way there is.
option kicked_first 50ms
live
< :warroom!warroom@localhost PART #war :pushed
turns 100
close
live
< :warroom!warroom@localhost QUIT :said of us
turns 50
close
live
alive
