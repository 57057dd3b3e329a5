/* view_outgoing.h: a text as it would be told to one audience now: promise, findings, consent. */
#ifndef VIEW_VIEW_OUTGOING_H
#define VIEW_VIEW_OUTGOING_H

#include "core/board.h"
#include "core/policy.h"
#include "core/update_consent.h"

struct outgoing_ask {
	const struct policies *policies;
	const struct incident *incident;
	struct str audience, text, author; /* author: a short name */
	instant now;
	instant next; /* as said beside the text; INSTANT_NONE: what the text names, else the table's interval */
};

struct outgoing {
	struct str audience;
	const struct cadence_row *row; /* of this level or the next worse; NULL: none */
	struct cadence_due due;        /* the promise that it answers */
	struct update_findings found;
	instant next;       /* the promise that it makes; INSTANT_NONE: none */
	bool named;         /* the text names it */
	struct str problem; /* why that promise may not be made; empty: it may */
	enum consent consent;
};
void view_outgoing(struct arena *a, const struct outgoing_ask *ask, struct outgoing *ret);

/* Facts for a text to the audience, with the next time that it would promise. */
void view_update_facts(struct arena *a, const struct policies *p, const struct incident *i,
	struct str audience, instant now, struct update_facts *ret);

#endif
