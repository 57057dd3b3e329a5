# The server ends its half of the connection: that is the end.
live
finish
told closed the connection
live
row link.gap closed the connection
alive
