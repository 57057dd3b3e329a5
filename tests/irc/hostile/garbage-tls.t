# A server that answers an offer of encryption with noise hears no word of IRC.
option tls yes
connect
accept
<< \x15\x03\x01\x00\x02\x02\x46\xff\xfe\x00\x01\x02\x03\{300:\xab}
told IRC:
state backoff
silent NICK
silent USER
silent CAP
accept
< :irc.test NOTICE * :*** plain text where encryption was asked for
state backoff
silent NICK
