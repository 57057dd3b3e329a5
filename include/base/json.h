/* json.h: JSON values read into an arena, and a writer whose output is compact and in the order
 * written. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"

enum json_type { JSON_NULL, JSON_BOOL, JSON_INT, JSON_REAL, JSON_STR, JSON_ARRAY, JSON_OBJECT };

struct json {
	enum json_type type;
	bool b;
	int64_t i;
	double r;
	struct str s;
	size_t n;           /* elements or members */
	struct json *items; /* array elements or member values */
	struct str *names;  /* member names, object only */
};

/* Strict: duplicate keys, bad UTF-8, depth over 32, trailing bytes and over 1 MiB are refused.
 * Result lives in the arena. */
enum rc json_parse(struct arena *a, struct str text, const struct json **ret, struct err *err);
const struct json *json_get(
	const struct json *object, const char *name); /* NULL: none; NULL object is fine */
struct str json_str(
	const struct json *object, const char *name); /* empty when absent or no string */
int64_t json_int(const struct json *object, const char *name, int64_t otherwise);
bool json_bool(const struct json *object, const char *name, bool otherwise);

/* Writer: commas are its business. Names and strings must be valid UTF-8 (bad bytes become U+FFFD).
 */
struct json_out {
	struct buf *buf;
	bool need_comma;
};
void json_out_init(struct json_out *o, struct buf *buf);
void json_out_open(struct json_out *o, const char *name,
	char bracket); /* '{' or '['; name NULL inside arrays */
void json_out_close(struct json_out *o, char bracket);
void json_out_str(struct json_out *o, const char *name, struct str value);
void json_out_z(struct json_out *o, const char *name, const char *value);
void json_out_int(struct json_out *o, const char *name, int64_t value);
void json_out_bool(struct json_out *o, const char *name, bool value);
void json_out_null(struct json_out *o, const char *name);
/* ISO 8601 in UTC; null for INSTANT_NONE. */
void json_out_time(struct json_out *o, const char *name, instant at);
void json_out_raw(struct json_out *o, const char *name, struct str json); /* already encoded */

#endif
