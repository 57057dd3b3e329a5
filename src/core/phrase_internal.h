/* phrase_internal.h: the compiled phrase table, shared by its loader and the check. */
#ifndef CORE_PHRASE_INTERNAL_H
#define CORE_PHRASE_INTERNAL_H

#include "base/regex.h"
#include "core/phrase.h"

struct phrase {
	struct str id, category, hint, scopes;
	bool block, open_only;
	unsigned line;
	/* A long roster is cut into parts, and the pattern compiled once for each. */
	struct regex **pattern;
	size_t patterns;
	struct regex *guard; /* NULL: none */
};

struct phrase_policy {
	struct phrase *v;
	size_t n;
};

#endif
