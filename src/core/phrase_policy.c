/* phrase_policy.c: reads the phrase table and compiles its patterns with the names in them, at once or when needed. */
#include "core/phrase_internal.h"

#include "base/tsv.h"

enum { PATTERN_TEXT_MAX = 16384 };

static const struct str roster_slot = {"{{ROSTER}}", 10};

enum { PH_ID, PH_CATEGORY, PH_ACTION, PH_SCOPE, PH_STATE, PH_PATTERN, PH_GUARD, PH_HINT, PH_COUNT };
static const char *const columns[PH_COUNT] = {
	"id", "category", "action", "scope", "state", "pattern", "guard", "hint"};

struct loader {
	struct arena *arena;
	struct tsv t;
	int at[PH_COUNT];
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

/* ---- Rows ---- */

static bool with_names(struct arena *a, struct str pattern, struct str part, struct str *ret)
{
	struct buf b;
	ptrdiff_t at;

	buf_init(&b, a, PATTERN_TEXT_MAX);
	while ((at = str_find(pattern, roster_slot)) >= 0) {
		buf_add(&b, str_cut(pattern, 0, (size_t)at));
		buf_add_z(&b, "(?:");
		buf_add(&b, part);
		buf_add_ch(&b, ')');
		pattern = str_cut(pattern, (size_t)at + roster_slot.n, pattern.n);
	}
	buf_add(&b, pattern);
	*ret = buf_str(&b);
	return !b.over;
}

const struct regex *phrase_regex(struct arena *a, const struct phrase_policy *p,
	const struct phrase *ph, struct phrase_pattern *pattern, struct str part, struct err *err)
{
	struct err why = {0};
	struct str text;

	if (pattern->regex)
		return pattern->regex;
	if (!with_names(a, pattern->text, part, &text))
		err_set(err, RC_USAGE, "%s:%u: this pattern is too long", p->file, ph->line);
	else if (regex_new(text, REGEX_CASELESS | REGEX_UCP, &pattern->regex, &why) != RC_OK)
		err_set(err, RC_USAGE, "%s:%u: %s", p->file, ph->line, why.text);
	return pattern->regex;
}

static void forget(const struct phrase *ph)
{
	for (size_t k = 0; k < (ph->names ? ROSTER_PARTS_MAX : 1); k++) {
		regex_free(ph->pattern[k].regex);
		ph->pattern[k].regex = NULL;
	}
	if (ph->guard) {
		regex_free(ph->guard->regex);
		ph->guard->regex = NULL;
	}
}

void phrase_policy_names(const struct phrase_policy *p, const struct phrase_names *names)
{
	struct hash_state st;
	struct hash key;

	hash_begin(&st);
	for (size_t n = 0; n < names->n; n++)
		hash_add(&st, names->parts[n].p, names->parts[n].n);
	key = hash_end(&st);
	for (size_t n = 0; !hash_eq(&key, p->compiled_for) && n < p->n; n++)
		if (p->v[n].names)
			forget(&p->v[n]);
	*p->compiled_for = key;
}

static enum rc patterns_load(struct loader *l, struct phrase *ph)
{
	struct str text = cell(l, PH_PATTERN), guard = cell(l, PH_GUARD);
	size_t n;

	if (text.n == 0)
		return refuse(l, "a row needs a pattern");
	ph->names = str_find(text, roster_slot) >= 0 || str_find(guard, roster_slot) >= 0;
	n = ph->names ? ROSTER_PARTS_MAX : 1;
	ph->pattern = ARENA_ARRAY(l->arena, n, struct phrase_pattern);
	for (size_t k = 0; k < n; k++)
		ph->pattern[k].text = text;
	if (str_eq_z(guard, "-") || guard.n == 0)
		return RC_OK;
	ph->guard = ARENA_NEW(l->arena, struct phrase_pattern);
	ph->guard->text = guard;
	return RC_OK;
}

static bool scopes_are_known(struct str scopes)
{
	for (size_t i = 0; i < scopes.n; i++)
		if (!strchr("PEIVRM", scopes.p[i]))
			return false;
	return scopes.n > 0;
}

static enum rc row_load(struct loader *l, struct phrase_policy *p)
{
	struct phrase *ph = &p->v[p->n];
	struct str action = cell(l, PH_ACTION), state = cell(l, PH_STATE);

	ph->id = cell(l, PH_ID);
	ph->category = cell(l, PH_CATEGORY);
	ph->hint = cell(l, PH_HINT);
	ph->scopes = cell(l, PH_SCOPE);
	ph->block = str_eq_z(action, "block");
	ph->open_only = str_eq_z(state, "open");
	ph->line = l->t.lines[l->row];
	if (ph->id.n == 0 || ph->category.n == 0)
		return refuse(l, "a row needs an id and a category");
	if (!ph->block && !str_eq_z(action, "warn"))
		return refuse(l, "action is block or warn");
	if (!ph->open_only && !str_eq_z(state, "any"))
		return refuse(l, "state is open or any");
	if (!scopes_are_known(ph->scopes))
		return refuse(l, "scope is made of the letters P E I V R M");
	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->v[i].id, ph->id))
			return refuse(l, "this id stands twice");
	p->n++;
	return patterns_load(l, ph);
}

enum rc phrase_policy_read(struct arena *a, const char *file, struct str text,
	const struct phrase_roster *roster, struct phrase_policy **ret, struct err *err)
{
	struct loader l = {.arena = a, .err = err};
	struct phrase_policy *p = ARENA_NEW(a, struct phrase_policy);
	enum rc rc = tsv_parse(a, file, text, &l.t, err);

	if (rc == RC_OK)
		rc = tsv_columns(&l.t, columns, PH_COUNT, l.at, err);
	if (rc != RC_OK)
		return rc;
	p->file = arena_strdup(a, file);
	p->compiled_for = ARENA_NEW(a, struct hash);
	if (roster)
		p->known = *roster;
	p->v = ARENA_ARRAY(a, l.t.rows + 1, struct phrase);
	for (; rc == RC_OK && l.row < l.t.rows; l.row++)
		rc = row_load(&l, p);
	if (rc == RC_OK)
		*ret = p;
	return rc;
}

enum rc phrase_policy_compile(struct arena *a, const struct phrase_policy *p, struct err *err)
{
	struct phrase_names names;

	phrase_names_make(a, &p->known, NULL, &names);
	phrase_policy_names(p, &names);
	for (size_t i = 0; i < p->n; i++) {
		const struct phrase *ph = &p->v[i];

		for (size_t k = 0; k < phrase_patterns(ph, &names); k++)
			if (!phrase_regex(a, p, ph, &ph->pattern[k], names.parts[k], err))
				return RC_USAGE;
		if (ph->guard && !phrase_regex(a, p, ph, ph->guard, names.parts[0], err))
			return RC_USAGE;
	}
	return RC_OK;
}

enum rc phrase_policy_parse(struct arena *a, const char *file, struct str text,
	const struct phrase_roster *roster, struct phrase_policy **ret, struct err *err)
{
	struct phrase_policy *p;
	enum rc rc = phrase_policy_read(a, file, text, roster, &p, err);

	if (rc != RC_OK)
		return rc;
	rc = phrase_policy_compile(a, p, err);
	if (rc == RC_OK)
		*ret = p;
	else
		phrase_policy_free(p);
	return rc;
}

void phrase_policy_free(struct phrase_policy *p)
{
	for (size_t i = 0; p && i < p->n; i++)
		forget(&p->v[i]);
	if (p)
		p->n = 0;
}
