/* phrase_internal.h: the compiled phrase table, shared by its loader and the check. */
#ifndef CORE_PHRASE_INTERNAL_H
#define CORE_PHRASE_INTERNAL_H

#include "base/regex.h"
#include "core/phrase.h"

/* Compiled when first needed: nothing but a check of text needs it, and all of them take a millisecond. */
struct phrase_pattern {
	struct str text;
	struct regex *regex; /* NULL: not yet */
};

struct phrase {
	struct str id, category, hint, scopes;
	bool block, open_only;
	unsigned line;
	/* A long roster is cut into parts, and the pattern compiled once for each. */
	struct phrase_pattern *pattern;
	size_t patterns;
	struct phrase_pattern *guard; /* NULL: none */
};

struct phrase_policy {
	const char *file;
	struct phrase *v;
	size_t n;
};

/* NULL when the pattern of that row cannot be compiled: RC_USAGE, "file:line: what". */
const struct regex *phrase_regex(const struct phrase_policy *p, const struct phrase *ph,
	struct phrase_pattern *pattern, struct err *err);

#endif
