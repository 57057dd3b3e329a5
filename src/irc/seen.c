/* seen.c: which messages were heard before, by the name the server gives each. */
#include "irc/seen_internal.h"

#include "base/hash.h"

/* Whoever could choose two names with one mark could make a line unheard of: hence a hash that resists it. */
static uint64_t mark_of(struct str msgid)
{
	struct hash h = hash_bytes(msgid);
	uint64_t mark;

	memcpy(&mark, h.b, sizeof mark);
	return mark ? mark : 1;
}

struct str seen_name(struct arena *a, struct str nick, struct str text, struct str server_time)
{
	enum { TO_THE_SECOND = sizeof "2026-11-22T14:02:31" - 1 };

	if (server_time.n < TO_THE_SECOND)
		return (struct str){0};
	/* Blanks keep it apart from every name a server gives. */
	return str_fmt(a, "%.*s %.*s %.*s", STR_ARG(str_cut(server_time, 0, TO_THE_SECOND)),
		STR_ARG(nick), STR_ARG(text));
}

bool seen_again(struct seen *s, struct str msgid)
{
	uint64_t mark = mark_of(msgid);

	for (size_t i = 0; i < SEEN_MAX; i++)
		if (s->marks[i] == mark)
			return true;
	s->marks[s->next] = mark;
	s->next = (s->next + 1) % SEEN_MAX;
	return false;
}
