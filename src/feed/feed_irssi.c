/* feed_irssi.c: logs of irssi's autolog: minutes without zone, days in control lines. */
#include "base/regex.h"
#include "base/utf8.h"
#include "feed/feed.h"
#include "feed_internal.h"

/* Control lines give the day; a line's own clock has hours and minutes, sometimes seconds. */
static const char pattern[] = "^(?:--- (?<ctl>Log opened|Log closed|Day changed) \\pL+\\.? "
			      "(?<mon>\\pL+)\\.? (?<day>\\d{1,2})"
			      "(?: (?<ch>\\d\\d):(?<cm>\\d\\d):(?<cs>\\d\\d))? (?<year>\\d{4})"
			      "|(?<h>\\d\\d):(?<m>\\d\\d)(?::(?<s>\\d\\d))? "
			      "(?:<[~&@%+! ]?(?<nick>[^ >]+)> (?<text>.*)"
			      "| \\* (?<actor>\\S+) (?<act>.*)"
			      "|-(?<from>[^\\s:]+):[@+]?[#&+!]\\S+- (?<notice>.*)"
			      "|-!- (?<event>.*)))$";

struct irssi {
	const struct regex *re;
	struct str line;   /* as it stands in the file */
	struct str shadow; /* what the pattern saw: the same with a mark for every broken byte */
	struct feed_clock clock;
	feed_row_fn *each;
	void *ctx;
};

/* Patterns never match broken bytes; a line that holds some is still a line. */
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

/* A group of the last match as a view into the file. */
static struct str group(const struct irssi *x, const char *name)
{
	struct str s = regex_group(x->re, name);
	size_t from = s.n ? (size_t)(s.p - x->shadow.p) : 0;

	return str_cut(x->line, from, from + s.n);
}

static int month_of(struct str name)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	for (int n = 0; n < 12 && name.n >= 3; n++)
		if (str_ieq(str_cut(name, 0, 3), str_n(names + 3 * n, 3)))
			return n + 1;
	return 0;
}

static int number(struct str s)
{
	uint64_t n;

	return str_to_u64(s, 9999, &n) ? (int)n : -1;
}

static enum rc control(struct irssi *x, unsigned long line, struct err *err)
{
	struct str name = group(x, "mon"), hour = group(x, "ch");
	int month = month_of(name);
	int minute = hour.n ? number(hour) * 60 + number(group(x, "cm")) : 0;

	if (!month)
		return err_set(err, RC_USAGE,
			"line %lu: %.*s is no English month; the log was written under another "
			"locale",
			line, STR_ARG(str_cut(name, 0, 20)));
	feed_clock_day(&x->clock, number(group(x, "year")), month, number(group(x, "day")), minute);
	return RC_OK;
}

static void event_how(struct feed_row *row)
{
	static const struct {
		const char *words, *how;
	} kinds[] = {{" has joined ", "join"}, {" has left ", "part"}, {" has quit ", "quit"},
		{" is now known as ", "nick"}, {" was kicked from ", "kick"},
		{" changed the topic of ", "topic"}};
	ptrdiff_t space = str_find_ch(row->text, ' ');

	row->how = STR("other");
	if (str_starts(row->text, STR("mode/")))
		row->how = STR("mode");
	for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++)
		if (str_find(row->text, str_z(kinds[n].words)) >= 0) {
			row->how = str_z(kinds[n].how);
			row->nick = space > 0 ? str_cut(row->text, 0, (size_t)space) : row->nick;
			return;
		}
}

static enum rc message(struct irssi *x, unsigned long line, struct err *err)
{
	struct feed_row row = {.line = line, .how = STR("msg")};
	struct str seconds = group(x, "s");
	enum rc rc;

	row.nick = group(x, "nick");
	row.text = group(x, "text");
	if (!row.nick.n && (row.nick = group(x, "actor")).n) {
		row.text = group(x, "act");
		row.how = STR("action");
	} else if (!row.nick.n && (row.nick = group(x, "from")).n) {
		row.text = group(x, "notice");
		row.how = STR("notice");
	} else if (!row.nick.n) {
		row.text = group(x, "event");
		event_how(&row);
	}
	row.precision = seconds.n ? PREC_S : PREC_MIN;
	rc = feed_clock_time(&x->clock, number(group(x, "h")), number(group(x, "m")),
		seconds.n ? number(seconds) : 0, &row, err);
	return rc == RC_OK ? x->each(&row, x->ctx) : rc;
}

static enum rc parse(struct arena *a, struct str file, const struct zone *zone, instant day,
	feed_row_fn *each, void *ctx, unsigned long *ret_skipped, struct err *err)
{
	struct irssi x = {.each = each, .ctx = ctx, .clock = {.zone = zone}};
	unsigned long line = 0, skipped = 0;
	struct regex *re;
	struct str part;
	enum rc rc = regex_new(str_z(pattern), 0, &re, err);

	if (rc != RC_OK)
		return rc;
	x.re = re;
	feed_clock_start(&x.clock, day);
	while (rc == RC_OK && file.n && str_split(&file, '\n', &part)) {
		struct regex_match m;

		line++;
		if (str_ends(part, STR("\r")))
			part.n--;
		if (!part.n)
			continue;
		x.line = part;
		x.shadow = shadow_of(a, part);
		if (!regex_find(re, x.shadow, 0, &m, NULL))
			skipped++;
		else
			rc = group(&x, "ctl").n ? control(&x, line, err) : message(&x, line, err);
	}
	regex_free(re);
	if (rc == RC_OK)
		*ret_skipped = skipped;
	return rc;
}

const struct feed feed_irssi = {"irssi", "irssi autolog: HH:MM, day changes in the log", parse};
