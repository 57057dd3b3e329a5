/* feed_irssi.c: logs of irssi's autolog: minutes without zone, days in control lines. */
#include "feed_internal.h"

/* "Sat Oct 24 22:58:06 2026", "Sun Oct 25 2026"; names of other languages are not known. */
static bool control_day(struct str s, struct feed_time *t)
{
	struct str name;

	if (!cut_word(&s, &name) || !cut_month(&s, &t->local.month))
		return false;
	cut_literal(&s, ".");
	cut_blanks(&s);
	if (!cut_number(&s, 1, 2, &t->local.day) || !cut_literal(&s, " "))
		return false;
	if (cut_clock(&s, t) && !cut_literal(&s, " "))
		return false;
	t->parts |= FEED_YEAR | FEED_DAY;
	return cut_number(&s, 4, 4, &t->local.year) && !s.n;
}

static enum feed_took control(struct feed_state *s, struct str line)
{
	if (!cut_literal(&line, "Log opened ") && !cut_literal(&line, "Log closed ") &&
		!cut_literal(&line, "Day changed "))
		return FEED_STRANGE;
	if (control_day(line, &s->day))
		return FEED_KNOWN;
	s->day.parts = 0;
	return FEED_STRANGE;
}

/* "-nick:#channel- text" */
static bool notice(struct str s, struct feed_row *row)
{
	struct str channel;

	if (!cut_literal(&s, "-") || !cut_until(&s, ":", &row->nick) || !row->nick.n ||
		str_find_ch(row->nick, ' ') >= 0 || !cut_until(&s, "- ", &channel) ||
		str_find_ch(channel, ' ') >= 0)
		return false;
	row->text = s;
	row->how = STR("notice");
	return true;
}

static bool message(struct str s, struct feed_row *row)
{
	if (cut_literal(&s, "-!- ")) {
		chat_event(s, row);
		return true;
	}
	if (str_starts(s, STR("<")))
		return chat_body(s, row);
	return str_starts(s, STR(" * ")) ? chat_body(str_cut(s, 1, s.n), row) : notice(s, row);
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	if (cut_literal(&line, "--- "))
		return control(s, line);
	if (line.n < 6 || line.p[2] != ':' || !cut_clock(&line, &row->time) ||
		!cut_literal(&line, " "))
		return FEED_STRANGE;
	return message(line, row) ? FEED_ROW : FEED_STRANGE;
}

const struct feed feed_irssi = {
	"irssi", "irssi autolog: 14:02 <nick> text; days in the log, no zone", .take = take};
