/* phrase.h: checks outgoing and stored text for guessing, blame, hindsight, minimising, promises
 * and leaks. */
#ifndef CORE_PHRASE_H
#define CORE_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct phrase_policy;

/* Names and nicks that stand for {{ROSTER}} in the patterns; some 64 kB of names are looked for. */
struct phrase_roster {
	const struct str *names;
	size_t n;
};

/*
 * Compiles the table (templates/policy/phrases.tsv). The roster holds the names that are known
 * whatever the incident; without any name every part of a pattern that needs one matches nothing.
 * Names that are ordinary words (Will, Mark) match only as written. A bad row is refused:
 * RC_USAGE, "file:line: what". The patterns are heap memory of the pattern library: free the policy
 * before its arena. `text` must live as long as the policy.
 */
enum rc phrase_policy_parse(struct arena *a, const char *file, struct str text,
	const struct phrase_roster *roster /* NULL is empty */, struct phrase_policy **ret,
	struct err *err);
/* The same without compiling: a pattern is compiled when a check first needs it, and one that cannot be is then a
 * finding with the category "limit" that names file and line. phrase_policy_compile compiles all that are
 * left, for tables that nobody has tried before: RC_USAGE, "file:line: what". */
enum rc phrase_policy_read(struct arena *a, const char *file, struct str text,
	const struct phrase_roster *roster, struct phrase_policy **ret, struct err *err);
enum rc phrase_policy_compile(struct arena *a, const struct phrase_policy *p, struct err *err);
void phrase_policy_free(struct phrase_policy *p); /* NULL is fine */

/* Who reads the text. */
enum phrase_scope {
	PHRASE_PUBLIC = 'P',
	PHRASE_EXECUTIVE = 'E',
	PHRASE_INTERNAL = 'I',
	PHRASE_VENDOR = 'V',
	PHRASE_REGULATOR = 'R',
	PHRASE_REVIEW = 'M'
};
/* By letter or word (public, executives, responders, vendor, regulator, postmortem ...); also the
 * audience names of the cadence table. */
bool phrase_scope_parse(struct str word, enum phrase_scope *ret);

struct phrase_finding {
	struct str id, category;
	bool block;            /* else a warning */
	unsigned line, column; /* from 1; columns count characters */
	size_t from, to;       /* bytes of the checked text */
	struct str hint;
};

struct phrase_findings {
	const struct phrase_finding *v; /* in the order of the text */
	size_t n;
	size_t blocks; /* how many of all findings block */
	bool more;     /* there were more than PHRASE_FINDINGS_MAX */
};

enum { PHRASE_FINDINGS_MAX = 500 };

/*
 * Checks sentence by sentence. Rules whose state is "open" count only while incident_open. A match
 * that lies inside a match of its guard is dropped. A pattern that gives up on a sentence (match
 * limit) is a warning with the category "limit" over that sentence, never silence; so is text that
 * is not UTF-8, and more names than can be looked for. `people` are looked for beside the roster of
 * the table; patterns with names are compiled anew when they are others than at the last check.
 */
struct phrase_ask {
	struct str text;
	enum phrase_scope scope;
	bool incident_open;
	struct phrase_roster people; /* of the incident, as incident_names gives them */
};
void phrase_check(struct arena *a, const struct phrase_policy *p, const struct phrase_ask *ask,
	struct phrase_findings *ret);

/* "LINE:COL: block blame BL02: hint" for one finding. */
struct str phrase_finding_text(struct arena *a, const struct phrase_finding *f);

/* Takes the next sentence off *rest; false when nothing but white space is left. For tests and
 * views. */
bool phrase_sentence(struct str *rest, struct str *ret);

#endif
