/* option.h: what can be set, each once with its type, default, bounds and meaning; and the store of what is set. */
#ifndef LANG_OPTION_H
#define LANG_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "doc/doc.h"

enum option_type {
	OPTION_BOOL, /* on off yes no true false */
	OPTION_INT,  /* least..most */
	OPTION_DUR,  /* 90s, 15m, also 1100ms; least..most in milliseconds */
	OPTION_ENUM, /* one of choices, a unique prefix is enough */
	OPTION_TEXT, /* one line; most: its longest length in bytes */
	OPTION_ZONE /* UTC, +02:00, Europe/Berlin; whether it exists is for the caller to find out */
};

struct option {
	const char *name;
	enum option_type type;
	const char *otherwise; /* the default, as it would be typed */
	int64_t least, most;
	/* OPTION_ENUM: words separated by '|'; one that ends in ':' takes more text behind it */
	const char *choices;
	const char *brief;
};

/* The table of options.def, in its order. */
size_t option_count(void);
const struct option *option_at(size_t i); /* NULL behind the end */
/* By name or unique prefix, '-' and '_' are one. RC_UNKNOWN suggests the nearest, RC_AMBIGUOUS names the readings. */
enum rc option_find(struct str name, const struct option **ret, struct err *err);

struct option_value {
	bool on;        /* OPTION_BOOL */
	int64_t number; /* OPTION_INT; OPTION_DUR in microseconds (a duration) */
	struct str
		text; /* every type, as it is to be printed and stored: "on", "15m", the choice in full */
};
/* RC_USAGE says what the option takes. The text of *ret lives in the arena or is static. */
enum rc option_parse(struct arena *a, const struct option *o, struct str value,
	struct option_value *ret, struct err *err);

/* What is set now; every option has its default until then. Lives in the arena given to options_new. */
struct options;
struct options *options_new(struct arena *a);
/* *ret: the option that was meant, in full; may be NULL. */
enum rc options_set(struct options *o, struct str name, struct str value, const struct option **ret,
	struct err *err);
/* The name must be one of the table in full; anything else is a BUG(). */
struct str options_text(const struct options *o, const char *name);
/* "set mouse" and "set": one option with its meaning, or all as a table; changed ones are marked. */
void options_show(const struct options *o, const struct option *one, struct doc *d);

#endif
