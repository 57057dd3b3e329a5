/* feed_irssi.c: logs of irssi's autolog: minutes without zone, days in control lines. */
#include "base/regex.h"
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
	struct feed_clock clock;
	feed_row_fn *each;
	void *ctx;
};

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
	struct str name = regex_group(x->re, "mon");
	int month = month_of(name);

	if (!month)
		return err_set(err, RC_USAGE,
			"line %lu: %.*s is no English month; the log was written under another "
			"locale",
			line, STR_ARG(str_cut(name, 0, 20)));
	feed_clock_day(&x->clock, number(regex_group(x->re, "year")), month,
		number(regex_group(x->re, "day")));
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
	struct str seconds = regex_group(x->re, "s");
	enum rc rc;

	row.nick = regex_group(x->re, "nick");
	row.text = regex_group(x->re, "text");
	if (!row.nick.n && (row.nick = regex_group(x->re, "actor")).n) {
		row.text = regex_group(x->re, "act");
		row.how = STR("action");
	} else if (!row.nick.n && (row.nick = regex_group(x->re, "from")).n) {
		row.text = regex_group(x->re, "notice");
		row.how = STR("notice");
	} else if (!row.nick.n) {
		row.text = regex_group(x->re, "event");
		event_how(&row);
	}
	row.precision = seconds.n ? PREC_S : PREC_MIN;
	rc = feed_clock_time(&x->clock, number(regex_group(x->re, "h")),
		number(regex_group(x->re, "m")), seconds.n ? number(seconds) : 0, &row, err);
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

	(void)a;
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
		if (!regex_find(re, part, 0, &m, NULL))
			skipped++;
		else
			rc = regex_group(re, "ctl").n ? control(&x, line, err)
						      : message(&x, line, err);
	}
	regex_free(re);
	if (rc == RC_OK)
		*ret_skipped = skipped;
	return rc;
}

const struct feed feed_irssi = {"irssi", "irssi autolog: HH:MM, day changes in the log", parse};
