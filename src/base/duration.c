/* duration.c: reads durations: 90s, 15m, 1h30m, 2d. */
#include "base/time.h"

/* A century: more is a slip of the finger, and sums of instants and durations stay far from
 * overflow. */
enum { DAYS_MAX = 36525 };

static const struct {
	char letter;
	duration length;
} units[] = {{'d', US_PER_DAY}, {'h', US_PER_H}, {'m', US_PER_MIN}, {'s', US_PER_S}};
enum { UNITS = sizeof units / sizeof units[0] };

static enum rc not_a_duration(struct str s, struct err *err)
{
	return err_set(
		err, RC_USAGE, "\"%.*s\" is no duration; write 90s, 15m, 1h30m or 2d", STR_ARG(s));
}

static size_t unit_index(char c)
{
	size_t i = 0;
	while (i < UNITS && units[i].letter != c)
		i++;
	return i;
}

enum rc duration_parse(struct str s, duration *ret, struct err *err)
{
	duration sum = 0;
	size_t next_unit = 0, i = 0;
	while (i < s.n) {
		size_t from = i;
		while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
			i++;
		uint64_t n;
		if (i == from)
			return not_a_duration(s, err);
		if (!str_to_u64(str_cut(s, from, i), DAYS_MAX * UINT64_C(86400), &n))
			return err_set(err, RC_USAGE, "a duration may be a hundred years at most");
		if (i == s.n)
			return err_set(err, RC_USAGE, "%.*s what? %.*s%c?",
				STR_ARG(str_cut(s, from, i)), STR_ARG(s),
				from ? units[next_unit < UNITS ? next_unit : UNITS - 1].letter
				     : 'm');
		size_t unit = unit_index(s.p[i++]);
		if (unit == UNITS)
			return not_a_duration(s, err);
		if (unit < next_unit)
			return err_set(err, RC_USAGE,
				"\"%.*s\" has its units out of order; write the largest first, as "
				"in 1h30m",
				STR_ARG(s));
		next_unit = unit + 1;
		if ((int64_t)n > (DAYS_MAX * US_PER_DAY - sum) / units[unit].length)
			return err_set(err, RC_USAGE, "a duration may be a hundred years at most");
		sum += (duration)n * units[unit].length;
	}
	if (!s.n)
		return not_a_duration(s, err);
	*ret = sum;
	return RC_OK;
}
