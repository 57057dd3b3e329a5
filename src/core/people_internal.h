/* people_internal.h: how tenures begin and end, for all aspects that move people. */
#ifndef CORE_PEOPLE_INTERNAL_H
#define CORE_PEOPLE_INTERNAL_H

#include "core/fold_internal.h"

/* Ends the open tenures of the role; of one person only when `person` is not empty. */
void people_end(struct fold *f, struct str role, struct str person, struct str why);
/* Begins a tenure and fills the gap of the role. Returns it; borrowed until the next. */
struct tenure *people_begin(struct fold *f, struct str role, struct str person, struct str why);
/* Offers of a role whose holder it has no longer wait for nothing. */
void handoff_overtake(struct fold *f, struct str role);
/* Remembers what a gauge was, when it is another now. */
void people_note_gauge(struct fold *f, enum gauge_id id, struct gauge was);

#endif
