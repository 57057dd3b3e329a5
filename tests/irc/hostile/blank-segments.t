# Blank lines in segments of their own stop nothing.
live
<< \x0d\x0a
turns 10
<< \x0a
turns 10
<< \x0d
turns 10
<< \x0d\x0a\x0a\x0d\x0d\x0a
turns 10
alive
