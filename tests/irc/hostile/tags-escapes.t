# Escapes in tags, also broken ones at the end of a value.
live
< @msgid=a\\sb\\:c\\rd\\ne\\\\f\\ :ops1!u@h PRIVMSG #war :!log escaped
row note escaped
< @msgid=\\;account=\\;time=\\ :ops1!u@h PRIVMSG #war :!log lone backslashes
row chat.in lone backslashes
alive
