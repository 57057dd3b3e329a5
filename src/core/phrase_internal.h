/* phrase_internal.h: the compiled phrase table, shared by its loader and the check. */
#ifndef CORE_PHRASE_INTERNAL_H
#define CORE_PHRASE_INTERNAL_H

#include "base/hash.h"
#include "base/regex.h"
#include "core/phrase.h"

/* Compiled when first needed: nothing but a check of text needs it, and all of them take a millisecond. */
struct phrase_pattern {
	struct str text;     /* as in the table, with its {{ROSTER}} */
	struct regex *regex; /* NULL: not yet */
};

enum { ROSTER_PARTS_MAX = 64 };

/* Names as alternations, each short enough for one pattern; at least one, that never matches when there is nobody. */
struct phrase_names {
	struct str parts[ROSTER_PARTS_MAX];
	size_t n;
	bool more; /* names that found no room */
};
void phrase_names_make(struct arena *a, const struct phrase_roster *known,
	const struct phrase_roster *people, struct phrase_names *ret);

struct phrase {
	struct str id, category, hint, scopes;
	bool block, open_only;
	unsigned line;
	bool names; /* the pattern holds {{ROSTER}}: compiled once for each part of the names */
	struct phrase_pattern *pattern;
	struct phrase_pattern *guard; /* NULL: none */
};
/* How many of the patterns are in use. */
static inline size_t phrase_patterns(const struct phrase *ph, const struct phrase_names *names)
{
	return ph->names ? names->n : 1;
}

struct phrase_policy {
	const char *file;
	struct phrase *v;
	size_t n;
	struct phrase_roster known;
	struct hash *compiled_for; /* which names the compiled patterns hold */
};

/* Forgets the patterns that were compiled for other names. */
void phrase_policy_names(const struct phrase_policy *p, const struct phrase_names *names);
/* NULL when the pattern of that row cannot be compiled: RC_USAGE, "file:line: what". `part`: of the names. */
const struct regex *phrase_regex(struct arena *a, const struct phrase_policy *p,
	const struct phrase *ph, struct phrase_pattern *pattern, struct str part, struct err *err);

#endif
