/* feed_limnoria.c: logs of Limnoria's ChannelLogger: full times that look like ISO 8601 and are local, no zone. */
#include "feed_internal.h"

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	(void)s;
	if (!cut_date(&line, &row->time) || !cut_literal(&line, "T") ||
		!cut_clock(&line, &row->time) || !cut_literal(&line, "  "))
		return FEED_STRANGE;
	return chat_body(line, row) ? FEED_ROW : FEED_STRANGE;
}

const struct feed feed_limnoria = {"limnoria",
	"Limnoria ChannelLogger: 2026-03-28T20:59:26  <nick> text; no zone", .take = take};
