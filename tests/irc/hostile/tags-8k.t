# A line with almost 8 KiB of tags is read, and the text behind them obeyed.
live
< @+a=\{8000:x} :ops1!u@h PRIVMSG #war :!log behind long tags
row note behind long tags
exact !log behind long tags
alive
