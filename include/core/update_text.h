/* update_text.h: what a text to an audience starts from and must contain: facts, templates, parts, findings. */
#ifndef CORE_UPDATE_TEXT_H
#define CORE_UPDATE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "core/board.h"
#include "core/phrase.h"

/* The loaded table of parts and the templates. Patterns are heap memory of the pattern library: free before the arena. */
struct update_texts;

struct update_texts *update_texts_new(struct arena *a);
void update_texts_free(struct update_texts *t); /* NULL is fine */
/* Reads templates/policy/update_parts.tsv; `text` must live as long as `t`. RC_USAGE "file:line: what". */
enum rc update_texts_parts(
	struct update_texts *t, const char *file, struct str text, struct err *err);
/* Takes one template. Its name says when it is used: AUDIENCE.PHASE.md, AUDIENCE.md, any.PHASE.md or any.md. A slot
 * {{fact|what to ask?}} of an unknown fact is refused: RC_USAGE "file:line: what". */
enum rc update_texts_template(struct update_texts *t, const char *file, struct str name,
	struct str text, struct err *err);
/* Compiles every pattern, for tables nobody has tried before; otherwise each is compiled when first needed. */
enum rc update_texts_compile(const struct update_texts *t, struct err *err);

/* ---- Facts: what the record knows, in words fit for a text ---- */

enum update_fact {
	FACT_LEVEL, /* SEV1 */
	FACT_RULE,  /* ids of the rules that fired */
	FACT_STATE, /* investigating ... */
	FACT_TITLE,
	FACT_SINCE,      /* 13:52 UTC, from the mark impact-start */
	FACT_USERS,      /* about 40% of users */
	FACT_JOURNEY,    /* critical journey unavailable */
	FACT_WORKAROUND, /* a sentence; unknown when there is one that nobody has put in words */
	FACT_REVENUE,
	FACT_CONTRACTS,
	FACT_REGULATORY,
	FACT_MITIGATED,
	FACT_ENDED,
	FACT_NEXT, /* 14:20 UTC */
	FACT_COUNT
};
const char *update_fact_name(enum update_fact f); /* "level" ... as in the slots */

struct update_facts {
	struct str v[FACT_COUNT]; /* empty: nobody knows */
	instant asof;             /* when the figures were last said */
};
void update_facts_read(struct arena *a, const struct severity_policy *p, const struct incident *i,
	instant next, struct update_facts *ret);

/* The template for this audience and phase, filled; a fact that nobody knows stays as its question in brackets.
 * *ret_name is the template's. Without any template the text is empty. */
struct str update_text_start(struct arena *a, const struct update_texts *t, struct str audience,
	enum status phase, const struct update_facts *facts, struct str *ret_name);

/* ---- Findings ---- */

enum update_grade { UPDATE_ERROR, UPDATE_WARNING, UPDATE_NOTE };

struct update_finding {
	enum update_grade grade;
	unsigned number; /* with the letter of its grade the name in this text: E1, W2, I3 */
	bool fixed;      /* an error that no override lets pass */
	struct str
		id; /* of the table: SP01, UP06; SLOT, NEXT, GUESS, CLAIM for what no table says */
	struct str hint;
	size_t from, to; /* bytes of the text; to 0: something is missing */
};

struct update_findings {
	const struct update_finding *v; /* in the order of the text, then what is missing */
	size_t n, errors, warnings, notes;
	instant named; /* the next time that the text names; INSTANT_NONE: none */
};

struct update_check {
	const struct phrase_policy *phrases;
	const struct update_texts *texts;
	struct str audience, text;
	enum status phase;
	int level;
	instant now;
	instant next;    /* the promise beside the text; INSTANT_NONE: only what the text names */
	instant suggest; /* what to name when the text names none; INSTANT_NONE: no suggestion */
	instant normal; /* a promise later than this must be announced in the text; INSTANT_NONE: any may be */
	struct str users; /* the figure that is known; may be empty */
	const struct incident *
		incident; /* whose hypotheses and claims of vendors must not leave the house; may be NULL */
};
void update_check(struct arena *a, const struct update_check *ask, struct update_findings *ret);

/* 'E', 'W' or 'I'. */
char update_grade_letter(enum update_grade g);
/* Is the finding named in a list of ids and labels separated by commas ("E3,SP01"; "all")? */
bool update_finding_named(const struct update_finding *f, struct str list);

/* ---- Changes ---- */

enum update_piece_kind { PIECE_SAME, PIECE_GONE, PIECE_NEW };
struct update_piece {
	enum update_piece_kind kind;
	struct str text; /* words with single blanks between them */
};
/* Word by word; texts of more than 600 words are told as gone and new. Returns the count. */
size_t update_diff(
	struct arena *a, struct str old, struct str now, const struct update_piece **ret);

#endif
