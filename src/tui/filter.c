/* filter.c: parses the filter of the timeline and decides on rows. */
#include "tui/filter_internal.h"

#include "lang/lex.h"

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool filter_contains(struct str text, struct str part)
{
	for (size_t i = 0; i + part.n <= text.n; i++) {
		size_t k = 0;
		while (k < part.n && lower(text.p[i + k]) == lower(part.p[k]))
			k++;
		if (k == part.n)
			return true;
	}
	return false;
}

static enum rc named(const struct word *w, instant now, struct filter *f, struct err *err)
{
	struct str value = str_cut(w->text, w->name.n + 1, w->text.n); /* behind "name=" */
	if (str_eq_z(w->name, "type")) {
		f->types = value;
	} else if (str_eq_z(w->name, "who")) {
		f->who = str_starts(value, STR("@")) ? str_cut(value, 1, value.n) : value;
	} else if (str_eq_z(w->name, "since")) {
		struct time_ctx ctx = {.now = now, .zero = INSTANT_NONE};
		struct stamp at;
		enum rc rc = time_parse(value, &ctx, &at, err);
		if (rc)
			return rc;
		f->since = at.at;
	} else {
		return err_set_at(err, RC_USAGE, w->at,
			"a filter knows type=, who=, since=, #tag and words, not %.*s=",
			STR_ARG(w->name));
	}
	return RC_OK;
}

enum rc filter_parse(
	struct arena *a, struct str line, instant now, struct filter *ret, struct err *err)
{
	struct filter f = {.since = INSTANT_NONE};
	struct words w;
	enum rc rc = lex_line(a, line, &w, err);
	for (size_t i = 0; rc == RC_OK && i < w.n; i++) {
		const struct word *x = &w.v[i];
		bool tag = !x->quoted &&
			   (str_starts(x->text, STR("#")) || str_starts(x->text, STR("-#")));
		if (x->name.n)
			rc = named(x, now, &f, err);
		else if (tag && f.tag_count < FILTER_WORDS_MAX)
			f.tags[f.tag_count++] = x->text;
		else if (!tag && f.word_count < FILTER_WORDS_MAX)
			f.words[f.word_count++] = x->text;
		else
			rc = err_set_at(err, RC_LIMIT, x->at, "a filter takes at most %d words",
				FILTER_WORDS_MAX);
	}
	if (rc == RC_OK)
		*ret = f;
	return rc;
}

static bool type_passes(struct str types, const struct entry *e)
{
	struct str one;
	while (str_split(&types, ',', &one)) {
		if (one.n && (str_ieq(one, e->label) || str_eq_z(one, event_kind_name(e->kind))))
			return true;
	}
	return false;
}

static bool has_tag(const struct entry *e, struct str tag)
{
	for (size_t i = 0; i < e->tags.n; i++) {
		if (str_ieq(e->tags.v[i], tag))
			return true;
	}
	return false;
}

bool filter_passes(const struct filter *f, const struct entry *e)
{
	if (f->types.n && !type_passes(f->types, e))
		return false;
	if (f->who.n && !filter_contains(e->actor, f->who))
		return false;
	if (f->since != INSTANT_NONE && e->occurred < f->since)
		return false;
	for (size_t i = 0; i < f->tag_count; i++) {
		struct str t = f->tags[i];
		bool without = t.p[0] == '-';
		if (has_tag(e, str_cut(t, without ? 2 : 1, t.n)) == without)
			return false;
	}
	for (size_t i = 0; i < f->word_count; i++) {
		if (!filter_contains(e->text, f->words[i]))
			return false;
	}
	return true;
}
