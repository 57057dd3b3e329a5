/* bench.h: medians of alternating runs, and the line that tests/bench/run.py reads. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stddef.h>

enum { BENCH_RUNS = 5 };

double bench_seconds(void); /* monotonic */
double bench_median(double *v, size_t n);
/* One measured line: ours and theirs in seconds for `per` pieces of work; held when ours <= budget x theirs. */
void bench_report(
	const char *name, double ours, const char *peer, double theirs, double per, double budget);
/* Numbers that look like chance and are the same in every run. */
unsigned bench_chance(unsigned *state);
_Noreturn void bench_die(const char *what, const char *why);

#endif
