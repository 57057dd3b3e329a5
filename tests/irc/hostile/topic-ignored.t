# A server that takes no topic of ours and says nothing of it is asked more and more seldom.
option topic_every 20ms
live
turns 400
most 7 TOPIC #war
< :services!s@s TOPIC #war :put back by services
turns 100
most 10 TOPIC #war
alive
