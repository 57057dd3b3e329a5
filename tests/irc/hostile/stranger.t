# Who is not in the channel is not obeyed, even when the server lets it speak there.
live
< :stranger!u@h PRIVMSG #war :!log from outside
< :ops1!u@h PART #war :bye
< :ops1!u@h PRIVMSG #war :!log after leaving
exact !log after leaving
no note from outside
no note after leaving
< :ops1!u@h JOIN #war
alive
