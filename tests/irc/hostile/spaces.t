# Blanks where one would do, and at the ends.
live
<   :ops1!u@h    PRIVMSG    #war    :!log spaced out  
exact !log spaced out  
row note spaced out
< :ops1!u@h PRIVMSG #war    
<          
< :ops1!u@h  
alive
