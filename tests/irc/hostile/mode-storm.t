# Modes of all kinds, a thousand times.
live
remember
flood 1000 :op!u@h MODE #war +b *!*@host%d
< :op!u@h MODE #war
< :op!u@h MODE warroom :+i
< :op!u@h MODE #war +o-o+o-o warroom warroom warroom warroom
< :irc.test MODE #war \{500:+}
memory 8
alive
