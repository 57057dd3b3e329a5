# command without its holder: the deputy after silence and with a witness; an executive by asking, then the same three parts
lead console> declare "Cards fail" journey=critical degradation=unavailable users=40% safety=none exposure=none data=none
lead console> role deputy @ops1
lead console> role exec @boss1
@ +4m
lead chat> still looking at the pool
@ +9m
ops1 console> takeover ic witness=@ops2
! lead was heard 9m ago, at 14:04: the deputy may take command after 10m of silence
@ +2m
ops2 console> takeover ic witness=@ops1
! you hold neither role
ops1 console> takeover scribe witness=@ops2
! only command is taken over
ops1 console> takeover ic
! a third person must have heard it
ops1 console> takeover ic witness=@ops1
! a third person must have heard it
ops1 console> takeover ic witness=@lead
! a third person must have heard it
lead console> takeover ic witness=@ops2
! you command already
# that was a row of nobody: refusals are not on record
ops1 irc> takeover ic witness=@ops2 why="called twice, no answer"
+ role.takeover "from":"lead","person":"ops1","witness":"ops2","silent":660
+ role.release "role":"deputy"
+ role.announce "person":"ops1"
= You command since 14:15Z; lead was silent for 11m.
= Impact now
ops1 console> who
= ops1
ops1 console> timeline type=handoff
= ops1 took ic over from lead, silent for 11m; witness ops2
# a row breaks the silence as a word does
ops1 console> role deputy @lead
@ +9m
ops1 console> log I am here
@ +9m
lead console> takeover ic witness=@ops2
! ops1 was heard 9m ago
# an executive is not given command on the quiet, nor takes it
boss1 console> role take ic
! boss1 holds exec, and ops1 commands: `takeover ic` asks for it
ops1 console> role give ic @boss1
! boss1 holds exec
boss1 console> accept ic level=1 next=14:05 action=none
! ic is not offered to anybody
boss1 console> takeover ic
+ role.request "role":"ic","from":"ops1","person":"boss1"
= Do you wish to take command? ops1 commands until you read back: accept ic
boss1 console> takeover ic
! ic is yours to accept
ops1 console> next
= @boss1 asks @ops1 for ic
ops1 console> who
= asked for by @boss1
# the question may be answered with no
boss1 console> handoff decline ic
= declined; ops1 still holds it
boss1 console> takeover ic why="the board wants it"
boss1 console> accept ic level=2 next=14:05 action=none
! level is not what the board says
boss1 console> accept ic level=1 next=14:05 action=none
+ role.accept "person":"boss1"
+ role.release "role":"exec","person":"boss1"
= You have ic
# or the holder makes it an offer
boss1 console> role exec @boss2
boss2 console> takeover ic
boss1 console> handoff ic @boss2
+ role.offer "from":"boss1","person":"boss2"
boss2 console> accept ic level=1 next=14:05 action=none
= You have ic
# nobody to take it from
boss2 console> role release ic
lead console> takeover ic witness=@ops2
! nobody commands: `role take ic`
lead console> role take ic
! holds no second role
lead console> role release deputy
lead console> role take ic
= lead is Incident commander
