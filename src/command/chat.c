/* chat.c: a row of chat beside the events of a timeline. */
#include "command/command.h"
#include "view/view_timeline.h"

/* What a log says without a name was not said by the person who imported it. */
static struct str who(const struct chat_row *c)
{
	if (c->nick.n)
		return c->nick;
	return c->kind == EV_IMPORT_LINE ? STR("import") : c->actor;
}

void chat_row_add(struct timeline *t, const struct timeline_filter *f, uint32_t incident,
	const struct chat_row *c)
{
	timeline_add(t, f,
		&(struct timeline_row){.seq = c->seq,
			.incident = incident,
			.occurred = c->occurred,
			.recorded = c->recorded,
			.precision = c->precision,
			.kind = str_z(event_kind_name(c->kind)),
			.actor = who(c),
			.door = c->door,
			.text = c->text,
			.zone = c->zone,
			.spoken = true,
			.log = c->log});
}
