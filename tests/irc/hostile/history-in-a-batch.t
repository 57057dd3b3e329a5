# Old lines in a batch are recorded as a replay and not obeyed, also when it is never closed.
live
< BATCH +1 chathistory #war
< @batch=1 :ops1!u@h PRIVMSG #war :!log old in a batch
< BATCH +2 unknown-type
< @batch=2 :ops1!u@h PRIVMSG #war :!log odd in a batch
< @batch=3 :ops1!u@h PRIVMSG #war :!log in a batch nobody opened
alive
no note in a batch
rows 3 chat.in in a batch
