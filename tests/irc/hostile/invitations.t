# Invitations to other channels are not followed.
live
flood 100 :mallory!u@h INVITE warroom #evil%d
< :mallory!u@h INVITE warroom :#war,#evil
< :mallory!u@h INVITE warroom
< :mallory!u@h INVITE ops1 #war
alive
silent JOIN #evil
times 1 JOIN #war
