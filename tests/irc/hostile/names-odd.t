# Names of signs alone, empty ones, endless ones.
live
< :irc.test 353 warroom = #war :@ + @+ @@@@@@  \{3000:n} \xff \x00 @\x00 *
< :irc.test 353 warroom #war :shifted
< :irc.test 353 warroom = #war :
alive
