/* view_rooms.h: the channels an incident is talked about in. */
#ifndef VIEW_VIEW_ROOMS_H
#define VIEW_VIEW_ROOMS_H

#include "base/str.h"
#include "core/board.h"
#include "doc/doc.h"

/* The main channel, then the bridged ones with audience and rule. */
struct doc *view_rooms(struct arena *a, const struct incident *i);
void view_rooms_json(struct buf *out, const struct incident *i);
/* "#vendor (vendor, both), #exec (executives, announce)"; empty: none is bridged. */
struct str view_rooms_text(struct arena *a, const struct incident *i);

#endif
