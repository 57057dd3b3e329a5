/* phrase_policy.c: reads the phrase table, puts the roster into the patterns and compiles them, at once or when needed. */
#include "core/phrase_internal.h"

#include "base/tsv.h"

/* Keeps a pattern with a part of the roster in it, twice, below the size that the pattern library
 * is given. */
enum { ROSTER_PART_MAX = 1000, PATTERN_TEXT_MAX = 16384, NAME_MAX_BYTES = 64 };

static const struct str roster_slot = {"{{ROSTER}}", 10};
static const struct str never = {"(?!)", 4};

/* First names that are also ordinary words of English text; in lower case they mean the word. */
static const char *const word_names[] = {"Ace", "April", "Art", "August", "Autumn", "Bill",
	"Chance", "Chase", "Cliff", "Dale", "Dawn", "Dean", "Dot", "Drew", "Earl", "Eve", "Faith",
	"Frank", "Gene", "Glen", "Grace", "Grant", "Guy", "Heath", "Hope", "Iris", "Ivy", "Jack",
	"Joy", "June", "King", "Lance", "Lead", "Major", "Mark", "Mason", "Max", "May", "Merit",
	"Miles", "Nick", "Norm", "Olive", "Page", "Pat", "Patience", "Penny", "Pierce", "Price",
	"Queen", "Ray", "Reed", "Rich", "Rob", "Robin", "Rock", "Rose", "Ruby", "Rusty", "Sandy",
	"Scout", "Sky", "Stone", "Storm", "Sue", "Summer", "Tab", "Trace", "Victor", "Wade", "Ward",
	"Will", "Win", "Wood"};

enum { PH_ID, PH_CATEGORY, PH_ACTION, PH_SCOPE, PH_STATE, PH_PATTERN, PH_GUARD, PH_HINT, PH_COUNT };
static const char *const columns[PH_COUNT] = {
	"id", "category", "action", "scope", "state", "pattern", "guard", "hint"};

struct loader {
	struct arena *arena;
	struct tsv t;
	int at[PH_COUNT];
	size_t row;
	const struct str *parts; /* of the roster, as alternations */
	size_t part_count;
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

/* ---- Roster ---- */

static bool is_ordinary_word(struct str name)
{
	for (size_t i = 0; i < sizeof word_names / sizeof *word_names; i++)
		if (str_ieq(name, str_z(word_names[i])))
			return true;
	return false;
}

static struct str name_pattern(struct arena *a, struct str name)
{
	struct str quoted = regex_quote(a, name);
	char *z;

	if (!is_ordinary_word(name))
		return quoted;
	z = str_to_z(a, name);
	if (z[0] >= 'a' && z[0] <= 'z')
		z[0] = (char)(z[0] - 'a' + 'A');
	return str_fmt(a, "(?-i:%s)", z);
}

/* Alternations of names, each short enough for one pattern; one that never matches when there is
 * nobody. */
static size_t roster_parts(
	struct arena *a, const struct phrase_roster *roster, const struct str **ret)
{
	size_t names = roster ? roster->n : 0, n = 0;
	struct str *parts = ARENA_ARRAY(a, names + 1, struct str);
	struct buf b;

	buf_init(&b, a, ROSTER_PART_MAX + 8 * NAME_MAX_BYTES);
	for (size_t i = 0; i < names; i++) {
		struct str name = str_trim(roster->names[i]);

		/* One letter would flag half of the language; so long a name is none. */
		if (name.n < 2 || name.n > NAME_MAX_BYTES)
			continue;
		if (b.n > ROSTER_PART_MAX) {
			parts[n++] = buf_str(&b);
			buf_init(&b, a, ROSTER_PART_MAX + 8 * NAME_MAX_BYTES);
		}
		if (b.n > 0)
			buf_add_ch(&b, '|');
		buf_add(&b, name_pattern(a, name));
	}
	if (b.n > 0 || n == 0)
		parts[n++] = b.n > 0 ? buf_str(&b) : never;
	*ret = parts;
	return n;
}

static bool with_roster(struct loader *l, struct str pattern, struct str part, struct str *ret)
{
	struct buf b;
	ptrdiff_t at;

	buf_init(&b, l->arena, PATTERN_TEXT_MAX);
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

/* ---- Rows ---- */

static enum rc keep(struct loader *l, struct str text, struct str part, struct phrase_pattern *ret)
{
	if (!with_roster(l, text, part, &ret->text))
		return refuse(l, "this pattern is too long");
	return RC_OK;
}

const struct regex *phrase_regex(const struct phrase_policy *p, const struct phrase *ph,
	struct phrase_pattern *pattern, struct err *err)
{
	struct err why = {0};

	if (!pattern->regex && regex_new(pattern->text, REGEX_CASELESS | REGEX_UCP, &pattern->regex,
				       &why) != RC_OK)
		err_set(err, RC_USAGE, "%s:%u: %s", p->file, ph->line, why.text);
	return pattern->regex;
}

static enum rc patterns_load(struct loader *l, struct phrase *ph)
{
	struct str text = cell(l, PH_PATTERN), guard = cell(l, PH_GUARD);
	size_t n = str_find(text, roster_slot) >= 0 ? l->part_count : 1;
	enum rc rc = RC_OK;

	if (text.n == 0)
		return refuse(l, "a row needs a pattern");
	ph->pattern = ARENA_ARRAY(l->arena, n, struct phrase_pattern);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		rc = keep(l, text, l->parts[i], &ph->pattern[i]);
		ph->patterns += rc == RC_OK;
	}
	if (rc != RC_OK || str_eq_z(guard, "-") || guard.n == 0)
		return rc;
	ph->guard = ARENA_NEW(l->arena, struct phrase_pattern);
	return keep(l, guard, l->parts[0], ph->guard);
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
	l.part_count = roster_parts(a, roster, &l.parts);
	p->v = ARENA_ARRAY(a, l.t.rows + 1, struct phrase);
	for (; rc == RC_OK && l.row < l.t.rows; l.row++)
		rc = row_load(&l, p);
	if (rc == RC_OK)
		*ret = p;
	return rc;
}

enum rc phrase_policy_compile(const struct phrase_policy *p, struct err *err)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct phrase *ph = &p->v[i];

		for (size_t k = 0; k < ph->patterns; k++)
			if (!phrase_regex(p, ph, &ph->pattern[k], err))
				return RC_USAGE;
		if (ph->guard && !phrase_regex(p, ph, ph->guard, err))
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
	rc = phrase_policy_compile(p, err);
	if (rc == RC_OK)
		*ret = p;
	else
		phrase_policy_free(p);
	return rc;
}

void phrase_policy_free(struct phrase_policy *p)
{
	for (size_t i = 0; p && i < p->n; i++) {
		for (size_t k = 0; k < p->v[i].patterns; k++)
			regex_free(p->v[i].pattern[k].regex);
		if (p->v[i].guard)
			regex_free(p->v[i].guard->regex);
	}
	if (p)
		p->n = 0;
}
