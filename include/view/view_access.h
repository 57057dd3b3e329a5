/* view_access.h: who may do what for a while, whose account is whose, and which codes still hold. */
#ifndef VIEW_VIEW_ACCESS_H
#define VIEW_VIEW_ACCESS_H

#include "base/json.h"
#include "core/board.h"
#include "doc/doc.h"

/* "until 14:20Z", "ended 14:10Z", "over 14:20Z" */
struct str view_grant_state(
	struct arena *a, const struct incident *i, const struct access_grant *g, instant now);
struct doc *view_grants(struct arena *a, const struct incident *i, instant now);
/* Those in force, as fields; nothing when there are none. */
void view_grants_open(struct doc *d, const struct incident *i, instant now);
/* One object a line. */
void view_grants_json(struct buf *out, const struct incident *i, instant now);
/* One of them as an object; name: NULL inside an array. */
void view_grant_object(struct json_out *o, const char *name, const struct incident *i,
	const struct access_grant *g, instant now);

struct doc *view_accounts(struct arena *a, const struct board *b);
void view_accounts_json(struct buf *out, const struct board *b);
/* Never the words themselves: they are not on record. */
struct doc *view_codes(struct arena *a, const struct board *b, instant now);
void view_codes_json(struct buf *out, const struct board *b, instant now);

#endif
