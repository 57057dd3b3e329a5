/* view_change.h: the changes of an incident: which run, which wait for somebody, which were checked. */
#ifndef VIEW_VIEW_CHANGE_H
#define VIEW_VIEW_CHANGE_H

#include "base/json.h"
#include "base/str.h"
#include "core/board.h"
#include "doc/doc.h"

/* "running 4m", "waits 30s for @lead", "passed": the state with what is pressing about it. */
struct str view_change_state(struct arena *a, const struct change *c, instant now);
enum doc_role view_change_role(const struct change *c);
/* Who let it be done, in a word or two: a name, "break-glass", "not asked". */
struct str view_change_approval(struct arena *a, const struct change *c);
/* What was kept before: "EV-3", "impossible", "skipped", "-". */
struct str view_change_captured(struct arena *a, const struct change *c);

struct doc *view_changes(struct arena *a, const struct incident *i, instant now);
/* One of them with all that is known, as fields; a sentence when there is none of this number. */
struct doc *view_change(struct arena *a, const struct incident *i, uint32_t id, instant now);
void view_changes_json(struct buf *out, const struct incident *i);
/* One change as an object, also for exports. name: NULL inside an array. */
void view_change_object(struct json_out *o, const char *name, const struct change *c);

/* Something that a change still needs. */
enum change_need {
	CHANGE_NEEDS_APPROVAL,
	CHANGE_NEEDS_END,
	CHANGE_NEEDS_CHECK,
	CHANGE_NEEDS_REVIEW
};
struct change_end {
	const struct change *change;
	enum change_need need;
	const char *name;     /* "Approve", "Running", "Check", "Review" */
	struct str what, how; /* how: the line that gives it */
	enum doc_role role;
};
/* In the order of the changes, reviews behind the rest; strings live in the arena or on the board. Returns the count. */
size_t view_change_ends(
	struct arena *a, const struct incident *i, instant now, const struct change_end **ret);
/* Whether it is this person's to give: approval by ops, ic or who was asked, never by who does it; the end and the check by who
 * does it; the review by the commander, or by ops when the commander does it. */
bool view_change_end_is_for(
	const struct incident *i, const struct change_end *e, struct str person);
/* The same as fields for what is owed next. */
void view_changes_owed(struct doc *d, const struct incident *i, instant now);

#endif
