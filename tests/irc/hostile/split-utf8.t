# A character in two segments is one character.
live
<< :ops1!u@h PRIVMSG #war :half \xe2\x82
turns 20
<< \xac whole \xf0
turns 20
<< \x9f\x94\x8e\x0d
turns 20
<< \x0a
exact half \xe2\x82\xac whole \xf0\x9f\x94\x8e
alive
