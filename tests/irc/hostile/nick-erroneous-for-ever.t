# The same with 432: shorter, numbered, then given up.
connect
accept
> USER
flood 40 :irc.test 432 * warroom :Erroneous nickname
told accepts no nick
most 22 NICK
live
