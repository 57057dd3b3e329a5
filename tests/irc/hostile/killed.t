# A kill is named as the reason; kills of others are nobody's business.
live
< :op!u@h KILL ops1 :not us
< :op!u@h KILL warroom :spam \x03\x34red
< ERROR :Closing Link
close
told killed by op
live
alive
