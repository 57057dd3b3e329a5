/* chat.c: a row of chat beside the events of a timeline. */
#include "command/command.h"
#include "view/view_timeline.h"

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
			.actor = c->nick.n ? c->nick : c->actor,
			.door = c->door,
			.text = c->text,
			.zone = c->zone});
}
