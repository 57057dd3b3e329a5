/* regex.h: compiled PCRE2 patterns with match, depth and heap limits. */
#ifndef BASE_REGEX_H
#define BASE_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

struct regex;

/* OFTEN: machine code from the first search on, so that a costly text is refused by each search or by none. */
enum regex_flag { REGEX_CASELESS = 1, REGEX_UCP = 2, REGEX_OFTEN = 4 };

/* UTF is always on and invalid bytes never match. The object is heap memory of the library: free
 * it. */
enum rc regex_new(struct str pattern, unsigned flags, struct regex **ret, struct err *err);
void regex_free(struct regex *r); /* NULL is fine */

struct regex_match {
	size_t from, to; /* byte offsets of the whole match */
};

/* Finds the first match at or after `from`. A reached limit is RC_LIMIT in *err and no match;
 * otherwise *err is left alone. err may be NULL. Not for two threads at once: groups are kept in r.
 */
bool regex_find(const struct regex *r, struct str text, size_t from, struct regex_match *ret,
	struct err *err);
/* Text of a named group of the last regex_find on r; empty when it took no part. Dies with the next
 * find. */
struct str regex_group(const struct regex *r, const char *name);
/* Quotes text so that it matches itself. */
struct str regex_quote(struct arena *a, struct str text);

#endif
