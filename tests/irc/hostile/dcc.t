# Offers of files and chats are recorded and left alone.
live
< :ops1!u@h PRIVMSG warroom :\x01DCC SEND ../../etc/passwd 2130706433 1 99999\x01
< :ops1!u@h PRIVMSG #war :\x01DCC CHAT chat 0 0\x01
< :ops1!u@h PRIVMSG #war :\x01DCC SEND "" \xff \x01
row chat.in etc/passwd
row chat.in DCC CHAT
alive
silent DCC
