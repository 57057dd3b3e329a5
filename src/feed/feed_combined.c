/* feed_combined.c: access logs of Apache and NGINX, common or combined: times with their offset. */
#include "feed_internal.h"

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	struct str at = line, before;

	(void)s;
	if (!cut_word(&at, &row->nick) || !cut_until(&at, "[", &before) ||
		!cut_stamp(&at, &row->time) || !(row->time.parts & FEED_OFFSET) ||
		!cut_literal(&at, "] ") || !str_starts(at, STR("\"")))
		return FEED_STRANGE;
	row->text = at;
	row->how = STR("log");
	return FEED_ROW;
}

const struct feed feed_combined = {"combined",
	"access logs of Apache and NGINX: host - - [17/May/2015:10:05:03 +0000] \"GET ...\"; zone "
	"in the line",
	.take = take};
