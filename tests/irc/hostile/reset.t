# A connection that is reset is an end like any other.
live
reset
told reset
live
row link.gap reset
alive
