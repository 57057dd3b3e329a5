/* lint_text.c: finds what does not add up in the times of a text: a post-mortem, a status page entry, a pasted chat. */
#include "core/lint.h"

/* No incident lasts longer, and sums stay in their range. */
#define LENGTH_MOST (36500 * US_PER_DAY)

enum { CLAIMS_MAX = 32, NEAR_FRONT = 48, LINE_READ_MAX = 4000 };

/* A time as it stands in a line. */
struct stamp_seen {
	instant at; /* in UTC when no zone was said */
	size_t from, to;
	bool clock, zone, unfilled;
};

struct claim {
	struct lint_duration d;
	unsigned line;
};

struct reading {
	struct lint_findings *l;
	struct str line;
	unsigned number;
	bool any_zone, zone_word;
	instant before; /* the row above, INSTANT_NONE: there is none */
	instant detected, repaired, resolved, begun, ended;
	unsigned ended_line, headless, headless_line, zoneless_line;
	bool planned, outage, in_chat, under_header, generated;
	unsigned outage_line;
	struct claim claims[CLAIMS_MAX];
	size_t claim_count;
};

static void found(
	struct reading *r, enum lint_rule rule, unsigned line, size_t column, struct str text)
{
	struct lint_finding f = {
		.rule = rule, .text = text, .line = line, .column = (unsigned)column + 1};

	lint_add(r->l, &f);
}

/* ---- Words ---- */

static char low(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Case of ASCII letters does not count. */
static ptrdiff_t find_word(struct str s, const char *word)
{
	size_t n = strlen(word);

	for (size_t at = 0; at + n <= s.n; at++) {
		size_t k = 0;

		while (k < n && low(s.p[at + k]) == word[k])
			k++;
		if (k == n)
			return (ptrdiff_t)at;
	}
	return -1;
}

static bool has_any(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (find_word(s, *words) >= 0)
			return true;
	return false;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return low(c) >= 'a' && low(c) <= 'z';
}

/* ---- Lengths of time ---- */

static duration unit_of(struct str word)
{
	static const struct {
		const char *name;
		duration unit;
	} units[] = {{"day", US_PER_DAY}, {"hour", US_PER_H}, {"hr", US_PER_H}, {"min", US_PER_MIN},
		{"sec", US_PER_S}, {"d", US_PER_DAY}, {"h", US_PER_H}, {"m", US_PER_MIN},
		{"s", US_PER_S}};

	for (size_t n = 0; n < sizeof units / sizeof *units; n++) {
		bool whole = !units[n].name[1];

		if (whole ? word.n == 1 && low(word.p[0]) == units[n].name[0]
			  : find_word(word, units[n].name) == 0)
			return units[n].unit;
	}
	return 0;
}

/* "4h 33m", "399 minutes", "1 hour and 5 min" at the start. */
static bool length_take(struct str s, duration *ret)
{
	duration sum = 0;
	size_t at = 0;
	bool any = false;

	for (;;) {
		size_t digits = at, word;
		uint64_t value;

		while (digits < s.n && is_digit(s.p[digits]))
			digits++;
		if (!str_to_u64(str_cut(s, at, digits), 1000000, &value))
			break;
		while (digits < s.n && s.p[digits] == ' ')
			digits++;
		for (word = digits; word < s.n && is_letter(s.p[word]);)
			word++;
		if (!unit_of(str_cut(s, digits, word)) || sum > LENGTH_MOST)
			break;
		sum += (duration)value * unit_of(str_cut(s, digits, word));
		any = true;
		for (at = word; at < s.n && (s.p[at] == ' ' || s.p[at] == ',');)
			at++;
		if (find_word(str_cut(s, at, at + 4), "and ") == 0)
			at += 4;
	}
	*ret = any ? sum : *ret;
	return any;
}

static bool said_of(struct str s, enum lint_said *ret, size_t *ret_to)
{
	static const struct {
		const char *word;
		enum lint_said said;
	} words[] = {{"detect", SAID_DETECT}, {"repair", SAID_REPAIR}, {"mitigat", SAID_REPAIR},
		{"resol", SAID_RESOLVE}};

	for (size_t n = 0; n < sizeof words / sizeof *words; n++) {
		size_t at = strlen(words[n].word);

		if (find_word(s, words[n].word) != 0)
			continue;
		while (at < s.n && is_letter(s.p[at]))
			at++;
		*ret = words[n].said;
		*ret_to = at;
		return true;
	}
	return false;
}

bool lint_duration_find(struct str text, size_t from, struct lint_duration *ret)
{
	struct str rest = str_cut(text, from, text.n);
	ptrdiff_t at;

	for (; (at = find_word(rest, "time to ")) >= 0;
		rest = str_cut(rest, (size_t)at + 8, rest.n)) {
		struct str tail = str_cut(rest, (size_t)at + 8, rest.n);
		struct lint_duration d = {.at = (size_t)(rest.p - text.p) + (size_t)at};
		size_t to = 0;

		if (!said_of(tail, &d.said, &to))
			continue;
		while (to < tail.n && (strchr("*_:| \t=", tail.p[to])))
			to++;
		if (!length_take(str_cut(tail, to, tail.n), &d.length))
			continue;
		*ret = d;
		return true;
	}
	return false;
}

/* ---- Times ---- */

/* As many characters of the form: 0 is a digit, others stand for themselves. `?` and letters may stand for digits that nobody
 * knows. */
static bool is_form(struct str s, const char *form, bool *unknown)
{
	bool odd = false;

	for (size_t n = 0; form[n]; n++) {
		char c = n < s.n ? s.p[n] : 0;

		if (form[n] != '0' ? c != form[n] : !is_digit(c) && !strchr("?HhMm", c ? c : '!'))
			return false;
		odd = odd || (form[n] == '0' && !is_digit(c));
	}
	*unknown = *unknown || odd;
	return true;
}

static int number_at(struct str s, size_t from, size_t n)
{
	int v = 0;

	for (size_t k = from; k < from + n; k++)
		v = v * 10 + (s.p[k] - '0');
	return v;
}

static size_t zone_take(struct str s, int *ret_offset)
{
	static const struct {
		const char *name;
		int minutes;
	} names[] = {{"utc", 0}, {"gmt", 0}, {"z", 0}, {"cest", 120}, {"cet", 60}, {"bst", 60},
		{"pst", -480}, {"pdt", -420}, {"est", -300}, {"edt", -240}};
	size_t blanks = 0;
	bool odd = false;

	while (blanks < s.n && s.p[blanks] == ' ')
		blanks++;
	s = str_cut(s, blanks, s.n);
	if (s.n >= 6 && (s.p[0] == '+' || s.p[0] == '-') &&
		is_form(str_cut(s, 1, 6), "00:00", &odd) && !odd) {
		int m = number_at(s, 1, 2) * 60 + number_at(s, 4, 2);

		*ret_offset = s.p[0] == '-' ? -m : m;
		return blanks + 6;
	}
	for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
		size_t len = strlen(names[n].name);

		if (find_word(str_cut(s, 0, len), names[n].name) == 0 &&
			(s.n == len || !is_letter(s.p[len])) && (len > 1 || !blanks)) {
			*ret_offset = names[n].minutes;
			return blanks + len;
		}
	}
	return 0;
}

/* Seconds and their parts, which nothing here needs. */
static size_t skip_seconds(struct str s)
{
	size_t at = 0;
	bool odd = false;

	if (is_form(s, ":00", &odd))
		at = 3;
	if (at && at < s.n && s.p[at] == '.')
		for (at++; at < s.n && is_digit(s.p[at]);)
			at++;
	return at;
}

/* The time that begins at this byte; false: none does. */
static bool stamp_at(struct str s, size_t from, struct stamp_seen *ret)
{
	struct str rest = str_cut(s, from, s.n);
	struct civil c = {0};
	size_t at = 10, blanks = 0;
	int offset = 0;

	*ret = (struct stamp_seen){.from = from, .at = INSTANT_NONE};
	if (!rest.n || !is_digit(rest.p[0]) || !is_form(rest, "0000-00-00", &ret->unfilled) ||
		(from && (is_digit(s.p[from - 1]) || s.p[from - 1] == '-' || s.p[from - 1] == '/')))
		return false;
	while (at + blanks < rest.n && blanks < 4 && rest.p[at + blanks] == ' ')
		blanks++;
	if (!blanks && at < rest.n && rest.p[at] == 'T')
		blanks = 1;
	if (blanks && is_form(str_cut(rest, at + blanks, rest.n), "00:00", &ret->unfilled)) {
		ret->clock = true;
		at += blanks + 5;
		at += skip_seconds(str_cut(rest, at, rest.n));
		blanks = zone_take(str_cut(rest, at, rest.n), &offset);
		ret->zone = blanks > 0;
		at += blanks;
	}
	ret->to = from + at;
	if (ret->unfilled)
		return true;
	c.year = number_at(rest, 0, 4);
	c.month = number_at(rest, 5, 2);
	c.day = number_at(rest, 8, 2);
	if (c.month < 1 || c.month > 12 || c.day < 1 || c.day > 31)
		return false;
	if (ret->clock) {
		size_t clock = 10;

		while (!is_digit(rest.p[clock]))
			clock++;
		c.hour = number_at(rest, clock, 2);
		c.minute = number_at(rest, clock + 3, 2);
	}
	ret->at = time_from_civil(&c, offset);
	return true;
}

static bool stamp_find(struct str line, size_t from, struct stamp_seen *ret)
{
	for (size_t at = from; at + 10 <= line.n; at++)
		if (stamp_at(line, at, ret))
			return true;
	return false;
}

/* ---- Rows ---- */

/* A line of a table or a list: where its words begin; -1: it is none. */
static ptrdiff_t row_begin(struct str line)
{
	size_t at = 0;

	while (at < line.n && line.p[at] == ' ')
		at++;
	if (at >= line.n || !strchr("|-*", line.p[at]))
		return -1;
	for (at++; at < line.n && line.p[at] == ' ';)
		at++;
	return (ptrdiff_t)at;
}

static void check_stamp(struct reading *r, const struct stamp_seen *s, bool leads)
{
	struct arena *a = r->l->arena;
	struct str words = str_cut(r->line, s->from, s->to);

	if (s->unfilled)
		found(r, LINT_NO_TIME, r->number, s->from,
			str_fmt(a, "\"%.*s\" holds a place for a time: nobody has filled it in",
				STR_ARG(words)));
	else if (s->at < 0)
		found(r, LINT_NO_TIME, r->number, s->from,
			str_fmt(a, "\"%.*s\" is no time: it stands for one that has not come",
				STR_ARG(words)));
	else if (!s->clock && leads)
		found(r, LINT_NO_TIME, r->number, s->from,
			str_fmt(a, "%.*s: only the day is known", STR_ARG(words)));
	if (s->clock && !s->unfilled && s->at >= 0) {
		r->any_zone = r->any_zone || s->zone;
		if (!s->zone && !r->zoneless_line)
			r->zoneless_line = r->number;
	}
}

static void check_order(struct reading *r, const struct stamp_seen *s)
{
	struct arena *a = r->l->arena;

	if (s->at == INSTANT_NONE || !s->clock || s->at < 0)
		return;
	if (r->before != INSTANT_NONE && s->at < r->before)
		found(r, LINT_ORDER, r->number, s->from,
			str_fmt(a, "%s comes below a row of %s: which of the two is right?",
				time_iso_prec(a, s->at, PREC_MIN),
				time_iso_prec(a, r->before, PREC_MIN)));
	r->before = s->at;
}

/* The first time that is called so. */
static void keep_named(struct reading *r, const struct stamp_seen *s)
{
	struct str before = str_cut(r->line, 0, s->from);
	instant *slot = find_word(before, "detected") >= 0   ? &r->detected
			: find_word(before, "repaired") >= 0 ? &r->repaired
			: find_word(before, "resolved") >= 0 ? &r->resolved
							     : NULL;

	if (slot && *slot == INSTANT_NONE && s->clock && s->at != INSTANT_NONE)
		*slot = s->at;
}

/* "2021/22-??-?? HH:mm" is no date and yet holds the place of one. */
static void check_place(struct reading *r, size_t begin)
{
	struct str front = str_cut(r->line, begin, begin + 24);
	ptrdiff_t at = str_find(front, STR("??"));

	at = at < 0 ? str_find(front, STR("HH:")) : at;
	if (at >= 0 && front.n && is_digit(front.p[0]))
		found(r, LINT_NO_TIME, r->number, begin,
			STR("the place of a time that nobody has filled in"));
}

static void read_row(struct reading *r)
{
	ptrdiff_t begin = row_begin(r->line);
	struct stamp_seen s;

	if (begin < 0)
		r->before = INSTANT_NONE;
	if (begin >= 0 && !stamp_find(r->line, 0, &s))
		check_place(r, (size_t)begin);
	for (size_t from = 0, n = 0; stamp_find(r->line, from, &s); from = s.to, n++) {
		bool leads = begin >= 0 && !n && s.from == (size_t)begin;

		check_stamp(r, &s, leads);
		if (begin >= 0 && !n && s.from <= (size_t)begin + NEAR_FRONT) {
			keep_named(r, &s);
			check_order(r, &s);
		}
	}
}

static void read_lengths(struct reading *r)
{
	struct lint_duration d;

	for (size_t from = 0; r->claim_count < CLAIMS_MAX && lint_duration_find(r->line, from, &d);
		from = d.at + 1)
		r->claims[r->claim_count++] = (struct claim){d, r->number};
}

/* ---- Entries of a status page ---- */

static void read_entry(struct reading *r)
{
	static const char *const planned[] = {"maintenance", "upgrade", "planned", NULL};
	static const char *const outage[] = {"down", "disrupted", "outage", NULL};
	struct stamp_seen s = {.at = INSTANT_NONE};
	bool stamped = stamp_find(r->line, 0, &s) && s.clock && !s.unfilled;

	if (str_starts(r->line, STR("date:")) && stamped)
		r->begun = s.at;
	if (str_starts(r->line, STR("resolvedWhen:")) && stamped) {
		r->ended = s.at;
		r->ended_line = r->number;
	}
	if (str_starts(r->line, STR("title:")) && has_any(r->line, planned))
		r->planned = true;
	if (str_starts(r->line, STR("severity:")) && has_any(r->line, outage)) {
		r->outage = true;
		r->outage_line = r->number;
	}
}

/* ---- Pasted chat ---- */

/* ">name [8:27 AM]" */
static bool is_header(struct str line, size_t *ret_bracket)
{
	ptrdiff_t at = str_find(line, STR(" ["));
	struct str rest = at > 0 ? str_cut(line, (size_t)at + 2, line.n) : (struct str){0};
	size_t n = 0;
	bool odd = false;

	while (n < rest.n && n < 2 && is_digit(rest.p[n]))
		n++;
	rest = str_cut(rest, n, rest.n);
	*ret_bracket = at > 0 ? (size_t)at + 1 : 0;
	return n && is_form(rest, ":00", &odd) && !odd &&
	       (find_word(str_cut(rest, 3, 6), " am") == 0 ||
		       find_word(str_cut(rest, 3, 6), " pm") == 0 ||
		       str_starts(str_cut(rest, 3, 4), STR("]")));
}

static void read_chat(struct reading *r)
{
	size_t bracket = 0;
	ptrdiff_t edited = str_find(r->line, STR("(edited)"));
	struct str words = str_trim(r->line);

	if (words.n && words.p[0] == '>')
		words = str_trim(str_cut(words, 1, words.n));
	if (is_header(r->line, &bracket) && row_begin(r->line) < 0) {
		if (!r->in_chat)
			found(r, LINT_ZONE, r->number, bracket,
				STR("times of day without a date or a zone: which day, and whose "
				    "clock?"));
		if (str_ends(str_cut(r->line, 0, bracket), STR(" APP ")))
			found(r, LINT_BOT, r->number, 0, STR("a program said this, no person"));
		r->in_chat = true;
		r->under_header = false;
		return;
	}
	if (edited >= 0)
		found(r, LINT_EDITED, r->number, (size_t)edited,
			STR("these words were changed after they were said"));
	if (!r->in_chat || !words.n)
		return;
	if (r->under_header && !r->headless++)
		r->headless_line = r->number;
	r->under_header = true;
}

/* ---- The whole ---- */

static void check_claim(struct reading *r, const struct claim *c)
{
	instant to = c->d.said == SAID_REPAIR ? r->repaired : r->resolved;
	duration by_stamps = to - r->detected, off;
	struct arena *a = r->l->arena;

	if (c->d.said == SAID_DETECT || to == INSTANT_NONE || r->detected == INSTANT_NONE)
		return;
	off = c->d.length > by_stamps ? c->d.length - by_stamps : by_stamps - c->d.length;
	if (off >= US_PER_MIN)
		found(r, LINT_DURATION, c->line, c->d.at,
			str_fmt(a, "it says %s, the times above say %s from detected to %s",
				duration_short(a, c->d.length), duration_short(a, by_stamps),
				c->d.said == SAID_REPAIR ? "repaired" : "resolved"));
}

static void check_whole(struct reading *r)
{
	struct arena *a = r->l->arena;

	for (size_t n = 0; n < r->claim_count; n++)
		check_claim(r, &r->claims[n]);
	if (r->resolved != INSTANT_NONE && r->repaired != INSTANT_NONE && r->resolved < r->repaired)
		found(r, LINT_RECOVERY, 1, 0, STR("it was resolved before it was repaired"));
	if (r->begun != INSTANT_NONE && r->ended != INSTANT_NONE && r->ended < r->begun)
		found(r, LINT_ORDER, r->ended_line, 0,
			str_fmt(a, "it ends %s before it begins",
				duration_short(a, r->begun - r->ended)));
	if (r->planned && r->outage)
		found(r, LINT_PLANNED, r->outage_line, 0,
			STR("planned work with the severity of an outage: it is no incident"));
	if (r->zoneless_line && (r->any_zone || !r->zone_word))
		found(r, LINT_ZONE, r->zoneless_line, 0,
			r->any_zone ? STR("no zone is said here, elsewhere one is")
				    : STR("no zone is said for these times"));
	if (r->headless)
		found(r, LINT_NO_TIME, r->headless_line, 0,
			str_fmt(a, "%u line%s without a time of %s own belong%s to the one above",
				r->headless, r->headless == 1 ? "" : "s",
				r->headless == 1 ? "its" : "their", r->headless == 1 ? "s" : ""));
}

static void by_line(struct lint_findings *l)
{
	for (size_t n = 1; n < l->n; n++)
		for (size_t k = n; k > 0 && l->v[k - 1].line > l->v[k].line; k--) {
			struct lint_finding f = l->v[k];

			l->v[k] = l->v[k - 1];
			l->v[k - 1] = f;
		}
}

/* What an export wrote comes from the record, which has a check of its own. */
static bool is_generated(struct reading *r, struct str line)
{
	if (str_starts(line, STR("<!-- warroom:begin ")))
		r->generated = true;
	else if (str_starts(line, STR("<!-- warroom:end ")))
		r->generated = false;
	return r->generated;
}

void lint_text(struct arena *a, struct str text, struct lint_findings *ret)
{
	static const char *const zones[] = {"utc", "gmt", " cet", " cest", " bst", " pst", " pdt",
		" est)", " est ", "time zone", "timezone", "local time", NULL};
	struct reading *r = ARENA_NEW(a, struct reading);
	struct str line;

	*ret = (struct lint_findings){.arena = a};
	*r = (struct reading){.l = ret,
		.before = INSTANT_NONE,
		.detected = INSTANT_NONE,
		.repaired = INSTANT_NONE,
		.resolved = INSTANT_NONE,
		.begun = INSTANT_NONE,
		.ended = INSTANT_NONE};
	while (str_split(&text, '\n', &line)) {
		r->number++;
		if (is_generated(r, line))
			continue;
		r->line = str_cut(line, 0, LINE_READ_MAX);
		r->zone_word = r->zone_word || has_any(r->line, zones);
		read_row(r);
		read_lengths(r);
		read_entry(r);
		read_chat(r);
	}
	check_whole(r);
	by_line(ret);
}
