/* view_incident.h: an incident in one look, and the list of all. */
#ifndef VIEW_VIEW_INCIDENT_H
#define VIEW_VIEW_INCIDENT_H

#include "base/str.h"
#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"

struct doc *view_incident(
	struct arena *a, const struct policies *p, const struct incident *i, instant now);
void view_incident_json(struct buf *out, struct arena *a, const struct policies *p,
	const struct incident *i, instant now);
struct doc *view_incidents(struct arena *a, const struct board *b, bool all, instant now);
void view_incidents_json(struct buf *out, const struct board *b, bool all);

#endif
