# More names than a channel may have: memory stays, who was there first is known.
live
remember
flood 5000 :irc.test 353 warroom = #war :a%d b%d c%d @+d%d e%d f%d g%d h%d
memory 16
alive
