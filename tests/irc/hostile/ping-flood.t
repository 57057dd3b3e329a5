# Fifty thousand questions in a row: memory stays, the one after them is answered.
live
remember
flood 50000 PING :flood-%d
memory 8
alive
