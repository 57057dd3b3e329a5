#!/bin/sh
# soak_journal_kill.sh: kills journal writers at random moments for SOAK_SECONDS; nothing acknowledged may be missing.
set -u
seconds=${SOAK_SECONDS:-600}
build=${BUILD:-build/release}
program=$build/tests/unit/journal/test_processes
echo 1..1
make --no-print-directory V="$(basename "$build")" "$program" >&2 || { echo "not ok 1 - built"; exit 1; }
end=$(($(date +%s) + seconds))
rounds=0
while [ "$(date +%s)" -lt "$end" ]; do
	WARROOM_KILLS=200 CMOCKA_MESSAGE_OUTPUT=STDOUT "$program" >"$HOME/soak_journal_kill.out" 2>&1 || {
		sed 's/^/# /' "$HOME/soak_journal_kill.out"
		echo "not ok 1 - after $rounds rounds of 200 kills"
		exit 1
	}
	rounds=$((rounds + 1))
done
echo "ok 1 - $rounds rounds of 200 kills"
