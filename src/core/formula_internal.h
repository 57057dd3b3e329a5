/* formula_internal.h: what a formula is given, taken apart. */
#ifndef CORE_FORMULA_INTERNAL_H
#define CORE_FORMULA_INTERNAL_H

#include <stdbool.h>

#include "core/formula.h"

enum { INPUTS_MAX = 16, ITEMS_MAX = 256 };

struct input {
	struct str key;
	struct str *items;
	size_t n;
};

/* Readers note the first thing that is wrong in `err` and go on with a zero: one look at the end is enough. */
struct inputs {
	struct arena *arena;
	struct input v[INPUTS_MAX];
	size_t n;
	struct err err; /* rc RC_OK: all was well */
};

/* A stretch of a day in minutes. */
struct day_span {
	double from, to, weight;
	struct str rest; /* what is said behind it */
};

void inputs_read(struct inputs *in, struct arena *a, struct str text);
void inputs_wrong(struct inputs *in, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool inputs_has(const struct inputs *in, const char *key);
double input_number(struct inputs *in, const char *key);
double input_or(struct inputs *in, const char *key, double otherwise);
/* hh:mm as minutes of the day. */
double input_clock(struct inputs *in, const char *key);
/* A list of numbers; at least one, else it is wrong and *ret holds one zero. */
size_t input_list(struct inputs *in, const char *key, double **ret);
/* The items as they stand. */
size_t input_items(struct inputs *in, const char *key, const struct str **ret);
void input_drop_last(struct inputs *in, const char *key);
/* [hh:mm-hh:mm] or hh:mm-hh:mm, then @weight and words where there are some. */
size_t input_spans(struct inputs *in, const char *key, struct day_span **ret);

/* A number at the start of the text, which is moved behind it; false: there is none. */
bool number_take(struct str *text, double *ret);

#endif
