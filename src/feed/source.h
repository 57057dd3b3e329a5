/* source.h: the bytes of a log, read by steps. */
#ifndef FEED_SOURCE_H
#define FEED_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"

struct source;

/* "-" is standard input; `file` must outlive the source. RC_UNKNOWN: no such file; RC_USAGE: a folder; RC_LIMIT; RC_IO. */
enum rc source_open(const char *file, uint64_t most, struct source **ret, struct err *err);
void source_close(struct source *s); /* NULL is fine */
enum rc source_step(struct source *s, bool *ret_done, struct err *err);
struct str source_bytes(
	const struct source *s); /* of now; all of them and for good when it is done */
size_t source_expected(const struct source *s);         /* 0: not known */
const struct hash *source_hash(const struct source *s); /* when it is done */

#endif
