# verbs: prefixes, ambiguity, typos
lead console> decl Cards fail
= INC-1 declared
lead console> st identified
= INC-1 is identified
lead console> se 2
! could be
lead console> tiemline
! did you mean timeline
lead console> xyzzy
! there is no verb xyzzy
lead console> log
! 
lead console> serve
! cannot be used from console
lead console> export postmortem format=html
acts 1
lead console> export postmortem format=docx
! 
lead console> verify
acts 1
lead console> irc trust nicks
acts 1
