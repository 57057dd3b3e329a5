# A list of extensions without an end fills nothing; the greeting goes on without it.
connect
accept
> USER
remember
flood 3000 :irc.test CAP * LS * :ext%d=1,2,3 draft/ext%d sasl-%d
memory 4
< :irc.test CAP * LS :
> CAP END
< :irc.test 001 warroom :Welcome
< :irc.test 422 warroom :none
let-in
pong
state live
alive
