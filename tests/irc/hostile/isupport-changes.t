# Rules that change in the middle, back and forth.
live
flood 200 :irc.test 005 warroom CASEMAPPING=rfc1459 NICKLEN=%d TOPICLEN=%d :are supported
flood 200 :irc.test 005 warroom CASEMAPPING=ascii PREFIX=(qaohv)~&@%%+ :are supported
alive
nick warroom
