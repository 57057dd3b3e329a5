/* feed_slack.c: chat copied from Slack: a name with a local time, then lines of text; no day, no zone. */
#include "feed_internal.h"

enum { IN_CHAT, QUOTED };

/* Copied as quotation, or kept in a report: the mark in front and the blanks behind are not the writer's. */
static struct str bare(struct str line)
{
	if (cut_literal(&line, ">"))
		cut_literal(&line, " ");
	while (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
		line.n--;
	return line;
}

/* "name [8:27 AM]", "name  8:27 AM", "name [20:27]" */
static bool header(struct str line, struct feed_row *row)
{
	struct str s = line, time;
	struct feed_time t = {0};
	size_t n = s.n;
	bool bracket = str_ends(s, STR("]"));

	if (bracket)
		n--;
	while (n && strchr("0123456789:aApPmM", s.p[n - 1]))
		n--;
	/* Between the minutes and AM stands a blank. */
	if (n > 1 && s.p[n - 1] == ' ' && s.p[n - 2] >= '0' && s.p[n - 2] <= '9') {
		n--;
		while (n && strchr("0123456789:", s.p[n - 1]))
			n--;
	}
	if (n < 2 || s.p[n - 1] != (bracket ? '[' : ' '))
		return false;
	time = str_cut(s, n, s.n - bracket);
	if (!cut_clock(&time, &t) || (!cut_half(&time, &t) && !bracket) || time.n)
		return false;
	row->nick = str_trim(str_cut(s, 0, n - 1));
	row->time = t;
	row->how = STR("msg");
	return row->nick.n != 0 && row->nick.n <= 80;
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	struct str said = bare(line);

	if (header(said, row)) {
		s->mode[IN_CHAT] = 1;
		s->mode[QUOTED] = line.p[0] == '>';
		return FEED_ROW;
	}
	if (!said.n) {
		/* A quotation ends with an empty line that is not quoted. */
		if (!line.n && s->mode[QUOTED])
			s->mode[IN_CHAT] = 0;
		return FEED_KNOWN;
	}
	if (!s->mode[IN_CHAT])
		return FEED_STRANGE;
	row->text = said;
	return FEED_MORE;
}

const struct feed feed_slack = {"slack",
	"copied from Slack: name [8:27 AM], then the text; no day, no zone",
	FEED_JOINS | FEED_PROSE, take};
