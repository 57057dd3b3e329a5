# A speaker with a name of 6,000 bytes is recorded with a cut one, and is nobody we know.
live
< :\{6000:n}!u@h PRIVMSG #war :!log by an endless name
< :a!\{3000:u}@\{3000:h} PRIVMSG #war :endless mask
exact endless mask
exact !log by an endless name
alive
no note endless name
