/* pattern.c: a format that a person writes as a pattern with named groups. */
#include "feed_internal.h"

#include "base/utf8.h"

enum { NAME_MAX_PATTERN = 40, PATTERNS_MAX = 64, LINE_MAX_PATTERN = 64 * 1024 };

static bool is_name(struct str s)
{
	if (!s.n || s.n > NAME_MAX_PATTERN || str_eq_z(s, "auto") || str_eq_z(s, "dry-run"))
		return false;
	for (size_t n = 0; n < s.n; n++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-_", s.p[n]) ||
			(!n && s.p[n] == '-'))
			return false;
	return true;
}

enum rc feed_patterns_add(struct feed_patterns *p, struct arena *a, struct str name,
	struct str pattern, struct err *err)
{
	struct feed_pattern *slot = NULL;
	const struct feed *shipped;
	struct regex *regex;
	enum rc rc;

	if (!is_name(name))
		return err_set(err, RC_USAGE,
			"a format has a name of small letters, digits, - and _, at most %d of them",
			NAME_MAX_PATTERN);
	for (size_t n = 0; n < feed_list(n, &shipped); n++)
		if (str_eq_z(name, shipped->name))
			return err_set(err, RC_STATE,
				"%s is a format that is there already; take another name",
				shipped->name);
	if (str_find(pattern, STR("(?<text>")) < 0)
		return err_set(err, RC_USAGE,
			"the pattern must name what is said: put it into a group (?<text>...)");
	rc = regex_new(pattern, REGEX_OFTEN, &regex, err);
	if (rc != RC_OK)
		return rc;
	for (size_t n = 0; n < p->list.n; n++)
		if (str_eq(p->list.v[n].name, name))
			slot = &p->list.v[n];
	if (!slot && p->list.n == PATTERNS_MAX) {
		regex_free(regex);
		return err_set(
			err, RC_LIMIT, "there is room for %d formats of your own", PATTERNS_MAX);
	}
	if (!slot)
		slot = VEC_PUSH(a, &p->list);
	regex_free(slot->regex);
	*slot = (struct feed_pattern){str_dup(a, name), str_dup(a, pattern), regex};
	return RC_OK;
}

void feed_patterns_clear(struct feed_patterns *p)
{
	for (size_t n = 0; n < p->list.n; n++)
		regex_free(p->list.v[n].regex);
	*p = (struct feed_patterns){0};
}

/* A pattern never matches broken bytes; a line that holds some is still a line. */
static struct str shadow_of(struct arena *a, struct str line)
{
	char *copy;

	if (utf8_is_valid(line))
		return line;
	copy = arena_dup(a, line.p, line.n);
	for (size_t n = 0; n < line.n;) {
		uint32_t cp;
		int used = utf8_decode(str_cut(line, n, line.n), &cp);

		if (used <= 0)
			copy[n] = '?';
		n += used > 0 ? (size_t)used : 1;
	}
	return str_n(copy, line.n);
}

struct hit {
	const struct regex *regex;
	struct str line, shadow;
};

/* A group as a view into the line itself. */
static struct str group(const struct hit *h, const char *name)
{
	struct str s = regex_group(h->regex, name);
	size_t from = s.n ? (size_t)(s.p - h->shadow.p) : 0;

	return str_cut(h->line, from, from + s.n);
}

static bool number_group(const struct hit *h, const char *name, int *ret)
{
	struct str s = group(h, name);

	return s.n && cut_number(&s, 1, 4, ret) && !s.n;
}

static void day_groups(const struct hit *h, struct feed_time *t)
{
	struct str date = group(h, "date"), month = group(h, "month");

	if (date.n)
		cut_date(&date, t);
	if (number_group(h, "year", &t->local.year))
		t->parts |= FEED_YEAR;
	if (number_group(h, "day", &t->local.day) &&
		(number_group(h, "month", &t->local.month) || cut_month(&month, &t->local.month)))
		t->parts |= FEED_DAY;
}

static void clock_groups(const struct hit *h, struct feed_time *t)
{
	struct str time = group(h, "time"), half = group(h, "ampm"), offset = group(h, "offset");
	struct str fraction = group(h, "fraction");
	int unit = 100000;

	if (time.n && !cut_clock(&time, t))
		cut_stamp(&time, t);
	if (number_group(h, "hour", &t->local.hour))
		t->parts |= FEED_HOUR;
	if (number_group(h, "minute", &t->local.minute))
		t->parts |= FEED_MINUTE;
	if (number_group(h, "second", &t->local.second))
		t->parts |= FEED_SECOND;
	for (size_t n = 0; n < fraction.n && fraction.p[n] >= '0' && fraction.p[n] <= '9'; n++) {
		t->local.micro += (fraction.p[n] - '0') * unit;
		t->parts |= FEED_MICRO;
		unit /= 10;
	}
	cut_half(&half, t);
	if (offset.n)
		cut_offset(&offset, t);
}

static void who_and_how(const struct hit *h, struct feed_row *row)
{
	static const char *const kinds[] = {"action", "notice", "event"};

	row->how = STR("msg");
	row->nick = group(h, "nick");
	row->level = group(h, "level");
	row->text = group(h, "text");
	for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++) {
		struct str said = group(h, kinds[n]);

		if (!said.n)
			continue;
		row->how = n == 2 ? STR("other") : str_z(kinds[n]);
		row->text = row->text.n ? row->text : said;
	}
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	struct hit h = {.regex = s->own->regex, .line = line};
	struct regex_match m;
	struct str epoch;

	if (line.n > LINE_MAX_PATTERN)
		return FEED_STRANGE;
	h.shadow = shadow_of(s->arena, line);
	if (!regex_find(h.regex, h.shadow, 0, &m, NULL))
		return FEED_STRANGE;
	epoch = group(&h, "epoch");
	if (!epoch.n || !cut_stamp(&epoch, &row->time)) {
		day_groups(&h, &row->time);
		clock_groups(&h, &row->time);
	}
	who_and_how(&h, row);
	return FEED_ROW;
}

const struct feed feed_of_pattern = {"", "a pattern of your own", .take = take};
