# time alone: a promise is missed once, lasting raises the severity, an update in time keeps the promise
lead console> declare "Slow" journey=important degradation=partial users=30% safety=none exposure=none data=none
@@ +29m
%~ update.missed responders
lead console> update Looking at the queue.
@@ +59m
%~ update.missed responders
@@ +2m
% update.missed "audience":"responders"
@@ +10m
%~ update.missed "audience":"responders"
@@ +7h
% severity.set "level":2
lead console> sev
= SEV2
