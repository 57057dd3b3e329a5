# A server that never finishes encrypting is given up in time.
option tls yes
option connect_limit 200ms
connect
accept
told does not finish encrypting
silent NICK
accept
<< \x16\x03\x03\x40\x00
told does not finish encrypting
silent USER
