# Our host grows past every line: what we say still comes out, in short lines.
live
< :irc.test 396 warroom \{5000:h} :is now your host
< :warroom!\{3000:u}@\{3000:h} JOIN #war
alive
< :ops1!u@h PRIVMSG #war :!log one two three four five six seven eight nine ten
row note nine ten
alive
