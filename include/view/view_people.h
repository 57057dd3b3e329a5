/* view_people.h: who holds which role, since when, and which required roles are empty. */
#ifndef VIEW_VIEW_PEOPLE_H
#define VIEW_VIEW_PEOPLE_H

#include "base/str.h"
#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"

struct doc *view_people(
	struct arena *a, const struct policies *p, const struct incident *i, instant now);
/* Names of required roles that nobody holds, joined by ", "; empty when all are held. */
struct str view_people_missing(struct arena *a, const struct policies *p, const struct incident *i);
void view_people_json(struct buf *out, const struct incident *i);

#endif
