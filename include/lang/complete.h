/* complete.h: what could stand at the cursor of a command line, what it means, what is missing and what is wrong. */
#ifndef LANG_COMPLETE_H
#define LANG_COMPLETE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "lang/grammar.h"
#include "lang/lex.h"

/* A verb as completion and help need to know it; the owner of the table fills these in. */
struct verb_info {
	const char *name;
	const char *alias; /* other names separated by blanks, or NULL */
	const char *brief;
	const char *usage;
};

enum { COMPLETE_MAX = 64 };

/* Where the owner of the world puts its candidates, best first. Views must live as long as the arena. */
struct complete_sink;
void complete_offer(struct complete_sink *sink, struct str text, struct str means);

struct complete_ask {
	struct str line;               /* without the sign: "role scr", not "/role scr" */
	size_t cursor;                 /* byte offset in line */
	const struct verb_info *verbs; /* in the order in which they are to be offered */
	size_t verb_count;
	/*
	 * Offers every value that fits a slot of this type; what was typed so far is filtered and ranked by
	 * complete_line. Called with
	 *   SLOT_PERSON   persons ("@nick") in the order of UX, then "@role"
	 *   SLOT_ROLE, SLOT_ID, SLOT_ZONE, SLOT_WORD, SLOT_TEXT, SLOT_TAGS ("#tag"), SLOT_TIME, ...: values for slot `name`
	 *   SLOT_GAUGES   with an empty name: the names of the gauges, without '='; otherwise the values of that gauge
	 * `before` holds the words in front of the cursor, for slots that depend on an earlier word.
	 * May be NULL. Choices, verbs and the names of named slots come from the grammar itself.
	 */
	void (*values)(void *self, enum slot_type type, struct str name, const struct words *before,
		struct complete_sink *sink);
	void *self;
	const struct match_ctx
		*match; /* to find problems; NULL: only the shape of the line is judged */
};

struct candidate {
	struct str text;  /* put this in place of line[from..to) */
	struct str means; /* one line, may be empty */
	size_t from, to;
};

struct completion {
	struct candidate v[COMPLETE_MAX];
	size_t n;       /* a single one ends in a blank, unless it ends in '=' or a blank follows */
	struct str doc; /* what belongs at the cursor: "person: @nick, or a role such as @ic" */
	struct str
		missing; /* the rest of the usage, to be drawn dimmed behind the line (no blank in front) */
	bool has_problem;
	size_t problem_at, problem_to; /* byte range of the line to underline */
	struct str problem;
};

/*
 * Never fails; everything lives in the arena. Prefix beats fuzzy, fuzzy only for three typed letters and more.
 * The word at the cursor is a problem only when nothing can be made of it; missing slots never are.
 */
const struct completion *complete_line(struct arena *a, const struct complete_ask *ask);

#endif
