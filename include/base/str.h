/* str.h: string views, bounded builders and number parsing; no NUL-terminated guesswork. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* A view: never owns. p may be NULL only when n is 0. */
struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){literal, sizeof(literal) - 1})
#define STR_ARG(s)   (int)(s).n, (s).p ? (s).p : "" /* for "%.*s" */

/* What stands in every line of every flood is defined here, so that a call of it costs none. */
static inline struct str str_n(const char *p, size_t n)
{
	return (struct str){p, n};
}

/* NULL gives the empty view. */
static inline struct str str_z(const char *z)
{
	return (struct str){z, z ? strlen(z) : 0};
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_eq_z(struct str a, const char *z)
{
	return str_eq(a, str_z(z));
}

/* Clamped. */
static inline struct str str_cut(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return s.p ? str_n(s.p + from, to - from) : s;
}

struct str str_dup(struct arena *a, struct str s);
char *str_to_z(struct arena *a, struct str s);
bool str_ieq(struct str a, struct str b); /* ASCII case only */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
ptrdiff_t str_find(struct str s, struct str needle); /* -1: none */
ptrdiff_t str_find_ch(struct str s, char c);
struct str str_trim(struct str s); /* ASCII white space at both ends */
/* Takes the part before the next `sep` from *rest and moves *rest behind it; false when *rest was
 * used up (p == NULL). */
bool str_split(struct str *rest, char sep, struct str *part);
/* Number of single-character edits, a swap of neighbours being one, between two short words (capped
 * at 64 bytes each), for suggestions. */
unsigned str_distance(struct str a, struct str b);

/* Whole view must be a decimal number in range; false leaves *ret alone. */
bool str_to_u64(struct str s, uint64_t max, uint64_t *ret);
bool str_to_i64(struct str s, int64_t min, int64_t max, int64_t *ret);

/*
 * Builder with a stated maximum. Past the maximum nothing more is added and `over` stays true: the
 * caller turns that into RC_LIMIT. buf_z gives a NUL-terminated pointer that the next add may move.
 */
struct buf {
	struct arena *arena;
	char *p;
	size_t n, cap, max;
	bool over;
};

void buf_init(struct buf *b, struct arena *a, size_t max);
void buf_add(struct buf *b, struct str s);
void buf_add_z(struct buf *b, const char *z);
void buf_add_ch(struct buf *b, char c);
void buf_add_fill(struct buf *b, char c, size_t count);
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
struct str buf_str(const struct buf *b);
const char *buf_z(struct buf *b);

/* Formats into an arena as a view. */
struct str str_fmt(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
