# The same message twice is obeyed once.
live
< @msgid=abc :ops1!u@h PRIVMSG #war :!log said once
row note said once
< @msgid=abc :ops1!u@h PRIVMSG #war :!log said once
< @msgid=abc :ops1!u@h PRIVMSG #war :!log said under the same name
flood 300 @msgid=\{400:m}%d :ops1!u@h PRIVMSG #war :long names %d
alive
rows 1 note said once
no note under the same name
