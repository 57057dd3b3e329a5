# More parameters than there may be: the rest is one text, and nothing is obeyed by mistake.
live
< :irc.test 005 warroom A B C D E F G H I J K L M N O P Q R S T U V W X Y Z NICKLEN=20 1 2 3 :are supported
< :ops1!u@h PRIVMSG #war a b c d e f g h i j k l m n o p q r s t u v w x y z :!log thirtieth
< :ops1!u@h MODE #war +\{26:b }\{26:*!*@* }
< :ops1!u@h JOIN #war\{40: x}
alive
no note thirtieth
