/* runbook_file.h: written procedures: steps with who, what to look at, how long and what if not, read from Markdown. */
#ifndef CORE_RUNBOOK_FILE_H
#define CORE_RUNBOOK_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"
#include "core/roles.h"
#include "core/severity.h"

enum {
	RUNBOOK_FILE_MAX = 256 * 1024,
	RUNBOOK_STEPS_MAX = 60,
	RUNBOOK_TITLE_MAX = 120,  /* bytes */
	RUNBOOK_FIELD_MAX = 2000, /* bytes */
	RUNBOOK_ARGS_MAX = 32,
	RUNBOOKS_MAX = 500
};

struct runbook_step {
	struct str title, text; /* text: the paragraphs under the title, or empty */
	struct str role;        /* ids of roles.tsv joined by ','; empty: anybody */
	bool decides;           /* a decision of that role, not work */
	struct str check, see;  /* what to look at; what is seen when it went well */
	struct str if_not, danger, undo;
	struct str copy;         /* a command for a person to copy */
	struct str run;          /* the command that may be run, as written; empty: none */
	const char *const *argv; /* the same as arguments, NULL at the end */
	duration expected, wait; /* 0: not said */
	struct str wait_for;
	duration timeout; /* of the command */
};

struct runbook {
	struct str id, title, file, digest; /* "RB-7"; digest: SHA-256 of the file, hexadecimal */
	struct str about, services, tags, owner, reviewed, notice;
	bool fallback;
	bool shipped;         /* not one of the organisation's own */
	duration offer_after; /* 0: never offered */
	const struct severity_condition *when;
	struct str when_text;
	duration expected; /* of the whole; the sum of the steps when it is not said */
	const struct runbook_step *steps;
	size_t n;
};

/* What the words of a file refer to. */
struct runbook_rules {
	const struct severity_policy *severity;
	const struct roles_policy *roles;
};

/*
 * Reads one file; the form is stated on top of runbook_file.c and in docs/RUNBOOKS.md. What is not understood is
 * refused, never skipped: RC_USAGE "file:line: what". `text` must live as long as the runbook.
 */
enum rc runbook_parse(struct arena *a, const struct runbook_rules *rules, const char *file,
	struct str text, struct runbook **ret, struct err *err);

/*
 * Splits a command as a file writes it. There is no shell: words are separated by blanks; '...' and "..." keep
 * blanks, in "..." a backslash stands before " and \; nothing is ever replaced. Signs that a shell would
 * act on (| & ; < > ( ) $ ` \ * ? [ ] { } ~ # !) must be quoted, so that nobody expects one. RC_USAGE says what
 * is wrong, without a place. *ret: NULL at the end.
 */
enum rc runbook_argv(struct arena *a, struct str command, const char *const **ret, struct err *err);
/* Arguments as a person may paste them into a shell: quoted where needed. */
struct str runbook_argv_text(struct arena *a, const char *const *argv);

/* All files that could be read, in the order of their numbers, and why others could not. Zero is empty. */
struct runbook_library {
	VEC(const struct runbook *) books;
	VEC(struct str) refused;
};

/* Parses a file into the library, or notes why not. A number that is there already is refused, unless the new one is
 * shipped and the one that is there is not: then the organisation's own stands. */
void runbooks_add(struct arena *a, struct runbook_library *l, const struct runbook_rules *rules,
	const char *file, struct str text, bool shipped);
/* "RB-7", "rb-7" or "7". RC_UNKNOWN says what there is. */
enum rc runbooks_find(const struct runbook_library *l, struct str id, const struct runbook **ret,
	struct err *err);

/*
 * Where the rules find the library: it is read when it is first asked for, because most verbs need none. And what
 * the configuration allows: commands run only when it says so, and only those it names.
 */
struct runbook_shelf {
	const struct runbook_library *(*library)(void *self);
	void *self;
	bool may_ask;     /* option runbook.commands: commands may run after a confirmation */
	struct str allow; /* option runbook.allow: ids of runbooks and names of programs */
};
/* An empty library when there is no shelf. */
const struct runbook_library *runbook_shelf_library(const struct runbook_shelf *s);
/* RC_DENIED says which line of the configuration is missing. */
enum rc runbook_may_run(const struct runbook_shelf *s, const struct runbook *rb,
	const struct runbook_step *step, struct err *err);

#endif
