# After ERROR the server goes on talking: it is heard until it closes, and its reason is told.
live
< ERROR :Closing Link: \x1b[31mgoodbye\x07
< ERROR :second
< ERROR
turns 20
close
told Closing Link
live
row link.gap Closing Link
alive
