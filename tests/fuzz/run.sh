#!/bin/sh
# run.sh: gives each fuzz target its seconds, two at a time; findings stay in $BUILD/found and the status says whether there are any.
set -u
seconds=${FUZZ_SECONDS:-10}
mkdir -p "$BUILD/found"

one() {
	name=${1#fuzz_}
	work=$BUILD/corpus/$name
	mkdir -p "$work"
	seeds=tests/fuzz/corpus/$name
	[ -d "$seeds" ] || seeds=
	# shellcheck disable=SC2086 # no seeds, no argument
	if "$BUILD/tests/fuzz/$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
		-artifact_prefix="$BUILD/found/$name-" -print_final_stats=1 "$work" $seeds >"$BUILD/$name.log" 2>&1; then
		printf 'ok   %-24s %s runs\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$BUILD/$name.log")"
	else
		printf 'FAIL %s\n' "$name"
		tail -n 40 "$BUILD/$name.log"
		return 1
	fi
}

if [ "${1:-}" = --one ]; then
	one "$2"
	exit
fi
printf '%s\n' "$@" | xargs -r -n1 -P2 "$0" --one
