# Questions without a token, with two, with one that is too long.
live
< PING
< PING :
< PING one two
> PONG :two
< :irc.test PING irc.test :token
> PONG :token
< PING :\{2000:p}
turns 20
< @time=x PING :tagged
> PONG :tagged
<    PING    :spaced
> PONG :spaced
alive
