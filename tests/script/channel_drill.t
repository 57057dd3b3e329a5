# nothing of an exercise or of a sensitive incident waits for a channel
lead shell> channel add log to=team via=file target=/srv/log.txt
lead console> drill "Database down" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> update to=team The database does not answer.
lead shell> channel list format=json
json "waiting":0
lead console> declare "Real" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> update to=team The shop does not answer.
lead shell> channel list format=json
json "waiting":1
lead console> sensitive on reason="personal data"
lead shell> channel list format=json
json "waiting":0
lead shell> channel retry log
! nothing waits for channel log
