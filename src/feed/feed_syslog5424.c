/* feed_syslog5424.c: syslog as of RFC 5424: full times with their offset, structured data. */
#include "feed_internal.h"
#include "syslog_level.h"

/* "-", or elements in brackets; inside quotes a backslash hides what is behind it. */
static bool structured(struct str *s)
{
	size_t n = 0;
	bool quoted = false;

	if (cut_literal(s, "-"))
		return true;
	while (n < s->n && (s->p[n] == '[' || n)) {
		for (; n < s->n && (quoted || s->p[n] != ']'); n++) {
			if (quoted && s->p[n] == '\\')
				n++;
			else if (s->p[n] == '"')
				quoted = !quoted;
		}
		if (n >= s->n)
			return false;
		n++;
		if (n == s->n || s->p[n] == ' ')
			break;
		if (s->p[n] != '[')
			return false;
	}
	*s = str_cut(*s, n, s->n);
	return n > 0;
}

static struct str who(struct feed_state *s, struct str host, struct str app)
{
	bool no_host = str_eq_z(host, "-"), no_app = str_eq_z(app, "-");

	if (no_host || no_app)
		return no_app ? (no_host ? (struct str){0} : host) : app;
	return name_at(s->arena, app, host);
}

/* A frame by its length, as over TCP: "83 <13>1 ..." */
static void skip_length(struct str *s)
{
	struct str at = *s;
	int length;

	if (cut_number(&at, 1, 6, &length) && cut_literal(&at, " ") && at.n && at.p[0] == '<')
		*s = at;
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	struct str host, app, process, message;
	int pri;

	skip_length(&line);
	if (!cut_literal(&line, "<") || !cut_number(&line, 1, 3, &pri) || pri > 191 ||
		!cut_literal(&line, ">1 "))
		return FEED_STRANGE;
	if (!cut_literal(&line, "- ") &&
		(!cut_date(&line, &row->time) || !cut_literal(&line, "T") ||
			!cut_clock(&line, &row->time) || !cut_offset(&line, &row->time) ||
			!cut_literal(&line, " ")))
		return FEED_STRANGE;
	if (!cut_word(&line, &host) || !cut_word(&line, &app) || !cut_word(&line, &process) ||
		!cut_word(&line, &message) || !structured(&line))
		return FEED_STRANGE;
	cut_literal(&line, " ");
	cut_literal(&line, "\xef\xbb\xbf");
	row->level = syslog_level(pri % 8);
	row->nick = who(s, host, app);
	row->text = line;
	row->how = STR("log");
	return FEED_ROW;
}

const struct feed feed_syslog5424 = {"syslog5424",
	"syslog, RFC 5424: <13>1 2026-05-04T10:04:11Z host app 1 - - text; zone in the line",
	.take = take};
