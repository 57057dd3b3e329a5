# Questions of clients get no answer, however many there are.
live
remember
flood 500 :ops1!u@h PRIVMSG #war :\x01VERSION\x01
flood 500 :ops1!u@h PRIVMSG warroom :\x01PING %d\x01
flood 500 :ops1!u@h NOTICE warroom :\x01VERSION I am you\x01
memory 8
alive
silent VERSION
silent NOTICE ops1
