# The same before the greeting: whatever it makes of that, a true greeting later is one.
option denied_wait 50ms
connect
accept
> USER
flood 1100 :irc.test %d * #war :storm
close
live
alive
