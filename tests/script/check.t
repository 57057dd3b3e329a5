# Checks of a signal: of the incident as a whole, with what was seen.
lead console> check "checkout probe" pass evidence=x
! there is no open incident
lead console> declare "Checkout errors" journey=critical degradation=unavailable users=40% safety=none exposure=none data_harm=none
lead console> check
! <signal> is missing: write one word
lead console> check "checkout probe"
! is missing
lead console> check "checkout probe" pass
! evidence=<text> is missing
lead console> check "checkout probe" perhaps evidence=x
! perhaps
lead console> check "checkout probe" fail evidence="12 of 200 orders fail"
+ verify.fail "signal":"checkout probe","evidence":"12 of 200 orders fail"
= check on checkout probe failed
lead console> check "checkout probe" pass evidence=EV-1
! INC-1 has no EV-1
& evidence.capture {"id":1,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0,"name":"probe.log"}
lead console> check "checkout probe" pass evidence=EV-1
+ verify.pass "evidence":"EV-1"
= check on checkout probe passed
lead console> timeline
= check on checkout probe passed: EV-1
visitor irc:log> check probe pass evidence=x
! needs the right to respond
ops1 irc> check probe pass evidence="200 of 200" at=-1m
+ verify.pass "200 of 200"
