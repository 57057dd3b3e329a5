/* view_delivery.h: the channels of updates, and what became of the updates on them. */
#ifndef VIEW_VIEW_DELIVERY_H
#define VIEW_VIEW_DELIVERY_H

#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"

/* Every channel with its last result. */
struct doc *view_channels(
	struct arena *a, const struct policies *p, const struct board *b, instant now);
/* One line of JSON for each channel. */
void view_channels_json(
	struct buf *out, const struct policies *p, const struct board *b, instant now);

/* Table of the deliveries of an incident; nothing when there is none. */
void view_deliveries(struct doc *d, const struct incident *i);
/* What a person has to look at, one red field for each; nothing when all went out. */
void view_deliveries_red(struct doc *d, const struct incident *i);
/* "2 sends failed", empty when none did. */
struct str view_deliveries_short(struct arena *a, const struct incident *i);
/* Members of one delivery, for an object that is open. */
void view_delivery_json(struct json_out *o, const struct delivery *d);

#endif
