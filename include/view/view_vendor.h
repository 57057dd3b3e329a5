/* view_vendor.h: cases at vendors, what they claim, and how they did. */
#ifndef VIEW_VIEW_VENDOR_H
#define VIEW_VIEW_VENDOR_H

#include "base/str.h"
#include "core/board.h"
#include "doc/doc.h"

/* Cases, then their claims, each marked as the vendor's word. */
struct doc *view_vendors(struct arena *a, const struct incident *i, instant now);
void view_vendors_json(struct buf *out, const struct incident *i);
/* Acknowledgement against the contract, escalations, promises, claims: a row for each case. */
void view_vendor_scorecard(struct doc *d, const struct incident *i);
/* Where a case stands: "no engineer yet, 12:31 left", "jane works on it", and in which role. */
struct str view_vendor_state(
	struct arena *a, const struct vendor_case *c, instant now, enum doc_role *ret_role);

#endif
