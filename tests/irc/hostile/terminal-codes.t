# Codes that move a cursor or turn text round are kept in the record and come back clean.
live
< :ops1!u@h PRIVMSG #war :!log \x1b[2J\x1b]0;owned\x07 \xe2\x80\xae evil \x9b31m
exact !log \x1b[2J\x1b]0;owned\x07 \xe2\x80\xae evil \x9b31m
row note evil
alive
silent \x1b
silent \x07
silent \xe2\x80\xae
