# no text that leaves the house names a person whom the record knows
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% workaround=none safety=none exposure=none data=none start=13:52Z
lead console> role comms @hedda
hedda console> comms draft to=public Since 13:52 UTC about 40% of users cannot pay by card. Hedda restarts the pool, invoices still work. We are investigating. Next update by 14:20 UTC.
= LK05
lead console> comms approve C-1
hedda console> comms send C-1
! LK05
hedda console> comms edit C-1 Since 13:52 UTC about 40% of users cannot pay by card. Invoices still work. We are investigating. Next update by 14:20 UTC.
= 0 errors
# somebody who comes later is known from then on
lead console> ask @marit 5m read the pool figures
hedda console> comms draft to=public Since 13:52 UTC about 40% of users cannot pay by card. Marit reads the figures, invoices still work. We are investigating. Next update by 14:20 UTC.
= LK05
# among responders names are what a task needs
lead console> update Looking at the pool, @marit reports at 14:10.
