/* cut.c: takes numbers, words and times from the front of a line. */
#include "feed_internal.h"

bool cut_literal(struct str *s, const char *z)
{
	struct str prefix = str_z(z);

	if (!str_starts(*s, prefix))
		return false;
	*s = str_cut(*s, prefix.n, s->n);
	return true;
}

bool cut_number(struct str *s, int least, int most, int *ret)
{
	int n = 0, value = 0;

	while (n < most && (size_t)n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
		value = value * 10 + (s->p[n++] - '0');
	if (n < least)
		return false;
	*ret = value;
	*s = str_cut(*s, (size_t)n, s->n);
	return true;
}

bool cut_until(struct str *s, const char *z, struct str *ret)
{
	struct str end = str_z(z);
	ptrdiff_t at = end.n == 1 ? str_find_ch(*s, *z) : str_find(*s, end);

	if (at < 0)
		return false;
	*ret = str_cut(*s, 0, (size_t)at);
	*s = str_cut(*s, (size_t)at + end.n, s->n);
	return true;
}

bool cut_word(struct str *s, struct str *ret)
{
	size_t n = 0;

	while (n < s->n && s->p[n] != ' ' && s->p[n] != '\t')
		n++;
	if (!n)
		return false;
	*ret = str_cut(*s, 0, n);
	*s = str_cut(*s, n + 1, s->n);
	return true;
}

void cut_blanks(struct str *s)
{
	size_t n = 0;

	while (n < s->n && (s->p[n] == ' ' || s->p[n] == '\t'))
		n++;
	*s = str_cut(*s, n, s->n);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool cut_month(struct str *s, int *ret)
{
	static const char *const names[] = {"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december"};
	size_t n = 0;

	while (n < s->n && is_letter(s->p[n]))
		n++;
	if (n < 3)
		return false;
	for (int k = 0; k < 12; k++)
		if (n <= strlen(names[k]) && str_ieq(str_cut(*s, 0, n), str_n(names[k], n))) {
			*ret = k + 1;
			*s = str_cut(*s, n, s->n);
			return true;
		}
	return false;
}

/* Digits behind a point or comma, as microseconds; more than six are cut off. */
static void cut_fraction(struct str *s, struct feed_time *t)
{
	size_t n = 1;
	int unit = 100000, micro = 0;

	if (s->n < 2 || (s->p[0] != '.' && s->p[0] != ',') || s->p[1] < '0' || s->p[1] > '9')
		return;
	for (; n < s->n && s->p[n] >= '0' && s->p[n] <= '9'; n++, unit /= 10)
		micro += (s->p[n] - '0') * unit;
	t->local.micro = micro;
	t->parts |= FEED_MICRO;
	*s = str_cut(*s, n, s->n);
}

bool cut_clock(struct str *s, struct feed_time *t)
{
	struct str at = *s, more;
	int hour, minute, second;

	if (!cut_number(&at, 1, 2, &hour) || !cut_literal(&at, ":") ||
		!cut_number(&at, 2, 2, &minute))
		return false;
	t->local.hour = hour;
	t->local.minute = minute;
	t->parts |= FEED_HOUR | FEED_MINUTE;
	more = at;
	if (cut_literal(&more, ":") && cut_number(&more, 2, 2, &second)) {
		t->local.second = second;
		t->parts |= FEED_SECOND;
		at = more;
		cut_fraction(&at, t);
	}
	*s = at;
	return true;
}

bool cut_date(struct str *s, struct feed_time *t)
{
	struct str at = *s;
	struct civil c = t->local;
	const char *mark;

	if (!cut_number(&at, 4, 4, &c.year) || !at.n)
		return false;
	mark = at.p[0] == '/' ? "/" : "-";
	if (!cut_literal(&at, mark) || !cut_number(&at, 2, 2, &c.month) ||
		!cut_literal(&at, mark) || !cut_number(&at, 2, 2, &c.day))
		return false;
	t->local = c;
	t->parts |= FEED_YEAR | FEED_DAY;
	*s = at;
	return true;
}

bool cut_offset(struct str *s, struct feed_time *t)
{
	struct str at = *s;
	int hours, minutes = 0;
	bool west;

	if (cut_literal(&at, "Z") || cut_literal(&at, "z") || cut_literal(&at, "UTC") ||
		cut_literal(&at, "GMT")) {
		if (at.n && is_letter(at.p[0]))
			return false;
		t->offset_min = 0;
	} else {
		west = at.n && at.p[0] == '-';
		if (!at.n || (at.p[0] != '+' && !west))
			return false;
		at = str_cut(at, 1, at.n);
		if (!cut_number(&at, 2, 2, &hours))
			return false;
		if (cut_literal(&at, ":") ? !cut_number(&at, 2, 2, &minutes)
					  : at.n && at.p[0] >= '0' && at.p[0] <= '9' &&
						    !cut_number(&at, 2, 2, &minutes))
			return false;
		if (hours > 18 || minutes > 59)
			return false;
		t->offset_min = (hours * 60 + minutes) * (west ? -1 : 1);
	}
	t->parts |= FEED_OFFSET;
	*s = at;
	return true;
}

bool cut_half(struct str *s, struct feed_time *t)
{
	struct str at = *s;
	bool noon;

	cut_literal(&at, " ");
	if (at.n < 2 || (at.p[1] | 0x20) != 'm' || (at.n > 2 && is_letter(at.p[2])))
		return false;
	noon = (at.p[0] | 0x20) == 'p';
	if ((!noon && (at.p[0] | 0x20) != 'a') || t->local.hour < 1 || t->local.hour > 12)
		return false;
	t->local.hour = t->local.hour % 12 + (noon ? 12 : 0);
	*s = str_cut(at, 2, at.n);
	return true;
}

struct feed_time time_of_us(int64_t us)
{
	return (struct feed_time){
		.parts = FEED_EPOCH | FEED_SECOND | (us % US_PER_S ? FEED_MICRO : 0u), .epoch = us};
}

bool time_of_number(double n, struct feed_time *t)
{
	static const double units[] = {1e6, 1e3, 1, 1e-3};

	/* From 1973 to 5138 in each unit; nothing else is an instant of a log. */
	for (size_t k = 0; k < 4; k++) {
		double us = n * units[k];

		if (us >= 1e14 && us < 1e17) {
			*t = time_of_us((int64_t)us);
			return true;
		}
	}
	return false;
}

static bool cut_epoch(struct str *s, struct feed_time *t)
{
	size_t n = 0;
	uint64_t whole;
	struct feed_time rest = {0};
	struct str at;

	while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	if (n < 9 || n > 19 || !str_to_u64(str_cut(*s, 0, n), UINT64_MAX, &whole) ||
		!time_of_number((double)whole, t))
		return false;
	/* A double holds microseconds of our days exactly, nanoseconds do not matter. */
	at = str_cut(*s, n, s->n);
	cut_fraction(&at, &rest);
	if (n <= 11 && rest.parts) {
		t->epoch += rest.local.micro;
		t->parts |= FEED_MICRO;
	}
	*s = at;
	return true;
}

/* 17/May/2015:10:05:03 +0000 */
static bool cut_web(struct str *s, struct feed_time *t)
{
	struct feed_time x = {.parts = FEED_YEAR | FEED_DAY};
	struct str at = *s;

	if (!cut_number(&at, 1, 2, &x.local.day) || !cut_literal(&at, "/") ||
		!cut_month(&at, &x.local.month) || !cut_literal(&at, "/") ||
		!cut_number(&at, 4, 4, &x.local.year) || !cut_literal(&at, ":") ||
		!cut_clock(&at, &x) || !cut_literal(&at, " ") || !cut_offset(&at, &x))
		return false;
	*t = x;
	*s = at;
	return true;
}

bool cut_stamp(struct str *s, struct feed_time *t)
{
	struct feed_time x = {0};
	struct str at = *s, more;

	if (!cut_date(&at, &x))
		return cut_web(s, t) || cut_epoch(s, t);
	more = at;
	if ((cut_literal(&more, "T") || cut_literal(&more, "t") || cut_literal(&more, " ")) &&
		cut_clock(&more, &x)) {
		at = more;
		if (!cut_offset(&at, &x) && cut_literal(&more, " ") && cut_offset(&more, &x))
			at = more;
	}
	*t = x;
	*s = at;
	return true;
}

struct str name_at(struct arena *a, struct str app, struct str host)
{
	char *p = arena_alloc(a, app.n + host.n + 1);

	memcpy(p, app.p, app.n);
	p[app.n] = '@';
	memcpy(p + app.n + 1, host.p, host.n);
	return str_n(p, app.n + host.n + 1);
}
