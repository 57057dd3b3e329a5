# Names that only begin like ours are others.
live
< :warroomist!u@h JOIN #war
< :warroomist!u@h NICK warroomer
< :warroo!u@h NICK other
< :warroom2!u@h QUIT :bye
< :warroom_!u@h PART #war
nick warroom
alive
times 1 JOIN #war
