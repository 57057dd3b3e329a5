/* retro_loops.c: the parts of a post-mortem about tasks, decisions, beliefs and vendors. */
#include "view/retro_internal.h"
#include "view/view_loops.h"
#include "view/view_vendor.h"

void retro_tasks(const struct retro_ask *ask, struct doc *d)
{
	doc_append(d, view_tasks(d->arena, ask->incident, ask->now));
}

void retro_decisions(const struct retro_ask *ask, struct doc *d)
{
	doc_append(d, view_decisions(d->arena, ask->incident));
}

void retro_facts(const struct retro_ask *ask, struct doc *d)
{
	doc_append(d, view_known_facts(d->arena, ask->incident));
}

void retro_theories(const struct retro_ask *ask, struct doc *d)
{
	doc_append(d, view_beliefs(d->arena, ask->incident));
}

void retro_vendors(const struct retro_ask *ask, struct doc *d)
{
	view_vendor_scorecard(d, ask->incident);
}
