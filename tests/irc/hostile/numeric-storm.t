# Every number from 0 to 999, twenty times over, about our channel and about us.
option denied_wait 50ms
live
remember
flood 20000 :irc.test %d warroom #war :storm
flood 20000 :irc.test %d warroom :storm
flood 1100 :irc.test %d
flood 1100 %d #war warroom
memory 8
nick warroom
no note storm
pong
close
live
alive
