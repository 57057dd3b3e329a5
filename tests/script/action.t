# action items: owner, date and done-when, or a refusal that says what is missing
lead console> declare "Cards fail" journey=critical degradation=partial users=10% safety=none exposure=none data=none
lead console> action
= No actions yet
lead console> action add "Alert on queue age" due=2026-12-01
! an action needs an owner
lead console> action add "Alert on queue age" @ops1
! an action needs a date
lead console> action add "Alert on queue age" @ops1 due=2026-12-01 class=detect done="page fires in the drill"
= A-1 for @ops1, due 2026-12-01
lead console> action add Tell refunds @ic due=fri
= A-2 for @lead
= say how one sees that it is done
lead console> action list
= Alert on queue age
= page fires in the drill
lead console> action done A-1
! what shows it?
lead console> action done A-1 fired at 10:02 in the drill
= A-1 done
lead console> action done A-9 x
! no action A-9
lead console> action drop A-2 refunds knew already
= A-2 dropped
lead console> action format=json
json "status":"done"
