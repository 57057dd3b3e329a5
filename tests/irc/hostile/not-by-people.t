# Servers, services, bots, notices: recorded, never obeyed.
live
< :irc.test PRIVMSG #war :!log by the server
< :ops1 PRIVMSG #war :!log without a host
< :ops1!u@h NOTICE #war :!log as a notice
< @bot :ops1!u@h PRIVMSG #war :!log by a bot
< :ops1!u@h PRIVMSG @#war :!log for operators
< :ops1!u@h PRIVMSG #war,#war :!log to a list
< :ops1!u@h PRIVMSG warroom :!log in private
< :ops1!u@h PRIVMSG $$* :!log to all servers
< :ops1!u@h WALLOPS :!log to operators
< :ops1!u@h TOPIC #war :!log as a topic
< :ops1!u@h PART #war :!log on leaving
< :ops1!u@h JOIN #war
alive
rows 1 note "text"
