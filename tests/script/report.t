# figures over incidents: what is known is summed up by median and p90, what is unknown is counted, drills stand apart
lead console> report metrics
= 0 incidents
= None. Dismissed ones do not count
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> mark started -20m
lead console> mark detected -12m
lead console> mark acknowledged -10m
@ +10m
lead console> mark mitigated
@ +10m
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> action add "Alert on queue age" @lead due=fri done="it fires"
lead console> close verified on the checkout probe
lead console> declare "Search slow" journey=important degradation=partial users=5% safety=none exposure=none data=none
lead console> mark started -4m
lead console> mark detected -2m
lead console> report metrics
= 2 incidents, since the journal begins
= Fewer than 20 incidents
= detect                    5m     8m     5m   2        0
= declare                   7m    12m     7m   2        0
= acknowledge               2m     2m     2m   1        1
= mitigate                 30m    30m    30m   1        1
=~ drill
# a level that an incident never had is not unknown: it is not meant
lead console> report metrics format=json
json "measure":"at_sev1","unit":"s","n":1,"unknown":0,"median":1200
json "measure":"first_public","unit":"s","n":0,"unknown":2,"median":null
lead console> report incidents format=json
json "incident":2,"title":"Search slow"
json "acknowledge":null
# drills are in no figure above
lead console> drill "Exercise" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> report metrics
= 2 incidents
= 1 drill, in no figure above
lead console> report metrics format=json
json "group":"drills","measure":"detect","unit":"s","n":0,"unknown":1
# a period; its ends are half open
lead console> report metrics from=now
= 0 incidents
lead console> report metrics to=-10m
= 1 incident, declared before
lead console> report metrics from=-5m to=-10m
! from= comes before to=
# files are for a shell
lead console> report metrics format=svg
! csv and svg are files
lead shell> report metrics format=csv
json "incidents","detect","s",2,0,300,480,300
json "drills","detect","s",0,1,
lead shell> report metrics format=svg
json <title id="fig1-title">Time to each milestone</title>
json p90 8m
lead shell> report incidents format=csv
json "INC-3","SEV1"
lead shell> report incidents format=svg
! is what can be drawn
# who may not know of an incident does not see it in a figure; who may is told that the page is as sensitive
lead console> declare "Quiet" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none sensitive=yes
lead console> report metrics
= 3 incidents
= SENSITIVE: 1 of them is known only to the people in it
ops9 console> report metrics
= 2 incidents
=~ SENSITIVE
ops9 irc> report incidents format=json
=~ Quiet
=~ Exercise
# one figure worked out; nothing is recorded
lead console> report eval burn_rate "slo=0.999,bad=144,valid=10000"
= 14.4
lead console> report eval burn_rate "slo=0.999,bad=144"
! valid is missing; written like slo=0.999,bad=144,valid=10000
lead console> report eval
= composite.serial
= time_in_sev
lead console> report eval magic "1"
! there is no formula magic
lead console> report metrics burn_rate
! only eval takes a name
