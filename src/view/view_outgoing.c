/* view_outgoing.c: a text as it would be told to one audience now: promise, findings, consent. */
#include "view/view_outgoing.h"

#include "view/view_comms.h"

/* The table's interval from now; INSTANT_NONE when no minute is promised. */
static instant usual_next(
	const struct policies *p, const struct incident *i, struct str audience, instant now)
{
	const struct cadence_row *row = cadence_row(p->cadence, i->level, audience);
	struct cadence_ask c = view_cadence_ask(i, audience);
	duration every = row ? cadence_interval(row, c.phase) : 0;

	return every > 0 && i->status < STATUS_RESOLVED ? now + every : INSTANT_NONE;
}

void view_outgoing(struct arena *a, const struct outgoing_ask *ask, struct outgoing *ret)
{
	const struct policies *p = ask->policies;
	const struct incident *i = ask->incident;
	struct cadence_ask c = view_cadence_ask(i, ask->audience);
	instant usual = usual_next(p, i, ask->audience, ask->now);
	struct update_facts facts;
	struct err why;
	struct update_check check = {.phrases = p->phrases,
		.texts = p->updates,
		.audience = ask->audience,
		.text = ask->text,
		.incident = i,
		.phase = i->status,
		.level = i->level,
		.now = ask->now,
		.next = ask->next,
		.suggest = ask->next != INSTANT_NONE ? ask->next : usual,
		.normal = usual};

	*ret = (struct outgoing){.audience = ask->audience};
	update_facts_read(a, p->severity, i, usual, &facts);
	check.users = facts.v[FACT_USERS];
	update_check(a, &check, &ret->found);
	ret->row = cadence_row_or_worse(p->cadence, i->level, ask->audience);
	cadence_due(p->cadence, &c, &ret->due);
	ret->named = ask->next == INSTANT_NONE && ret->found.named > ask->now;
	ret->next = ask->next != INSTANT_NONE ? ask->next : ret->named ? ret->found.named : usual;
	if (ret->next != INSTANT_NONE && (ask->next != INSTANT_NONE || ret->named) &&
		cadence_may_promise(p->cadence, &c, ask->now, ret->next, &why) != RC_OK)
		ret->problem = str_z(arena_strdup(a, why.text));
	ret->consent = consent_needed(i, ret->row, ask->author);
}

void view_update_facts(struct arena *a, const struct policies *p, const struct incident *i,
	struct str audience, instant now, struct update_facts *ret)
{
	update_facts_read(a, p->severity, i, usual_next(p, i, audience, now), ret);
}
