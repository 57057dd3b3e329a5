/* feed_syslog.c: syslog as of RFC 3164, as most systems write it to files: a month and a day, no year, no zone. */
#include "feed_internal.h"
#include "syslog_level.h"

/* "app[pid]: text" */
static struct str program(struct str s)
{
	struct str at = s, app;
	size_t n = 0;

	if (!cut_until(&at, ": ", &app))
		return (struct str){0};
	while (n < app.n && app.p[n] != '[' && app.p[n] != ' ')
		n++;
	return n && n <= 48 && (n == app.n || app.p[n] == '[') ? str_cut(app, 0, n)
							       : (struct str){0};
}

/* "May  4 10:01:58 ", or the ISO time that newer daemons write in its place. */
static bool stamp(struct str *s, struct feed_time *t)
{
	struct str at = *s;

	if (cut_month(&at, &t->local.month) && cut_literal(&at, " ")) {
		cut_blanks(&at);
		if (!cut_number(&at, 1, 2, &t->local.day) || !cut_literal(&at, " ") ||
			!cut_clock(&at, t) || !cut_literal(&at, " "))
			return false;
		t->parts |= FEED_DAY;
	} else if (!cut_date(&at, t) || !cut_literal(&at, "T") || !cut_clock(&at, t) ||
		   !cut_offset(&at, t) || !cut_literal(&at, " ")) {
		return false;
	}
	*s = at;
	return true;
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	struct str host, app;
	int pri;

	if (cut_literal(&line, "<")) {
		if (!cut_number(&line, 1, 3, &pri) || !cut_literal(&line, ">") || pri > 191)
			return FEED_STRANGE;
		row->level = syslog_level(pri % 8);
	}
	if (!stamp(&line, &row->time) || !cut_word(&line, &host))
		return FEED_STRANGE;
	app = program(line);
	row->nick = app.n ? name_at(s->arena, app, host) : host;
	row->text = line;
	row->how = STR("log");
	return FEED_ROW;
}

const struct feed feed_syslog = {"syslog",
	"syslog, RFC 3164: May  4 10:01:58 host app[1]: text; no year, no zone", .take = take};
