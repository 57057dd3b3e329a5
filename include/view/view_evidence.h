/* view_evidence.h: what was kept, with its hash and its way from hand to hand. */
#ifndef VIEW_VIEW_EVIDENCE_H
#define VIEW_VIEW_EVIDENCE_H

#include "base/json.h"
#include "base/str.h"
#include "core/board.h"
#include "doc/doc.h"

/* Who has it now: the last hand, or who kept it. */
struct str view_evidence_holder(const struct evidence *x);
/* When it was so; nobody needs the microseconds of that. */
struct str view_evidence_taken(struct arena *a, const struct evidence *x);
struct doc *view_evidence_list(struct arena *a, const struct incident *i);
/* One item with all that is known, as fields; a sentence when there is none of this number. */
struct doc *view_evidence(struct arena *a, const struct incident *i, uint32_t id);
void view_evidence_json(struct buf *out, const struct incident *i);
/* One item as an object, also for exports. name: NULL inside an array. */
void view_evidence_object(struct json_out *o, const char *name, const struct evidence *x);

#endif
