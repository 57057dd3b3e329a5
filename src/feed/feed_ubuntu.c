/* feed_ubuntu.c: public channel logs: [17:21] <nick> text, system lines without a time, sometimes channel and day in front. */
#include "feed_internal.h"

/* "channel 2013-01-26 " in front of every line. */
static bool dated(struct str *s, struct feed_time *t)
{
	struct str at = *s, channel;

	if (!cut_word(&at, &channel) || !cut_date(&at, t) || !cut_literal(&at, " "))
		return false;
	*s = at;
	return true;
}

static enum feed_took system_line(struct str s, struct feed_row *row)
{
	struct str first, rest = s = str_trim(s);

	chat_event(s, row);
	if (!row->nick.n && str_starts(s, STR("mode/")))
		row->how = STR("mode");
	if (!cut_word(&rest, &first))
		return FEED_KNOWN;
	/* The line says no time; a day in front of it is not when it was. */
	row->time.parts = 0;
	return FEED_ROW;
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	bool day = !str_starts(line, STR("[")) && dated(&line, &row->time);

	(void)s;
	if (cut_literal(&line, "=== "))
		return system_line(line, row);
	if (!cut_literal(&line, "[") || line.n < 7 || line.p[2] != ':' ||
		!cut_clock(&line, &row->time) || !cut_literal(&line, "] "))
		return FEED_STRANGE;
	if (!day && (row->time.parts & FEED_SECOND))
		return FEED_STRANGE;
	cut_blanks(&line);
	if (!chat_body(line, row)) {
		struct str nick;

		/* "<nick>" and a tab. */
		if (!cut_literal(&line, "<") || !cut_until(&line, ">", &nick) || !nick.n)
			return FEED_STRANGE;
		row->nick = chat_nick(nick);
		row->text = line;
		row->how = STR("msg");
	}
	row->text = str_trim(row->text);
	return FEED_ROW;
}

const struct feed feed_ubuntu = {"ubuntu",
	"channel logs as of #ubuntu: [17:21] <nick> text; the day in front or in the file's name, "
	"no zone",
	.take = take};
