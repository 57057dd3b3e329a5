/* view_home.h: the home screen: every incident, the marked one in one look, and how to start. */
#ifndef VIEW_VIEW_HOME_H
#define VIEW_VIEW_HOME_H

#include <stdbool.h>

#include "base/str.h"
#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"

/* Open ones first, worst and newest on top; then the closed, newest first. Returns the count. */
size_t view_home_order(struct arena *a, const struct board *b, const struct incident *const **ret);

/* How many open incidents hold something that waits for this person. */
size_t view_home_needing(struct arena *a, const struct policies *p, const struct board *b,
	struct str me, instant now);

/* The table of n incidents in the given order, rows keyed "INC-3"; narrow leaves out commander and age. */
struct doc *view_home_list(struct arena *a, const struct policies *p,
	const struct incident *const *order, size_t n, instant now, bool narrow);

/* The marked incident in a few lines. */
struct doc *view_home_look(struct arena *a, const struct policies *p, const struct incident *i,
	struct str me, instant now);

/* The commands that start something; when nothing is recorded yet, what this screen is for. */
struct doc *view_home_start(struct arena *a, bool nothing_yet);

/* Actions of any incident that are overdue; empty when there are none. */
struct doc *view_home_overdue(struct arena *a, const struct board *b, instant now, size_t max);

#endif
