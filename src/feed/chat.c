/* chat.c: the parts of a line of chat that the programs of IRC write alike. */
#include "feed_internal.h"

struct str chat_nick(struct str nick)
{
	return nick.n > 1 && strchr("~&@%+! ", nick.p[0]) ? str_cut(nick, 1, nick.n) : nick;
}

void chat_event(struct str s, struct feed_row *row)
{
	static const struct {
		const char *words, *how;
	} kinds[] = {{" has joined", "join"}, {" has left", "part"}, {" has quit", "quit"},
		{" is now known as ", "nick"}, {" was kicked ", "kick"}, {" has kicked ", "kick"},
		{" changed the topic of ", "topic"}, {" changes topic to ", "topic"},
		{" has changed topic ", "topic"}, {" changed topic ", "topic"},
		{" sets mode", "mode"}};
	struct str rest = s, nick;

	row->text = s;
	row->how = STR("other");
	if (str_starts(s, STR("mode/")) || str_starts(s, STR("Mode ")))
		row->how = STR("mode");
	for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++)
		if (str_find(s, str_z(kinds[n].words)) >= 0) {
			row->how = str_z(kinds[n].how);
			if (cut_word(&rest, &nick))
				row->nick = nick;
			return;
		}
}

bool chat_body(struct str s, struct feed_row *row)
{
	struct str nick;

	row->how = STR("msg");
	if (cut_literal(&s, "<")) {
		if (!cut_until(&s, "> ", &nick)) {
			if (!str_ends(s, STR(">")))
				return false;
			nick = str_cut(s, 0, s.n - 1);
			s = str_cut(s, s.n, s.n);
		}
		row->nick = chat_nick(nick);
		row->text = s;
		return nick.n != 0;
	}
	if (cut_literal(&s, "*** ")) {
		chat_event(s, row);
		return true;
	}
	if (cut_literal(&s, "* ")) {
		row->how = STR("action");
		if (!cut_word(&s, &row->nick))
			return false;
		row->text = s;
		return true;
	}
	if (!cut_literal(&s, "-") || !cut_until(&s, "- ", &nick) || !nick.n ||
		str_find_ch(nick, ' ') >= 0)
		return false;
	row->how = STR("notice");
	if (!cut_until(&nick, ":", &row->nick))
		row->nick = nick;
	row->text = s;
	return true;
}
