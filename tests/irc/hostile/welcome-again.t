# A second greeting in the middle does not rename us.
live
< :irc.test 001 mallory :Welcome
< :irc.test 376 mallory :end
nick warroom
times 1 JOIN #war
alive
