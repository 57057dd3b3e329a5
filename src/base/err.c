/* err.c: fills the one error type and names its codes. */
#include "base/err.h"

#include <stdarg.h>
#include <stdint.h>

#include "base/str.h"
#include "base/utf8.h"
#include "base/utf8_internal.h"

static const struct {
	int exit_status;
	const char *text;
} codes[] = {
#define ERR_CODE(id, exit_status, text) {exit_status, text},
#include "base/err_codes.def"
#undef ERR_CODE
};

/* The ids in lower case, which the preprocessor cannot make; a test compares the two. */
static const char *const names[] = {
	[RC_OK] = "ok",
	[RC_USAGE] = "usage",
	[RC_UNKNOWN] = "unknown",
	[RC_AMBIGUOUS] = "ambiguous",
	[RC_DENIED] = "denied",
	[RC_CONFLICT] = "conflict",
	[RC_STATE] = "state",
	[RC_LIMIT] = "limit",
	[RC_CORRUPT] = "corrupt",
	[RC_IO] = "io",
	[RC_GONE] = "gone",
	[RC_BUG] = "bug",
};
_Static_assert(sizeof names / sizeof names[0] == sizeof codes / sizeof codes[0], "a name per code");

static bool is_code(enum rc rc)
{
	return (unsigned)rc < sizeof codes / sizeof codes[0];
}

/*
 * Messages quote what people and machines wrote, and they are shown at every door: what could steer
 * a terminal, hide or is no UTF-8 becomes a question mark, and a cut never leaves half a character.
 */
static void scrub(char *text)
{
	size_t n = strlen(text), to = 0;
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		int used = utf8_decode(str_n(text + i, n - i), &cp);
		if (used <= 0 || utf8_code_is_special(cp)) {
			i += used > 0 ? (size_t)used : 1;
			text[to++] = '?';
			continue;
		}
		memmove(text + to, text + i, (size_t)used);
		to += (size_t)used;
		i += (size_t)used;
	}
	text[to] = '\0';
}

__attribute__((format(printf, 4, 0))) static enum rc set(
	struct err *err, enum rc rc, int at, const char *fmt, va_list ap)
{
	if (!err)
		return rc;
	char text[ERR_TEXT_MAX +
		  4]; /* so that the character across the limit is there as a whole */
	int n = vsnprintf(text, sizeof text, fmt, ap);
	if (n >= ERR_TEXT_MAX)
		text[utf8_floor(str_z(text), ERR_TEXT_MAX - 1)] = '\0';
	if (n >= 0)
		scrub(text);
	err->rc = rc;
	err->at = at;
	snprintf(err->text, sizeof err->text, "%.*s", ERR_TEXT_MAX - 1,
		n < 0 ? err_default_text(rc) : text);
	return rc;
}

enum rc err_set(struct err *err, enum rc rc, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	set(err, rc, -1, fmt, ap);
	va_end(ap);
	return rc;
}

enum rc err_set_at(struct err *err, enum rc rc, int at, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	set(err, rc, at, fmt, ap);
	va_end(ap);
	return rc;
}

int err_exit_status(enum rc rc)
{
	return is_code(rc) ? codes[rc].exit_status : codes[RC_BUG].exit_status;
}

const char *err_name(enum rc rc)
{
	return is_code(rc) ? names[rc] : names[RC_BUG];
}

const char *err_default_text(enum rc rc)
{
	return is_code(rc) ? codes[rc].text : codes[RC_BUG].text;
}

void err_bug(const char *file, int line, const char *what)
{
	fprintf(stderr, "warroom: %s:%d: %s\n", file, line, what);
	abort();
}
