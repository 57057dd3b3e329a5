# Tags and sources without anything behind them are no lines.
live
< @
< @a=b
< @a=b :
< @a=b :ops1!u@h
< :
< ::::
< :ops1!u@h
< @ :ops1!u@h
alive
silent ERROR
