# A thousand tags, tags without a name, tags twice: the last one counts, nothing breaks.
live
< @\{1000:a=b;}=;;;msgid=1;msgid=2;\x3d\x3d :ops1!u@h PRIVMSG #war :!log many tags
row note many tags
row chat.in "msgid":"2"
alive
