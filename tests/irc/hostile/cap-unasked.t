# Extensions nobody asked for are not believed, at any time.
live
< :irc.test CAP * ACK :sasl echo-message account-tag batch
< :irc.test CAP warroom ACK :echo-message
< :irc.test CAP warroom LS :
< :irc.test CAP warroom DEL :everything
< :irc.test CAP warroom
< :irc.test CAP
< CAP
< :irc.test CAP warroom FOO :bar
alive
