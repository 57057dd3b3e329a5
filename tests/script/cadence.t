# the promise ledger: who is owed what, misses that repeat and count, adherence, raises and changes of impact
lead console> cadence
! there is no open incident
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> cadence
= customers_public
= lead (ic)
= no promise has fallen due yet
= regulator
lead console> cadence format=json
json "audience":"customers_public","first_by_min":10,"interval_min":20,"longest_min":60,"owner":"comms","owed_by":"lead","approver":"ic","due":"2026-11-22T14:10:00Z","why":"first","state":"quiet"
json "state":"none","sent":0,"fell_due":0,"on_time":0,"missed":0,"snoozed":0,"adherence":null
# the first notice is missed the moment its time has passed, and again each further interval
@@ +5m
%~ update.missed responders
@@ +10s
% update.missed "audience":"responders","due":"2026-11-22T14:05:00Z","n":1
@@ +14m
%~ update.missed "audience":"responders"
@@ +1m
% update.missed "audience":"responders","due":"2026-11-22T14:20:00Z","n":2
lead console> cadence format=json
json "owner":"ic","owed_by":"lead","approver":"ic","due":"2026-11-22T14:05:00Z","why":"first","state":"late","sent":0,"fell_due":2,"on_time":0,"missed":2,"snoozed":0,"adherence":0
# a word ends the row of misses; the next one is number 1 again
lead console> update Rolling back web, @lead checks at 14:30.
+ update.sent "on_time":false
= next by 2026-11-22T14:35Z
@@ +14m
%~ update.missed "audience":"responders"
lead console> update Rollback is done, @lead watches the error rate until 14:45.
+ update.sent "on_time":true,"phase":"investigating"
lead console> cadence format=json
json "sent":2,"fell_due":3,"on_time":1,"missed":2,"snoozed":0,"adherence":33
@@ +16m
% update.missed "audience":"responders","due":"2026-11-22T14:49:10Z","n":1
# a change of impact makes an update due now; nobody can be on time for that, so it has a grace
lead console> update Watching, @lead checks at 15:00.
@ +1m
lead console> impact users=60%
@ +1s
lead console> next
= responders
= LATE by 1s
@@ +4m
%~ update.missed "audience":"responders"
lead console> update Now 60% of shoppers, @lead rolls back further.
+ update.sent "on_time":true
lead console> cadence
= promises kept
# late is counted from the grace: the second change waits too long
@ +1m
lead console> impact users=70%
@@ +6m
% update.missed "audience":"responders"
@@ +1m
%~ update.missed "audience":"responders"
# a text says its next time in the future only, and nothing is owed once it is resolved
lead console> update next=2026-11-22T14:00Z Done.
! has passed
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> cadence
= promises kept
@@ +3h
%~ update.missed responders
lead console> status closed
! 
