# Kicks of others, of nobody, from other channels.
live
< :op!u@h KICK #war
< :op!u@h KICK #war warroomist :not us
< :op!u@h KICK #evil warroom :elsewhere
< :op!u@h KICK #war,#evil warroom,warroom :lists
still live
alive
