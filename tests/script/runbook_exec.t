# commands of steps: off unless the configuration names them, shown before they run, and never made of anybody's words
lead console> declare "$(touch /tmp/x); `id` | rm -r * && 'DNS' \"record\" moved" journey=critical degradation=partial users=10% safety=none exposure=none data=none
lead console> runbook start RB-5
lead console> runbook exec
! the console runs no commands: copy it, or `set runbook.commands ask`
allow dogs RB-50
lead console> runbook exec
! neither RB-5 nor the program dig is allowed
allow dig
ops1 irc> runbook exec
! commands run only at a console or a shell, not from irc
ops1 shell> runbook exec
! step 1 needs ops and nobody holds that
lead console> role give ops @ops1
ops2 shell> runbook exec
! step 1 is for ops (ops1); they run it, or the commander
ops1 shell> runbook exec
= dig +noall +answer www.example.org
= argument 2  +answer
= time limit  20s
= not run yet: `runbook exec confirm=1` runs it as ops1
acts 0
ops1 shell> runbook exec confirm=2
! step 1 is in hand: confirm=1
ops1 shell> runbook cancel
! no command runs
ops1 shell> runbook exec confirm=1
= runs, for at most 20s
+ run.exec "run":1,"step":1,"argv":["dig","+noall","+answer","www.example.org"],"timeout_s":20
acts 1
lead console> runbook show
= running  00:00 of at most 20s: dig +noall +answer www.example.org
ops1 shell> runbook exec confirm=1
! the command of step 1 runs already
lead console> runbook done
! the command of step 1 still runs; `runbook cancel` ends it
lead console> runbook stop reason=enough
! the command of step 1 still runs
ops1 irc> runbook cancel
! commands end where they were started, not from irc
lead console> runbook cancel
acts 1
# nobody recorded how it ended: after its time and a minute it holds nothing up
@ +2m
lead console> runbook show
= nobody recorded how it ended
lead console> runbook done note="the record is as expected"
lead console> runbook exec
! this step has no command that may run
lead console> timeline
= RB-5 step 1 runs: dig +noall +answer www.example.org
allow off
lead console> check probe pass evidence="200 of 200"
lead console> status resolved
lead console> close moved
# a drill runs nothing
allow RB-5
lead console> drill "Move a name" journey=critical degradation=partial users=10%
lead console> runbook start RB-5
lead console> runbook exec
! a drill runs no commands
