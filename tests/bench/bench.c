/* bench.c: the clock, the median and the printed line of the measuring programs. */
#include "bench/bench.h"

double bench_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double bench_median(double *v, size_t n)
{
	qsort(v, n, sizeof *v, by_size);
	return v[n / 2];
}

static void figure(char *to, size_t size, double seconds)
{
	if (seconds < 1e-3)
		snprintf(to, size, "%.1f us", seconds * 1e6);
	else if (seconds < 1)
		snprintf(to, size, "%.1f ms", seconds * 1e3);
	else
		snprintf(to, size, "%.2f s", seconds);
}

void bench_report(
	const char *name, double ours, const char *peer, double theirs, double per, double budget)
{
	char mine[32], other[32];

	figure(mine, sizeof mine, ours / per);
	figure(other, sizeof other, theirs / per);
	printf("%s\t%s\t%s %s\t%.2f\t%.2f\t%s\n", name, mine, peer, other, ours / theirs, budget,
		ours <= budget * theirs ? "held" : "broken");
	fflush(stdout);
}

unsigned bench_chance(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

void bench_die(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(1);
}
