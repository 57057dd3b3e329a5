# Marks that do not close, that stand alone, that hold marks.
live
< :ops1!u@h PRIVMSG #war :\x01ACTION waves
exact waves
< :ops1!u@h PRIVMSG #war :\x01ACTION nods\x01
exact nods
< :ops1!u@h PRIVMSG #war :\x01
< :ops1!u@h PRIVMSG #war :\x01\x01
exact \x01\x01
< :ops1!u@h PRIVMSG #war :\x01ACTION\x01
< :ops1!u@h PRIVMSG #war :\x01ACTION !log hidden in a gesture\x01
< :ops1!u@h PRIVMSG #war :\x01 !log behind a mark
< :ops1!u@h PRIVMSG #war :\x01ACTION \{400:y}\x01
exact \{400:y}
alive
no note hidden in a gesture
no note behind a mark
