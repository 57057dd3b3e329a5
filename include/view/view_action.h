/* view_action.h: the action items of an incident. */
#ifndef VIEW_VIEW_ACTION_H
#define VIEW_VIEW_ACTION_H

#include "base/str.h"
#include "core/board.h"
#include "doc/doc.h"

struct doc *view_actions(struct arena *a, const struct incident *i, instant now);
void view_actions_json(struct buf *out, const struct incident *i);

#endif
