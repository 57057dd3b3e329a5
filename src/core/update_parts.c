/* update_parts.c: reads the table of what a text to each audience must contain. */
#include "base/tsv.h"
#include "core/update_text_internal.h"

enum { UP_ID, UP_AUDIENCE, UP_PHASE, UP_ACTION, UP_RULE, UP_PATTERN, UP_HINT, UP_COUNT };
static const char *const columns[UP_COUNT] = {
	"id", "audience", "phase", "action", "rule", "pattern", "hint"};

enum { PARTS_MAX = 500 };

struct loader {
	struct update_texts *texts;
	struct tsv t;
	int at[UP_COUNT];
	size_t row;
	struct err *err;
};

static struct str cell(const struct loader *l, size_t column)
{
	return str_trim(tsv_cell(&l->t, l->row, l->at[column]));
}

static enum rc refuse(const struct loader *l, const char *what)
{
	return err_set(l->err, RC_USAGE, "%s:%u: %s", l->t.file, l->t.lines[l->row], what);
}

static enum rc phases_load(const struct loader *l, unsigned *ret)
{
	struct str word = cell(l, UP_PHASE);
	unsigned over = 1u << STATUS_RESOLVED | 1u << STATUS_CLOSED;
	unsigned all = (1u << (STATUS_CLOSED + 1)) - 1;
	enum status s;

	if (str_eq_z(word, "any"))
		*ret = all;
	else if (str_eq_z(word, "open"))
		*ret = all & ~over;
	else if (str_eq_z(word, "resolved"))
		*ret = over;
	else if (status_find(word, &s))
		*ret = 1u << s;
	else
		return refuse(l,
			"a phase is any, open, investigating, identified, monitoring or resolved");
	return RC_OK;
}

static enum rc rule_load(const struct loader *l, enum part_rule *ret)
{
	static const char *const names[] = {"pattern", "level", "state", "next"};
	struct str word = cell(l, UP_RULE);

	for (size_t n = 0; n < sizeof names / sizeof *names; n++)
		if (str_eq_z(word, names[n])) {
			*ret = (enum part_rule)n;
			return RC_OK;
		}
	return refuse(l, "a rule is pattern, level, state or next");
}

static bool stands_twice(const struct update_texts *t, struct str id)
{
	for (size_t n = 0; n + 1 < t->parts.n; n++)
		if (str_eq(t->parts.v[n].id, id))
			return true;
	return false;
}

static enum rc row_load(struct loader *l)
{
	struct update_texts *t = l->texts;
	struct update_part *p;
	enum rc rc;

	if (t->parts.n == PARTS_MAX)
		return refuse(l, "there are too many parts");
	p = VEC_PUSH(t->arena, &t->parts);
	p->id = cell(l, UP_ID);
	p->audience = cell(l, UP_AUDIENCE);
	p->pattern = cell(l, UP_PATTERN);
	p->hint = cell(l, UP_HINT);
	p->block = str_eq_z(cell(l, UP_ACTION), "block");
	p->line = l->t.lines[l->row];
	p->regex = ARENA_NEW(t->arena, struct regex *);
	if (!p->id.n || !p->audience.n)
		return refuse(l, "a part needs an id and an audience");
	if (stands_twice(t, p->id))
		return refuse(l, "this id stands twice");
	if (!p->block && !str_eq_z(cell(l, UP_ACTION), "warn"))
		return refuse(l, "an action is block or warn");
	rc = phases_load(l, &p->phases);
	if (rc == RC_OK)
		rc = rule_load(l, &p->rule);
	if (rc == RC_OK && (p->rule == PART_PATTERN || p->rule == PART_NEXT) &&
		(!p->pattern.n || str_eq_z(p->pattern, "-")))
		rc = refuse(l, "this rule needs a pattern");
	return rc;
}

struct update_texts *update_texts_new(struct arena *a)
{
	struct update_texts *t = ARENA_NEW(a, struct update_texts);

	t->arena = a;
	return t;
}

void update_texts_free(struct update_texts *t)
{
	for (size_t n = 0; t && n < t->parts.n; n++) {
		regex_free(*t->parts.v[n].regex);
		*t->parts.v[n].regex = NULL;
	}
}

enum rc update_texts_parts(
	struct update_texts *t, const char *file, struct str text, struct err *err)
{
	struct loader l = {.texts = t, .err = err};
	enum rc rc = tsv_parse(t->arena, file, text, &l.t, err);

	t->file = file;
	if (rc == RC_OK)
		rc = tsv_columns(&l.t, columns, UP_COUNT, l.at, err);
	for (; rc == RC_OK && l.row < l.t.rows; l.row++)
		rc = row_load(&l);
	return rc;
}

const struct regex *update_part_regex(
	const struct update_texts *t, const struct update_part *p, struct err *err)
{
	struct err why;

	if (!*p->regex &&
		regex_new(p->pattern, REGEX_CASELESS | REGEX_UCP, p->regex, &why) != RC_OK) {
		*p->regex = NULL;
		err_set(err, RC_USAGE, "%s:%u: %s", t->file, p->line, why.text);
	}
	return *p->regex;
}

enum rc update_texts_compile(const struct update_texts *t, struct err *err)
{
	for (size_t n = 0; n < t->parts.n; n++) {
		const struct update_part *p = &t->parts.v[n];

		if ((p->rule == PART_PATTERN || p->rule == PART_NEXT) &&
			!update_part_regex(t, p, err))
			return RC_USAGE;
	}
	return RC_OK;
}
