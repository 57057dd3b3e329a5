# Times of a server that are none, or of another day: recorded, not obeyed where they are far off.
live
< @time=2001-01-01T00:00:00.000Z :ops1!u@h PRIVMSG #war :!log of another day
< @time=2999-01-01T00:00:00.000Z :ops1!u@h PRIVMSG #war :!log of a later day
< @time=9999-99-99T99:99:99.999Z :ops1!u@h PRIVMSG #war :no such time
< @time=\{500:9} :ops1!u@h PRIVMSG #war :endless time
< @time= :ops1!u@h PRIVMSG #war :empty time
< @time=-1 :ops1!u@h PRIVMSG #war :negative time
exact no such time
exact endless time
exact empty time
exact negative time
alive
no note of another day
no note of a later day
