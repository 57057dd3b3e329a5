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
void retro_gaps(const struct retro_ask *ask, struct doc *d);

#endif
