/* severity_internal.h: the compiled form of the severity tables, shared by the severity files. */
#ifndef CORE_SEVERITY_INTERNAL_H
#define CORE_SEVERITY_INTERNAL_H

#include "base/tsv.h"
#include "core/severity.h"

/* What a test can ask about: the gauges, and three things computed from them. */
enum {
	SUBJECT_REACH = GAUGE_COUNT, /* place in the table of reach */
	SUBJECT_CLOCK,               /* duration times the factor of the timing */
	SUBJECT_BASE,                /* level of the base rules */
	SUBJECT_COUNT
};

/* One set of resolved numbers; a subject whose bit is clear in `known` makes every test on it
 * false. */
struct facts {
	uint64_t x[SUBJECT_COUNT];
	uint32_t known;
};

/* Every comparison becomes a range, so a test is two compares. Operators work on a stack of bits.
 */
enum op_kind { OP_TEST, OP_MATRIX, OP_NOT, OP_AND, OP_OR };
struct op {
	uint8_t kind, subject;
	uint64_t lo, hi;
};

enum { CONDITION_OPS_MAX = 64 };
struct severity_condition {
	const struct op *ops;
	size_t n;
};

enum adjust_kind { ADJUST_MILDER, ADJUST_NO_WORSE };
struct adjust {
	enum adjust_kind kind;
	int by; /* levels milder, or the level that is the worst allowed */
	const struct severity_condition *when;
};
enum { ADJUSTS_MAX = 8 };

enum level_kind { LEVEL_FIXED, LEVEL_MATRIX, LEVEL_STEP };

struct rule {
	struct severity_rule_info info;
	enum level_kind kind;
	int level;      /* fixed, or how many levels worse than base */
	int level_else; /* when level_if does not hold; equals level without one */
	const struct severity_condition *when; /* NULL: fires when nothing else did */
	const struct severity_condition *level_if;
	struct adjust adjust[ADJUSTS_MAX];
	size_t adjusts;
	bool base, protects;
	unsigned line;
};

struct reach_band {
	struct str name, words;
	uint64_t share, count; /* at least; UINT64_MAX: never */
};

struct hold {
	duration hold, stale, expired, override;
};

enum { EDGES_MAX = 48 };
/* Values at which some test on a number changes its answer: b-1 and b differ. */
struct edges {
	uint64_t v[EDGES_MAX];
	size_t n;
};

enum { MATRIX_NO_ROW = 0 };

struct severity_policy {
	struct gauge_info info[GAUGE_COUNT];
	uint8_t clock_factor[GAUGE_COUNT]
			    [SEVERITY_VALUES_MAX]; /* 1 where the column says nothing */
	struct reach_band reach[SEVERITY_REACH_MAX];
	size_t bands;
	/* level by journey, degradation, reach; MATRIX_NO_ROW where the table has no row */
	uint8_t matrix[SEVERITY_VALUES_MAX][SEVERITY_VALUES_MAX][SEVERITY_REACH_MAX];
	struct rule rule[SEVERITY_RULES_MAX];
	size_t rules;
	struct hold hold[SEVERITY_LEVELS + 1];
	struct edges edges[SUBJECT_COUNT];
};

/* Fills facts (but not the base) and what was assumed. */
void severity_facts(const struct severity_policy *p, const struct gauges *g, struct facts *ret,
	uint32_t *ret_assumed);
bool severity_true(
	const struct severity_policy *p, const struct severity_condition *c, const struct facts *f);

/* Compiles a condition; edges of its tests are noted when `edges` is given. */
struct condition_source {
	const char *file;
	unsigned line;
	struct str text;
	bool base_allowed;
};
enum rc severity_condition_compile(struct arena *a, const struct severity_policy *p,
	const struct condition_source *src, struct edges *edges,
	const struct severity_condition **ret, struct err *err);

enum rc severity_rules_load(struct arena *a, struct severity_policy *p,
	const struct severity_source *src, struct err *err);

/* A word of a foreign file made fit for a message: short, printable ASCII. */
struct shown {
	char z[48];
};
struct shown severity_shown(struct str word);

/* Finds a word, or a unique prefix of one, in a list; case and '-' for '_' do not count. */
enum { WORD_NONE = -1, WORD_AMBIGUOUS = -2 };
int severity_word_find(const struct str *words, size_t n, struct str word);

/* Column that must be there: RC_USAGE "file:1: ..." otherwise. */
enum rc severity_need_column(const struct tsv *t, const char *name, int *ret, struct err *err);

#endif
