/* retro_lint.c: what does not add up in the timeline, before the post-mortem is shared. */
#include "core/lint.h"
#include "view/retro_internal.h"
#include "view/view_lint.h"

void retro_lint(const struct retro_ask *ask, struct doc *d)
{
	struct lint_findings l, kept = {.arena = d->arena};

	lint_incident(d->arena, ask->policies, ask->incident, ask->now, &l);
	for (size_t n = 0; n < l.n; n++)
		if (l.v[n].rule != LINT_MISSING)
			lint_add(&kept, &l.v[n]);
	kept.more = l.more;
	doc_append(d, view_lint(d->arena, &kept, true));
}

void retro_lint_json(struct json_out *o, const struct retro_ask *ask)
{
	struct lint_findings l;

	lint_incident(o->buf->arena, ask->policies, ask->incident, ask->now, &l);
	json_out_open(o, "lint", '[');
	for (size_t n = 0; n < l.n; n++)
		view_lint_object(o, &l.v[n]);
	json_out_close(o, ']');
}
