/* feed_znc.c: logs of ZNC's log module: seconds without zone, the day in the file's name. */
#include "feed_internal.h"

/* "Joins: nick (u@h)", "Parts: ...", "Quits: ...", "nick sets mode: ...", "nick is now known as ..." */
static void event(struct str s, struct feed_row *row)
{
	static const struct {
		const char *words, *how;
	} kinds[] = {{"Joins: ", "join"}, {"Parts: ", "part"}, {"Quits: ", "quit"}};

	chat_event(s, row);
	for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++)
		if (cut_literal(&s, kinds[n].words)) {
			row->how = str_z(kinds[n].how);
			cut_word(&s, &row->nick);
			return;
		}
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	(void)s;
	if (!cut_literal(&line, "[") || line.n < 10 || line.p[2] != ':' ||
		!cut_clock(&line, &row->time) || !(row->time.parts & FEED_SECOND) ||
		!cut_literal(&line, "] "))
		return FEED_STRANGE;
	if (cut_literal(&line, "*** ")) {
		event(line, row);
		return FEED_ROW;
	}
	return chat_body(line, row) ? FEED_ROW : FEED_STRANGE;
}

const struct feed feed_znc = {"znc",
	"ZNC log module: [20:59:33] <nick> text; the day in the file's name, no zone",
	.take = take};
