# vendors: a case with a contract, the ladder when nobody answers, claims that are no facts
lead console> declare "Cards fail" journey=critical degradation=partial users=10% safety=none exposure=none data=none
lead console> vendor
= No vendor is asked.
ops1 irc:log> vendor open acme ref=C-1 contract=gold dns is down
! a vendor case needs the right to respond
lead console> vendor open
! which vendor, and what is wrong?
lead console> vendor open acme contract=gold dns is down
! which case is it there?
lead console> vendor open acme ref=C-1 dns is down
! what was agreed with acme?
lead console> vendor open acme ref=C-1 contract=wood dns is down
! there is no contract level wood; there are platinum, gold
lead console> vendor open acme ref=CASE-123 contract=gold priority=P1 dns answers are late
= V-1 acme, gold: an engineer is owed within 30m, step 1 is support desk
+ vendor.case "due":"2026-11-22T14:30:00
lead console> vendor open net4 ref=none contract=plat packets are lost
= V-2 net4, platinum
# what they say stays their word
lead console> vendor say V-1
! what does acme say?
lead console> vendor say V-1 the resolver is fixed by=+20m
= VENDOR claims: the resolver is fixed
+ vendor.fact "by":
lead console> vendor say V-1 no customer of theirs saw errors
lead console> fact
=~ resolver
lead console> vendor check E-99 kept=yes
! which claim?
lead console> vendor check V-1 kept=yes
! which claim?
lead console> vendor
= E-5 VENDOR claims: the resolver is fixed
lead console> vendor check E-5
! what did we see?
lead console> vendor check E-6 kept=no
! E-6 promised nothing by a time
lead console> vendor check E-5 kept=no still slow at 15:10
= noted for the scorecard of acme
+ vendor.check "kept":false
lead console> vendor check E-6 confirmed=no
+ vendor.check "confirmed":false
lead console> vendor
= not kept
= refuted by us
lead console> vendor ack V-1
! who works on it there?
lead console> vendor ack V-9 @jo
! no case V-9
lead console> vendor ack E-1 @jo
! E-1 is no vendor case
@@ +14m
%~ vendor.due "case"
@@ +2m
% vendor.due "case":2
%~ vendor.due "case":1
@@ +10m
%~ vendor.due "case":2
lead console> next
lead console> vendor escalate V-2 level=9
! the ladder of net4 ends with step 4
lead console> vendor escalate V-2 level=1
! V-2 is at step 1 already; the next is level=2
lead console> vendor escalate V-2 nobody called back
= V-2 net4: call duty manager (step 2 of 4)
+ vendor.escalate "reason":"nobody called back"
lead console> vendor ack V-1 @engineer1
= V-1 acme: engineer1 works on it, 26m after it was opened
@@ +16m
% vendor.due "case":2
%~ vendor.due "case":1
lead console> vendor escalate V-2 level=4
= step 4 of 4
lead console> vendor escalate V-2
! the ladder of net4 ends with step 4
lead console> vendor close V-1 resolver serves again
= V-1 acme closed
lead console> vendor say V-1 thanks
! V-1 is closed
lead console> vendor format=json
json "engineer":"engineer1"
json "claims":[{"id":"E-5"
json "level":4
json "kept":false
lead console> timeline
= VENDOR claims: the resolver is fixed (acme, V-1, by
# a close says which cases stay behind
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> close the resolver serves
= V-2 net4 none is open
