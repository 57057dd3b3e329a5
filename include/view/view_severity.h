/* view_severity.h: the level, its reasons, what is assumed, its history. */
#ifndef VIEW_VIEW_SEVERITY_H
#define VIEW_VIEW_SEVERITY_H

#include "base/str.h"
#include "core/board.h"
#include "core/severity.h"
#include "doc/doc.h"

/* The style role of a level. */
enum doc_role view_level_role(int level);
/* A what-if: level, deciding rule in words, assumed gauges, what would change it. */
struct doc *view_severity_result(struct arena *a, const struct severity_policy *p,
	const struct gauges *g, const struct severity_result *r);
/* An incident: the same for its gauges now, then the history and the minutes at each level. */
struct doc *view_severity(
	struct arena *a, const struct severity_policy *p, const struct incident *i, instant now);
/* Rows of the history: when, level, rules, by whom, reason. */
void view_severity_history(struct doc *d, const struct incident *i);
/* Minutes at each level until `now` or the close, one line. */
struct str view_severity_minutes(struct arena *a, const struct incident *i, instant now);
/* One JSON line {level, rules, assumed, provisional, reason, ...}; with an incident also declared,
 * computed, history. */
void view_severity_json(struct buf *out, const struct severity_policy *p, const struct gauges *g,
	const struct severity_result *r, const struct incident *i);

#endif
