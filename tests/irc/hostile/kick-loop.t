# Kicked whenever it comes in: recorded, and the way back grows longer.
option kicked_first 400ms
live
< :op!u@h KICK #war warroom :out
state join
> JOIN #war
< :warroom!warroom@localhost JOIN #war
< :op!u@h KICK #war warroom :out again
row chat.in out again
most 3 JOIN #war
still join
most 3 JOIN #war
