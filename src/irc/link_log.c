/* link_log.c: the last steps of a link, for people who ask what it has been through. */
#include "irc/link_log_internal.h"

#include "base/utf8.h"

void link_log_add(struct link_log *l, instant at, enum link_state state, const char *why)
{
	struct link_step *s = &l->v[l->next];

	*s = (struct link_step){.at = at, .state = state};
	snprintf(s->why, sizeof s->why, "%s", why);
	l->next = (l->next + 1) % LINK_LOG_MAX;
	if (l->n < LINK_LOG_MAX)
		l->n++;
}

const char *link_state_words(enum link_state s)
{
	static const char *const words[] = {
		[LINK_OFF] = "nobody wants a link",
		[LINK_RESOLVE] = "passwords are fetched and the address is looked up",
		[LINK_DIAL] = "each address is tried",
		[LINK_SECURE] = "encryption begins and the server proves itself",
		[LINK_REGISTER] = "extensions, login and nick are settled",
		[LINK_SETUP] = "the server says what it is like",
		[LINK_JOIN] = "the channel is asked for",
		[LINK_SYNC] = "members and older lines arrive; nothing is obeyed yet",
		[LINK_LIVE] = "the channel is heard",
		[LINK_SUSPECT] = "silence was questioned",
		[LINK_BACKOFF] = "waiting before the next attempt",
	};

	return words[s];
}

static void show_step(
	const struct link_step *s, const struct zone *z, struct doc *d, struct doc_block *table)
{
	struct doc_row *row = doc_table_row(d, table, (struct str){0});
	struct str why = utf8_plain(d->arena, str_z(s->why), UTF8_LINE);
	struct civil c = time_civil(s->at, zone_offset_min(z, s->at));

	doc_cell(d, row, 0, ROLE_DIM,
		str_fmt(d->arena, "%02d:%02d:%02d", c.hour, c.minute, c.second));
	doc_cell(d, row, 1, s->state == LINK_BACKOFF ? ROLE_WAIT : ROLE_TEXT,
		str_z(link_state_name(s->state)));
	doc_cell(d, row, 2, ROLE_TEXT, why.n ? why : str_z(link_state_words(s->state)));
}

void link_log_show(const struct link_log *l, const struct zone *z, struct doc *d)
{
	static const struct doc_column columns[] = {{.title = {"time", 4}}, {.title = {"state", 5}},
		{.title = {"what happened", 13}, .flexible = true}};
	struct doc_block *table;

	if (l->n == 0) {
		doc_para(d, STR("the link has done nothing in this process"));
		return;
	}
	table = doc_table(d, columns, sizeof columns / sizeof columns[0]);
	for (size_t i = 0; i < l->n; i++)
		show_step(&l->v[(l->next + LINK_LOG_MAX - l->n + i) % LINK_LOG_MAX], z, d, table);
}
