# Who says nothing of themselves is not heard, and changes nothing.
live
< PRIVMSG #war :!log nobody said this
< NICK other
< JOIN #war
< PART #war
< QUIT :gone
< KICK #war warroom :out
< TOPIC #war :mine
alive
no chat.in nobody said this
no note nobody said this
nick warroom
times 1 JOIN #war
