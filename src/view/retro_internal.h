/* retro_internal.h: the parts of a post-mortem that follow the timeline. */
#ifndef VIEW_RETRO_INTERNAL_H
#define VIEW_RETRO_INTERNAL_H

#include "base/json.h"
#include "view/view_retro.h"

void retro_figure(const struct retro_ask *ask, struct doc *d);
void retro_timeline(const struct retro_ask *ask, struct doc *d);
void retro_corrections(const struct retro_ask *ask, struct doc *d);
void retro_wording(const struct retro_ask *ask, struct doc *d);
void retro_people(const struct retro_ask *ask, struct doc *d);
void retro_people_json(struct json_out *o, const struct incident *i);
void retro_tasks(const struct retro_ask *ask, struct doc *d);
void retro_decisions(const struct retro_ask *ask, struct doc *d);
void retro_facts(const struct retro_ask *ask, struct doc *d);
void retro_theories(const struct retro_ask *ask, struct doc *d);
void retro_vendors(const struct retro_ask *ask, struct doc *d);
/* What does not add up, but for milestones that are missing: those are asked for. */
void retro_lint(const struct retro_ask *ask, struct doc *d);
void retro_lint_json(struct json_out *o, const struct retro_ask *ask);
void retro_gaps(const struct retro_ask *ask, struct doc *d);
void retro_changes(const struct retro_ask *ask, struct doc *d);
void retro_evidence(const struct retro_ask *ask, struct doc *d);
void retro_divergences(const struct retro_ask *ask, struct doc *d);
/* The same as members of the JSON object. */
void retro_put_changes(struct json_out *o, const struct incident *i);
/* Questions that changes, reviews and departures leave open, at most retro_change_questions_max; returns how many. */
size_t retro_change_questions_max(const struct incident *i);
size_t retro_change_questions(struct arena *a, const struct incident *i, struct str *v);

#endif
