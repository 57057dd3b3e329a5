/* feed_energymech.c: logs of EnergyMech and what writes like it: the day in the line or the file's name, no zone. */
#include "feed_internal.h"

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	struct feed_time *t = &row->time;

	(void)s;
	if (!cut_literal(&line, "["))
		return FEED_STRANGE;
	if (cut_month(&line, &t->local.month)) {
		cut_blanks(&line);
		if (!cut_number(&line, 1, 2, &t->local.day) || !cut_literal(&line, " ") ||
			!cut_number(&line, 4, 4, &t->local.year) || !cut_literal(&line, " "))
			return FEED_STRANGE;
		t->parts |= FEED_YEAR | FEED_DAY;
	}
	if (!cut_clock(&line, t) || !(t->parts & (FEED_SECOND | FEED_DAY)) ||
		!cut_literal(&line, "] "))
		return FEED_STRANGE;
	return chat_body(line, row) ? FEED_ROW : FEED_STRANGE;
}

const struct feed feed_energymech = {"energymech",
	"EnergyMech: [Mar 28 2026 20:59:33] <nick> text; the day there or in the file's name, no "
	"zone",
	FEED_GENERAL, take};
