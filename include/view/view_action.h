/* view_action.h: the action items of an incident. */
#ifndef VIEW_VIEW_ACTION_H
#define VIEW_VIEW_ACTION_H

#include "base/json.h"
#include "base/str.h"
#include "core/board.h"
#include "doc/doc.h"

struct doc *view_actions(struct arena *a, const struct incident *i, instant now);
void view_actions_json(struct buf *out, const struct incident *i);
/* What is due within a day or late, and what waits for somebody to say whether it helped: one field each. */
void view_actions_next(struct doc *d, const struct incident *i, instant now);
/* All members of one: of an open object. */
void view_action_json(struct json_out *o, const struct incident *i, const struct action *x);
/* Where it comes from, and whether it helped: members of an open object. */
void view_action_check_json(struct json_out *o, const struct action *x);

#endif
