/* people_internal.h: the facts about people that the list and the post-mortem write alike. */
#ifndef VIEW_PEOPLE_INTERNAL_H
#define VIEW_PEOPLE_INTERNAL_H

#include "base/json.h"
#include "core/board.h"

/* Members of an open object. */
void people_json_time(struct json_out *o, const char *name, instant at);
void people_json_tenure(struct json_out *o, const struct tenure *t);
void people_json_handover(struct json_out *o, const struct handover *h);
void people_json_presence(struct json_out *o, const struct presence *x);

#endif
