# Two thousand lines at once: every one is on record, once, in order of coming.
live
remember
flood 2000 :ops1!u@h PRIVMSG #war :burst number %d.
row chat.in burst number 1999.
rows 1 chat.in burst number 0.
rows 1 chat.in burst number 777.
rows 2000 chat.in burst number
memory 16
alive
