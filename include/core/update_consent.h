/* update_consent.h: who may approve a text before it leaves, and when its writer may do so. */
#ifndef CORE_UPDATE_CONSENT_H
#define CORE_UPDATE_CONSENT_H

#include "core/board.h"
#include "core/cadence.h"

enum consent {
	CONSENT_FREE, /* the table asks for nobody */
	CONSENT_OWN, /* the writer commands, and approves by sending; recorded as their own approval */
	CONSENT_REASON, /* nobody else could approve, below SEV2: the writer may, with a reason on record */
	CONSENT_WAITS, /* others may approve; the writer may not */
	CONSENT_NOBODY /* somebody else must, and nobody who could is there */
};

/* What a text of `author` to the audience of `row` (NULL: none) needs now. Persons are short names. */
enum consent consent_needed(
	const struct incident *i, const struct cadence_row *row, struct str author);
/* Does the person hold a role that may approve: one of the table's, or commander or deputy? */
bool consent_may_approve(
	const struct incident *i, const struct cadence_row *row, struct str person);
/* "@lead, @ops1": who but the author could approve; empty when nobody. */
struct str consent_who(struct arena *a, const struct incident *i, const struct cadence_row *row,
	struct str author);

#endif
