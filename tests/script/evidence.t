# What is kept: who may ask for it, and its way from hand to hand. The bytes themselves are the edge's matter.
lead console> evidence list
! there is no open incident
lead console> declare "Checkout errors" journey=critical degradation=unavailable users=40% safety=none exposure=none data_harm=none
lead console> evidence
= Nothing was kept yet. `evidence keep FILE` keeps a file
lead console> evidence keep
! which file? `evidence keep FILE note="..."`
lead console> evidence keep core12 of web1
acts 1
lead console> evidence keep -
! - is standard input, which is the console's own
lead shell> evidence keep - note="thread dump of web1" when=-5m
acts 1
lead shell> evidence keep heap.bin when=+5m
! when
ops1 irc> evidence keep heap.bin
! keep works where the file is: at the console, or `warroom evidence keep` at a shell
lead console> evidence heap.bin
! evidence what? keep, list, show, get or custody
lead console> evidence show EV-1
! INC-1 has no EV-1; `evidence list` shows them
lead console> evidence show
! which one? EV-1, EV-2

& evidence.capture {"id":1,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0,"name":"empty.log"}
& evidence.capture {"id":2,"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","size":2621440,"name":"heap.bin","note":"before the restart"}
& evidence.capture {"id":3,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0,"name":"same.log"}
# Rows that cannot be are rows, and no more: a number that is taken, a name that would leave the folder, a size below nothing.
& evidence.capture {"id":2,"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","size":1,"name":"again"}
& evidence.capture {"id":4,"sha256":"../../../../../../../../../../../../../../../../../../../etc/passwd","size":1,"name":"out"}
& evidence.capture {"id":4,"sha256":"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855","size":1,"name":"capital"}
& evidence.capture {"id":4,"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","size":-1,"name":"less"}
& evidence.capture {}
& evidence.custody {"id":9,"person":"nobody"}
lead console> evidence list
= EV-2
= heap.bin: before the restart
= 2.5 MiB
= 9f86d081884c..
=~ EV-4
=~ again
lead console> evidence show EV-3
= same bytes  as EV-1, stored once
lead console> evidence EV-2
= 2.5 MiB (2621440 bytes)
= 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
lead console> evidence show EV-2 format=json
json "id":"EV-2","sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","size":2621440,"name":"heap.bin","note":"before the restart","by":"lead"
lead console> evidence list format=json
json "id":"EV-3"

lead console> evidence get EV-2
! into which new file? `evidence get EV-2 out=FILE`
lead console> evidence get EV-7 out=heap.copy
! INC-1 has no EV-7
lead console> evidence get EV-2 out=heap.copy
acts 1
ops1 irc> evidence get EV-2 out=heap.copy
! get works where the file is
visitor irc:log> evidence list
= heap.bin
visitor irc:log> evidence custody EV-2 @visitor
! handing evidence on needs the right to respond

lead console> evidence custody EV-2
! to whom? `evidence custody EV-2 @name
lead console> evidence custody @sec1
! which one? EV-1, EV-2
ops1 irc> evidence custody EV-2 @sec1 for the analysis, on the locked disk
+ evidence.custody "id":2,"person":"sec1","note":"for the analysis, on the locked disk"
= EV-2 is with sec1
lead console> evidence show EV-2
= handed to  sec1 2026-11-22T14:00:00Z: for the analysis, on the locked disk (by ops1)
lead console> timeline
= EV-2 handed to sec1: for the analysis, on the locked disk
