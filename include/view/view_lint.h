/* view_lint.h: what does not add up in a record, each with the line that puts it right. */
#ifndef VIEW_VIEW_LINT_H
#define VIEW_VIEW_LINT_H

#include "base/json.h"
#include "base/str.h"
#include "core/lint.h"
#include "doc/doc.h"

/* A table of all, or one sentence when there is nothing. `fixes`: the lines stand beside them. */
struct doc *view_lint(struct arena *a, const struct lint_findings *l, bool fixes);
/* One object a line: rule row seq text fix. */
void view_lint_json(struct buf *out, const struct lint_findings *l);
void view_lint_object(struct json_out *o, const struct lint_finding *f);
/* "3 things in the timeline do not add up: `lint`"; empty when all does. */
struct str view_lint_count(struct arena *a, const struct lint_findings *l);

#endif
