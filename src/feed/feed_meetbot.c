/* feed_meetbot.c: raw logs of MeetBot meetings: seconds, the day in the file's name, no zone. */
#include "feed_internal.h"

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	(void)s;
	if (line.n < 10 || line.p[2] != ':' || !cut_clock(&line, &row->time) ||
		!(row->time.parts & FEED_SECOND) || !cut_literal(&line, " ") ||
		!(str_starts(line, STR("<")) || str_starts(line, STR("* "))))
		return FEED_STRANGE;
	return chat_body(line, row) ? FEED_ROW : FEED_STRANGE;
}

const struct feed feed_meetbot = {"meetbot",
	"MeetBot: 20:13:50 <nick> text; the day in the file's name, no zone (it writes UTC unless "
	"told otherwise)",
	.take = take};
