/* time_parse.c: the time words of the language. */
#include "base/time_internal.h"

/*
 * A word is read in the zone the person named, else in the zone shown in the header. What is
 * refused, and never guessed: a record in the future, a promise in the past, a local time that a
 * clock change repeats or leaves out. A day without a clock time stands for its start in a record
 * and for its last second in a promise ("due=fri" is kept when it is done on Friday).
 */
struct parse {
	struct str word;
	const struct time_ctx *ctx;
	struct err *err;
	bool zone_given;
	int given_min;
};

static int offset_at(const struct parse *p, instant at)
{
	return p->zone_given ? p->given_min : zone_offset_min(p->ctx->zone, at);
}

static bool is_record(const struct parse *p)
{
	return p->ctx->want == TIME_RECORD;
}

/* In the future for a record, in the past for a promise. */
static bool is_wrong_side(const struct parse *p, instant at)
{
	return is_record(p) ? at > p->ctx->now : at < p->ctx->now;
}

static enum rc wrong_side(const struct parse *p)
{
	if (is_record(p))
		return err_set(p->err, RC_USAGE,
			"\"%.*s\" is in the future; a record needs a time that has passed",
			STR_ARG(p->word));
	return err_set(p->err, RC_USAGE, "\"%.*s\" has passed; a promise needs a time to come",
		STR_ARG(p->word));
}

static enum rc accept(
	const struct parse *p, instant at, enum precision precision, struct stamp *ret)
{
	if (is_wrong_side(p, at))
		return wrong_side(p);
	*ret = (struct stamp){at, precision, offset_at(p, at), p->zone_given};
	return RC_OK;
}

/* What a local time can mean: two readings only around a clock change. */
struct readings {
	instant at[2];
	int offset_min[2];
	unsigned n;    /* 1 or 2 */
	bool left_out; /* the clocks jumped over it: both readings are makeshifts */
};

static struct readings read_local(const struct parse *p, const struct civil *c)
{
	instant wall = time_from_civil(c, 0);
	struct readings r = {.n = 2};
	bool holds[2];
	for (int i = 0; i < 2; i++) {
		r.offset_min[i] = offset_at(p, i == 0 ? wall - US_PER_DAY : wall + US_PER_DAY);
		r.at[i] = wall - r.offset_min[i] * US_PER_MIN;
		holds[i] = offset_at(p, r.at[i]) == r.offset_min[i];
	}
	if (r.at[0] == r.at[1]) {
		r.n = 1;
	} else if (holds[0] != holds[1]) {
		int keep = holds[1];
		r.at[0] = r.at[keep];
		r.offset_min[0] = r.offset_min[keep];
		r.n = 1;
	} else {
		r.left_out = !holds[0];
	}
	return r;
}

static enum rc refuse_readings(
	const struct parse *p, const struct civil *c, const struct readings *r)
{
	char clock[16], zone[2][8];
	bool seconds = c->second != 0;
	snprintf(clock, sizeof clock, seconds ? "%02d:%02d:%02d" : "%02d:%02d", c->hour, c->minute,
		c->second);
	for (int i = 0; i < 2; i++) {
		int m = r->offset_min[i], size = m < 0 ? -m : m;
		snprintf(zone[i], sizeof zone[i], "%c%02d:%02d", m < 0 ? '-' : '+', size / 60 % 100,
			size % 60);
	}
	if (!r->left_out)
		return err_set(p->err, RC_USAGE, "%s happened twice: %s%s or %s%s", clock, clock,
			zone[0], clock, zone[1]);
	struct civil early = time_civil(r->at[1], r->offset_min[0]);
	struct civil late = time_civil(r->at[0], r->offset_min[1]);
	return err_set(p->err, RC_USAGE,
		"%s did not happen, the clocks jumped over it: %02d:%02d%s or %02d:%02d%s", clock,
		early.hour, early.minute, zone[0], late.hour, late.minute, zone[1]);
}

/*
 * A reading on the wrong side of now is no choice: in the first of two 02:30s nobody can record the
 * second. All readings on the wrong side: *ret_none, and the caller takes another day or refuses.
 */
static enum rc choose(const struct parse *p, const struct civil *c, enum precision precision,
	struct stamp *ret, bool *ret_none)
{
	struct readings r = read_local(p, c);
	unsigned fit = 0, last = 0;
	for (unsigned i = 0; i < r.n; i++) {
		if (!is_wrong_side(p, r.at[i])) {
			fit++;
			last = i;
		}
	}
	*ret_none = fit == 0;
	if (fit == 0)
		return RC_OK;
	if (fit == 2 || r.left_out)
		return refuse_readings(p, c, &r);
	*ret = (struct stamp){r.at[last], precision, r.offset_min[last], p->zone_given};
	return RC_OK;
}

static enum rc not_a_time(const struct parse *p)
{
	return err_set(p->err, RC_USAGE,
		"\"%.*s\" is no time; write 14:02, 2026-11-22T14:02, -10m, T+5, %s",
		STR_ARG(p->word), is_record(p) ? "yesterday or ?" : "fri or tomorrow");
}

/* Takes an optional zone and demands the end of the word. */
static bool take_zone_and_end(struct parse *p, struct str rest)
{
	if (!rest.n)
		return true;
	p->zone_given = time_take_zone(&rest, &p->given_min);
	return p->zone_given && !rest.n;
}

/* The local date that lies `days` after today's, at midnight. */
static struct civil date_from_today(const struct parse *p, int days)
{
	struct civil c = time_civil(p->ctx->now, offset_at(p, p->ctx->now));
	c.hour = c.minute = c.second = c.micro = 0;
	return time_civil(time_from_civil(&c, 0) + days * US_PER_DAY, 0);
}

/* hh:mm[:ss][zone]: the nearest such time on the right side of now. */
static enum rc parse_clock(struct parse *p, struct stamp *ret)
{
	struct str rest = p->word;
	struct civil c = {0};
	enum precision precision;
	if (!time_take_clock(&rest, &c, &precision) || !take_zone_and_end(p, rest))
		return not_a_time(p);
	for (int days = 0; days <= 1; days++) {
		struct civil date = date_from_today(p, is_record(p) ? -days : days);
		c.year = date.year;
		c.month = date.month;
		c.day = date.day;
		bool none;
		enum rc rc = choose(p, &c, precision, ret, &none);
		if (rc || !none)
			return rc;
	}
	return wrong_side(p);
}

static enum rc accept_day(const struct parse *p, struct civil date, struct stamp *ret)
{
	if (!is_record(p)) {
		date.hour = 23;
		date.minute = date.second = 59;
	}
	/* Where midnight falls into a clock change: the first instant of the day, or the last. */
	struct readings r = read_local(p, &date);
	return accept(p, r.at[is_record(p) ? 0 : r.n - 1], PREC_DAY, ret);
}

/* date[Thh:mm[:ss][zone]] */
static enum rc parse_date(struct parse *p, struct stamp *ret)
{
	struct str rest = p->word;
	struct civil c = {0};
	enum precision precision;
	if (!time_take_date(&rest, &c))
		return not_a_time(p);
	if (!rest.n)
		return accept_day(p, c, ret);
	if (*rest.p != 'T' && *rest.p != 't')
		return not_a_time(p);
	rest = str_cut(rest, 1, rest.n);
	if (!time_take_clock(&rest, &c, &precision) || !take_zone_and_end(p, rest))
		return not_a_time(p);
	bool none;
	enum rc rc = choose(p, &c, precision, ret, &none);
	return rc ? rc : none ? wrong_side(p) : RC_OK;
}

/* "-2h" is known to the hour only; what was promised is exact. */
static enum precision precision_of_unit(const struct parse *p, char unit)
{
	if (!is_record(p) || unit == 's')
		return PREC_S;
	return unit == 'd' ? PREC_DAY : unit == 'h' ? PREC_H : PREC_MIN;
}

/* -dur and +dur, from now. */
static enum rc parse_offset(struct parse *p, struct stamp *ret)
{
	duration d;
	enum rc rc = duration_parse(str_cut(p->word, 1, p->word.n), &d, p->err);
	if (rc)
		return rc;
	return accept(p, p->ctx->now + (*p->word.p == '-' ? -d : d),
		precision_of_unit(p, p->word.p[p->word.n - 1]), ret);
}

/* n minutes, h:mm or a duration. */
static enum rc parse_since_zero(
	const struct parse *p, struct str s, duration *ret, enum precision *ret_precision)
{
	struct str rest = s;
	int hours, minutes;
	*ret_precision = PREC_MIN;
	if (time_take_digits(&rest, 1, 6, &minutes) && !rest.n) {
		*ret = minutes * US_PER_MIN;
		return RC_OK;
	}
	rest = s;
	if (time_take_digits(&rest, 1, 4, &hours) && rest.n == 3 && *rest.p == ':') {
		rest = str_cut(rest, 1, rest.n);
		if (!time_take_digits(&rest, 2, 2, &minutes) || minutes > 59)
			return not_a_time(p);
		*ret = hours * US_PER_H + minutes * US_PER_MIN;
		return RC_OK;
	}
	enum rc rc = duration_parse(s, ret, p->err);
	if (!rc)
		*ret_precision = precision_of_unit(p, s.p[s.n - 1]);
	return rc;
}

/* T+... and T-..., from the start of impact. */
static enum rc parse_impact(struct parse *p, struct stamp *ret)
{
	duration d;
	enum precision precision;
	enum rc rc = parse_since_zero(p, str_cut(p->word, 2, p->word.n), &d, &precision);
	if (rc)
		return rc;
	if (p->ctx->zero == INSTANT_NONE)
		return err_set(p->err, RC_STATE,
			"\"%.*s\" counts from the start of impact, which is not known yet; write "
			"14:02 or -10m",
			STR_ARG(p->word));
	return accept(p, p->ctx->zero + (p->word.p[1] == '-' ? -d : d), precision, ret);
}

/* Any beginning of three letters or more; -1: none. */
static int weekday_index(struct str word)
{
	static const char *const days[] = {
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
	for (int i = 0; i < 7; i++)
		if (word.n >= 3 && str_ieq(word, str_cut(str_z(days[i]), 0, word.n)))
			return i;
	return -1;
}

static enum rc parse_word(struct parse *p, struct stamp *ret)
{
	if (str_eq_z(p->word, "?")) {
		*ret = (struct stamp){INSTANT_NONE, PREC_UNKNOWN,
			zone_offset_min(p->ctx->zone, p->ctx->now), false};
		return RC_OK;
	}
	if (str_ieq(p->word, STR("now")))
		return accept(p, p->ctx->now, PREC_S, ret);
	if (str_ieq(p->word, STR("today")))
		return accept_day(p, date_from_today(p, 0), ret);
	if (str_ieq(p->word, STR("yesterday")))
		return accept_day(p, date_from_today(p, -1), ret);
	if (str_ieq(p->word, STR("tomorrow")))
		return accept_day(p, date_from_today(p, 1), ret);
	int day = weekday_index(p->word);
	if (day < 0)
		return not_a_time(p);
	int today = date_from_today(p, 0).weekday;
	return accept_day(p,
		date_from_today(p, is_record(p) ? -((today - day + 7) % 7) : (day - today + 7) % 7),
		ret);
}

static bool is_digit_at(struct str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* The forms that digits and signs tell apart; every other word must be in the list of names. */
enum form { FORM_WORD, FORM_CLOCK, FORM_DATE, FORM_OFFSET, FORM_IMPACT };

static enum form form_of(struct str s)
{
	size_t digits = 0;
	while (is_digit_at(s, digits))
		digits++;
	char next = digits < s.n ? s.p[digits] : '\0';
	if ((digits == 1 || digits == 2) && next == ':' && is_digit_at(s, digits + 1) &&
		is_digit_at(s, digits + 2))
		return FORM_CLOCK;
	if (digits == 4 && next == '-' && is_digit_at(s, 5) && is_digit_at(s, 6))
		return FORM_DATE;
	if (digits == 0 && (next == '-' || next == '+') && is_digit_at(s, 1))
		return FORM_OFFSET;
	if (digits == 0 && (next == 'T' || next == 't') && s.n > 2 &&
		(s.p[1] == '+' || s.p[1] == '-') && is_digit_at(s, 2))
		return FORM_IMPACT;
	return FORM_WORD;
}

enum rc time_parse(struct str s, const struct time_ctx *ctx, struct stamp *ret, struct err *err)
{
	static enum rc (*const parsers[])(struct parse *, struct stamp *) = {
		[FORM_WORD] = parse_word,
		[FORM_CLOCK] = parse_clock,
		[FORM_DATE] = parse_date,
		[FORM_OFFSET] = parse_offset,
		[FORM_IMPACT] = parse_impact,
	};
	struct parse p = {.word = s, .ctx = ctx, .err = err};
	return parsers[form_of(s)](&p, ret);
}

/* "+5 nodes" is prose, "-10" is a slip for -10m: a lone minus is worth the question, a lone plus is
 * not. */
static bool offset_looks_meant(struct str s)
{
	size_t i = 1;
	while (is_digit_at(s, i))
		i++;
	return i == s.n ? *s.p == '-' : strchr("smhd", s.p[i]) != NULL && s.p[i] != '\0';
}

bool time_looks_like(struct str s)
{
	switch (form_of(s)) {
	case FORM_CLOCK:
	case FORM_DATE:
	case FORM_IMPACT:
		return true;
	case FORM_OFFSET:
		return offset_looks_meant(s);
	case FORM_WORD:
		break;
	}
	return str_eq_z(s, "?") || str_ieq(s, STR("now")) || str_ieq(s, STR("today")) ||
	       str_ieq(s, STR("yesterday"));
}
