# More batches than there may be: what lies in those past the limit counts as old.
live
remember
flood 5000 BATCH +%d netsplit a.example.org b.example.org
< @batch=4999 :ops1!u@h PRIVMSG #war :!log past the limit
< BATCH +
< BATCH -
< BATCH
< BATCH \{200:+}
< BATCH +\{5000:x} netsplit a b
flood 5000 BATCH -%d
memory 4
alive
no note past the limit
