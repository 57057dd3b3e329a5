# A thousand private lines: no answer to any, memory stays.
live
remember
flood 1000 :mallory!u@h PRIVMSG warroom :private line %d
memory 8
alive
rows 1000 chat.in private line
silent PRIVMSG mallory
