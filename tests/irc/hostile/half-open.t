# A peer that is silent for good is left, and the time is on record.
option silence 150ms
option patience 150ms
live
told fallen silent
row link.state fallen silent
live
row link.gap fallen silent
