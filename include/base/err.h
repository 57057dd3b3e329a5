/* err.h: the one error type; a code from err_codes.def plus one sentence for a person. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum rc {
#define ERR_CODE(id, exit_status, text) RC_##id,
#include "base/err_codes.def"
#undef ERR_CODE
};

enum { ERR_TEXT_MAX = 512 };

/*
 * Filled by the callee on failure only. `text` is one sentence without a full stop that says what
 * is wrong and what to do; it is clean UTF-8 and may be shown at any door. `at` is the byte offset
 * of the problem in the command line that was parsed, or -1.
 */
struct err {
	enum rc rc;
	int at;
	char text[ERR_TEXT_MAX];
};

/* Sets code and message, at = -1, and returns the code: `return err_set(err, RC_DENIED, "...")`.
 * err may be NULL. */
enum rc err_set(struct err *err, enum rc rc, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* As err_set, with the position in the line. */
enum rc err_set_at(struct err *err, enum rc rc, int at, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Process exit status for a code: 0 done, 1 refused, 2 usage, 3 journal or system, 4 verification.
 */
int err_exit_status(enum rc rc);

/* Short stable name ("denied") and the default sentence of a code. Never NULL. */
const char *err_name(enum rc rc);
const char *err_default_text(enum rc rc);

/* A broken invariant of our own: prints file and line to stderr and aborts. */
#define BUG(what) err_bug(__FILE__, __LINE__, what)
_Noreturn void err_bug(const char *file, int line, const char *what);

#endif
