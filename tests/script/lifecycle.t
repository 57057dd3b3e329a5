# from declared to closed and open again
lead console> status identified
! there is no open incident
lead console> declare "Cards fail" journey=critical degradation=partial users=10% safety=none exposure=none data=none
lead console> close
! `status resolved` comes before close
lead console> status inv
! already investigating
lead console> status identified
= INC-1 is identified
lead console> mark detected 13:50
= detected = 2026-11-22T13:50
lead console> mark impact-start -30m
lead console> mark impact-start -10m
! may only move earlier
lead console> mark impact-start -10m second=@ops1
= impact-start
@ +1h
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
+ mark.set "mark":"resolved"
lead console> close verified on the probe
= INC-1 is closed
lead console> log one more thing
! no incident is open
lead console> reopen errors are back
= open again
lead console> dismiss "Disk alert" reason="spare host"
= INC-2 dismissed
lead console> show
= INC-1
