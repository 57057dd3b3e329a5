# Numbers with fewer words than they need.
live
< :irc.test 001
< :irc.test 005
< :irc.test 332 warroom #war
< :irc.test 353 warroom
< :irc.test 353 warroom = #war
< :irc.test 352 warroom #war
< :irc.test 354 warroom 152
< :irc.test 396 warroom
< :irc.test 404
< :irc.test 433
< :irc.test 437 warroom
< :irc.test 900
< :irc.test 908 warroom
nick warroom
alive
