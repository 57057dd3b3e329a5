/* feed_weechat.c: logs of WeeChat's logger: full local times and tabs, no zone. */
#include "feed_internal.h"

static void notice(struct str s, struct feed_row *row)
{
	struct str nick;

	chat_event(s, row);
	if (!cut_literal(&s, "Notice(") || !cut_until(&s, "): ", &nick))
		return;
	row->nick = nick;
	row->text = s;
	row->how = STR("notice");
}

static enum feed_took take(struct feed_state *s, struct str line, struct feed_row *row)
{
	struct str prefix;

	(void)s;
	if (!cut_date(&line, &row->time) || !(cut_literal(&line, " ") || cut_literal(&line, "T")) ||
		!cut_clock(&line, &row->time))
		return FEED_STRANGE;
	cut_offset(&line, &row->time);
	if (!cut_literal(&line, "\t") || !cut_until(&line, "\t", &prefix))
		return FEED_STRANGE;
	row->text = line;
	if (str_eq_z(prefix, "-->") || str_eq_z(prefix, "<--") || str_eq_z(prefix, "=!=")) {
		chat_event(line, row);
	} else if (str_eq_z(prefix, "--")) {
		notice(line, row);
	} else if (str_eq_z(prefix, " *")) {
		row->how = STR("action");
		if (!cut_word(&row->text, &row->nick))
			return FEED_STRANGE;
	} else {
		row->how = prefix.n ? STR("msg") : STR("other");
		row->nick = chat_nick(prefix);
	}
	return FEED_ROW;
}

const struct feed feed_weechat = {
	"weechat", "WeeChat logger: 2026-03-28 23:59:33 TAB nick TAB text; no zone", .take = take};
