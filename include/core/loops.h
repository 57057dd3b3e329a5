/* loops.h: what was begun and is not ended: tasks, polls, checks of decisions, hypotheses; and the facts beside them. */
#ifndef CORE_LOOPS_H
#define CORE_LOOPS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"

struct incident;

/* How long things wait: templates/policy/loops.tsv. */
struct loops_policy {
	duration task;         /* the time box of a task that names none */
	duration task_longest; /* what takes longer is an action item */
	duration repeat;       /* what is overdue is said once more after this long */
	duration poll;         /* how long a poll asks for objections */
	duration poll_longest;
};

/* RC_USAGE "file:line: what". */
enum rc loops_policy_parse(struct arena *a, const char *file, struct str text,
	const struct loops_policy **ret, struct err *err);

enum task_status { TASK_RUNNING, TASK_DONE, TASK_CANCELLED };
const char *task_status_name(enum task_status s); /* running done cancelled */

/* One person, one text, one time box. Given again to somebody else it keeps its number. */
struct task {
	uint32_t id; /* T-1 ... within the incident */
	uint64_t seq;
	struct str person, text, by;
	struct str readback, result; /* result: what came of it, or why it was cancelled */
	instant given, due;
	instant acked; /* INSTANT_NONE: nobody said that it was understood */
	instant ended; /* INSTANT_NONE while it runs */
	enum task_status status;
	unsigned rung; /* how often its end was recorded since it was given */
};

struct objection {
	uint64_t seq;
	instant at;
	struct str actor, text;
};

struct poll {
	uint32_t id; /* P-1 ... */
	uint64_t seq;
	struct str proposal, risk, by;
	instant opened, due;
	uint32_t decision; /* D-n that ended it, 0: open */
	bool rung;         /* its time is up, on record */
	VEC(struct objection) objections;
};

enum check_state { CHECK_NONE, CHECK_WAITS, CHECK_HELD, CHECK_FAILED };
const char *check_state_name(enum check_state s); /* none waits held failed */

struct decision {
	uint32_t id; /* D-1 ... */
	uint64_t seq;
	uint32_t poll; /* 0: decided without one */
	bool yes;
	struct str text, reason, by;
	VEC(struct str) alternatives;
	instant at;
	instant check_at; /* when somebody looks whether it holds; INSTANT_NONE: nobody was asked to */
	struct str checker, seen, checked_by;
	instant checked;
	enum check_state check;
	unsigned rung;
};

enum theory_status { THEORY_OPEN, THEORY_CONFIRMED, THEORY_RULED_OUT, THEORY_PARKED };
const char *theory_status_name(enum theory_status s); /* open confirmed ruled-out parked */
bool theory_status_find(struct str word, enum theory_status *ret); /* unique prefix */

/* A hypothesis. It is never a fact, not even when it was confirmed: the fact is a row of its own. */
struct theory {
	uint32_t id; /* H-1 ... */
	uint64_t seq;
	struct str text, owner, check, by; /* check: what would show that it is wrong */
	int likely;                        /* basis points, -1: nobody said */
	instant opened, closed;            /* closed INSTANT_NONE while open */
	enum theory_status status;
	struct str result, closed_by;
	uint64_t evidence; /* E-n, 0: none named */
};

struct fact {
	uint64_t seq;
	instant at;
	struct str text, by;
	uint64_t evidence; /* E-n, 0: none named */
};

/* In order of their numbers, facts in record order. */
struct loops {
	VEC(struct task) tasks;
	VEC(struct poll) polls;
	VEC(struct decision) decisions;
	VEC(struct theory) theories;
	VEC(struct fact) facts;
};

/* NULL: there is none of this number. */
const struct task *loops_task(const struct loops *l, uint32_t id);
const struct poll *loops_poll(const struct loops *l, uint32_t id);
const struct decision *loops_decision(const struct loops *l, uint32_t id);
const struct theory *loops_theory(const struct loops *l, uint32_t id);

/* What is not ended yet, oldest first; for a brief of the hand-over and for whoever waits. Return the count. */
size_t loops_running_tasks(struct arena *a, const struct loops *l, const struct task *const **ret);
size_t loops_open_polls(struct arena *a, const struct loops *l, const struct poll *const **ret);
size_t loops_waiting_checks(
	struct arena *a, const struct loops *l, const struct decision *const **ret);
size_t loops_theories(struct arena *a, const struct loops *l, enum theory_status status,
	const struct theory *const **ret);

/*
 * The hypothesis that a text for others repeats; NULL: none. It does when it names one ("H-2"), or when it holds the
 * words of one that was not confirmed: a run of whole words that makes up at least half of the hypothesis and 12
 * characters or more. Case of ASCII letters and white space do not count.
 */
const struct theory *theory_in_text(const struct incident *i, struct str text);

/* The same, and where it stands: bytes of the text. */
struct text_range {
	size_t from, to;
};
const struct theory *theory_found(
	const struct incident *i, struct str text, struct text_range *ret);
/* The rule for the words alone, for other texts that must not get out. */
bool words_in_text(struct str words, struct str text, struct text_range *ret);

#endif
