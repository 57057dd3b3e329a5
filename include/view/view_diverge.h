/* view_diverge.h: departures from the normal state and what became of each. */
#ifndef VIEW_VIEW_DIVERGE_H
#define VIEW_VIEW_DIVERGE_H

#include "base/json.h"
#include "base/str.h"
#include "core/board.h"
#include "doc/doc.h"

/* "open", "open, past 14:00Z", "reverted", "accepted" */
struct str view_divergence_state(struct arena *a, const struct divergence *d, instant now);
enum doc_role view_divergence_role(const struct divergence *d, instant now);
struct doc *view_divergences(struct arena *a, const struct incident *i, instant now);
/* One of them with all that is known, as fields; a sentence when there is none of this number. */
struct doc *view_divergence(struct arena *a, const struct incident *i, uint32_t id, instant now);
void view_divergences_json(struct buf *out, const struct incident *i);
/* One of them as an object, also for exports. name: NULL inside an array. */
void view_divergence_object(struct json_out *o, const char *name, const struct divergence *d);
/* Fields for what is owed next. */
void view_divergences_owed(struct doc *d, const struct incident *i, instant now);

#endif
