# declare: one line opens the room, scores the impact, names a commander
lead console> declare "Checkout errors" journey=critical degradation=unavailable users=40%
= INC-1 declared, SEV1
+ declare "title":"Checkout errors"
+ role.assign "role":"ic","person":"lead"
lead console> show
= INC-1 SEV1
= Commander
= lead
lead console> who
= Scribe
= EMPTY
# a second one gets its own number
lead console> declare "Invoice PDF slow" journey=ancillary degradation=slow users=1% safety=none exposure=none data=none ic=none
= INC-2 declared, SEV5
=~ provisional
lead console> list
= INC-2
= INC-1
# nothing but a title is enough; unknown counts as worst and says so
lead console> declare Mail stuck
= INC-3 declared, SEV1 (provisional)
