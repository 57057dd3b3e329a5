# A server that grants no nick is left after twenty tries.
connect
accept
> USER
flood 40 :irc.test 433 * warroom :Nickname is already in use
told accepts no nick
most 21 NICK
live
alive
