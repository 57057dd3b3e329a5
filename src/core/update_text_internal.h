/* update_text_internal.h: the loaded parts and templates, shared by their loaders and the check. */
#ifndef CORE_UPDATE_TEXT_INTERNAL_H
#define CORE_UPDATE_TEXT_INTERNAL_H

#include "base/regex.h"
#include "base/vec.h"
#include "core/update_text.h"

enum part_rule { PART_PATTERN, PART_LEVEL, PART_STATE, PART_NEXT };

struct update_part {
	struct str id, audience, pattern, hint;
	unsigned phases; /* bit per enum status */
	enum part_rule rule;
	bool block;
	unsigned line;
	struct regex **regex; /* compiled when first needed */
};

struct update_template {
	struct str audience, phase; /* empty: any */
	struct str name, text;
};

struct update_texts {
	struct arena *arena;
	const char *file;
	VEC(struct update_part) parts;
	VEC(struct update_template) templates;
};

/* NULL when it cannot be compiled: RC_USAGE, "file:line: what". */
const struct regex *update_part_regex(
	const struct update_texts *t, const struct update_part *p, struct err *err);

/* Next slot {{name|question}} at or after *at; false: none. */
struct update_slot {
	size_t from, to;
	struct str name, question;
};
bool update_slot_next(struct str text, size_t at, struct update_slot *ret);
bool update_fact_find(struct str name, enum update_fact *ret);

#endif
