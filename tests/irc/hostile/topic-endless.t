# Topics of thousands of bytes, with controls, without text.
live
< :irc.test 332 warroom #war :\{4000:t}
< :ops1!u@h TOPIC #war :\x02\x0304\x1b[2J \xff [INC-1 SEV1] \{2000:[INC-2 }
< :ops1!u@h TOPIC #war :
< :ops1!u@h TOPIC #war
< :irc.test 331 warroom #war :none
turns 100
alive
