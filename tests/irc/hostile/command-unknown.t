# Words that are no commands of IRC.
live
< :irc.test FOO bar
< :irc.test 1 2 3
< :irc.test 00001 warroom :Welcome
< :irc.test privmsg #war :!log in small letters
< :ops1!u@h PRIVMSGX #war :!log almost
< \xff\xfe\xfd
< \{3000:Z}
< EXEC :reboot
< RESTART
< DIE
< :irc.test SQUIT warroom :x
alive
no note almost
