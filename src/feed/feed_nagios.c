/* feed_nagios.c: the event log of Nagios and Icinga 1: an instant, a kind, parts between semicolons. */
#include "feed_internal.h"

static struct str level_of(struct str parts)
{
	static const char *const known[] = {
		"CRITICAL", "WARNING", "UNKNOWN", "OK", "DOWN", "UNREACHABLE", "UP"};
	struct str one;

	while (str_split(&parts, ';', &one))
		for (size_t n = 0; n < sizeof known / sizeof *known; n++)
			if (str_eq_z(one, known[n]))
				return one;
	return (struct str){0};
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	struct str kind, host, parts;

	(void)s;
	if (!cut_literal(&line, "[") || line.n < 11 || line.p[0] < '0' || line.p[0] > '9' ||
		!cut_stamp(&line, &row->time) || !(row->time.parts & FEED_EPOCH) ||
		!cut_literal(&line, "] "))
		return FEED_STRANGE;
	row->text = parts = line;
	row->how = STR("log");
	if (cut_until(&parts, ": ", &kind)) {
		row->level = level_of(parts);
		if (row->level.n && cut_until(&parts, ";", &host))
			row->nick = host;
	}
	return FEED_ROW;
}

const struct feed feed_nagios = {"nagios",
	"Nagios and Icinga 1: [1777888918] SERVICE ALERT: host;service;CRITICAL;HARD;3;text; "
	"instants",
	.take = take};
