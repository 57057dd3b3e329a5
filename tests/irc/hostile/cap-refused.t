# Every extension is offered and every one refused.
connect
offer server-time message-tags account-tag batch echo-message labeled-response extended-join account-notify multi-prefix
> CAP REQ
< :irc.test CAP * NAK :server-time message-tags account-tag batch echo-message labeled-response extended-join account-notify
flood 20 :irc.test CAP * NAK :server-time
< :irc.test CAP * NAK :batch
< :irc.test CAP * NAK :echo-message
< :irc.test CAP * NAK :account-tag
< :irc.test CAP * NAK :message-tags
< :irc.test CAP * NAK :labeled-response
< :irc.test CAP * NAK :extended-join
< :irc.test CAP * NAK :account-notify
< :irc.test 001 warroom :Welcome
< :irc.test 422 warroom :none
let-in
pong
state live
alive
