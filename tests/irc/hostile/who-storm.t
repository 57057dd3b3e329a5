# Answers to a question about the channel that make no sense.
live
flood 500 :irc.test 352 warroom #war u h irc.test ops%d H :0 name
flood 500 :irc.test 354 warroom 152 #war ops%d H root
< :irc.test 354 warroom 153 #war ops1 HB root
< :irc.test 352 warroom #evil u h irc.test ops1 HB :0 bot
< :irc.test 352
< :irc.test 354
alive
