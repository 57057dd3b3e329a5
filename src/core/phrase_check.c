/* phrase_check.c: runs the phrase table over a text and says where, what and why. */
#include "core/phrase_internal.h"

#include "base/utf8.h"

struct checker {
	struct arena *arena;
	const struct phrase_policy *policy;
	const struct phrase_ask *ask;
	struct phrase_names names;
	struct str sentence;
	size_t offset; /* of the sentence in the text */
	struct phrase_finding *v;
	size_t n, cap, blocks;
	bool more;
};

static void found(struct checker *c, const struct phrase_finding *f)
{
	c->blocks += f->block;
	if (c->n == PHRASE_FINDINGS_MAX) {
		c->more = true;
		return;
	}
	if (c->n == c->cap) {
		size_t cap = c->cap ? 2 * c->cap : 16;

		c->v = arena_grow(c->arena, c->v, c->cap * sizeof *c->v, cap * sizeof *c->v);
		c->cap = cap;
	}
	c->v[c->n++] = *f;
}

/* The parts of a long roster share the rest of a pattern: the same words are told once. */
static bool is_told(const struct checker *c, const struct phrase_finding *f)
{
	for (size_t i = c->n; i-- > 0 && c->v[i].from >= c->offset;)
		if (c->v[i].from == f->from && str_eq(c->v[i].id, f->id))
			return true;
	return false;
}

/*
 * Guard matches are met in the order of their start. A match is inside one of them exactly when the
 * farthest end among those that start at or before it reaches its own end.
 */
struct guard {
	const struct regex *regex;
	struct regex_match next;
	bool has_next;
	size_t farthest;
};

static size_t one_on(struct str s, size_t at)
{
	size_t n = at < s.n ? utf8_next(str_cut(s, at, s.n)) : 0;

	return at + (n ? n : 1);
}

static void guard_start(struct guard *g, const struct regex *regex, struct str s)
{
	*g = (struct guard){.regex = regex};
	g->has_next = regex && regex_find(regex, s, 0, &g->next, NULL);
}

static bool guard_covers(struct guard *g, struct str s, struct regex_match m)
{
	while (g->has_next && g->next.from <= m.from) {
		if (g->next.to > g->farthest)
			g->farthest = g->next.to;
		g->has_next = regex_find(g->regex, s, one_on(s, g->next.from), &g->next, NULL);
	}
	return g->farthest >= m.to && g->farthest > 0;
}

static void gave_up(struct checker *c, const struct phrase *ph)
{
	struct phrase_finding f = {.id = ph->id,
		.category = STR("limit"),
		.from = c->offset,
		.to = c->offset + c->sentence.n,
		.hint = STR("This sentence is too long to be checked; make it shorter.")};

	if (!is_told(c, &f))
		found(c, &f);
}

/* A rule that cannot be applied is told as a finding of its own kind, never left out. */
static void cannot_check(struct checker *c, const struct phrase *ph, const struct err *why)
{
	struct phrase_finding f = {.id = ph->id,
		.category = STR("limit"),
		.block = ph->block,
		.from = c->offset,
		.to = c->offset + c->sentence.n,
		.hint = str_fmt(c->arena, "This rule cannot be applied: %s", why->text)};

	if (!is_told(c, &f))
		found(c, &f);
}

static void check_pattern(struct checker *c, const struct phrase *ph, size_t k)
{
	struct err why = {0};
	const struct regex *pattern = phrase_regex(c->arena, c->policy, ph, &ph->pattern[k],
				   c->names.parts[k], &why),
			   *covers = NULL;
	struct regex_match m;
	struct guard guard;
	size_t at = 0;

	if (pattern && ph->guard)
		covers = phrase_regex(c->arena, c->policy, ph, ph->guard, c->names.parts[0], &why);
	if (why.rc != RC_OK) {
		cannot_check(c, ph, &why);
		return;
	}
	guard_start(&guard, covers, c->sentence);
	while (at <= c->sentence.n && regex_find(pattern, c->sentence, at, &m, &why)) {
		struct phrase_finding f = {.id = ph->id,
			.category = ph->category,
			.block = ph->block,
			.from = c->offset + m.from,
			.to = c->offset + m.to,
			.hint = ph->hint};

		if (m.to == m.from || guard_covers(&guard, c->sentence, m)) {
			at = one_on(c->sentence, m.from);
			continue;
		}
		if (!ph->names || !is_told(c, &f))
			found(c, &f);
		at = m.to;
	}
	if (why.rc != RC_OK)
		gave_up(c, ph);
}

static void check_sentence(struct checker *c)
{
	static const struct phrase_finding not_utf8 = {.id = {"UTF8", 4},
		.category = {"limit", 5},
		.hint = {"These bytes are not text; the words around them were not all checked.",
			69}};

	if (!utf8_is_valid(c->sentence)) {
		struct phrase_finding f = not_utf8;

		f.from = c->offset;
		f.to = c->offset + c->sentence.n;
		found(c, &f);
	}
	for (size_t i = 0; i < c->policy->n; i++) {
		const struct phrase *ph = &c->policy->v[i];

		if (str_find_ch(ph->scopes, (char)c->ask->scope) < 0 ||
			(ph->open_only && !c->ask->incident_open))
			continue;
		for (size_t k = 0; k < phrase_patterns(ph, &c->names); k++)
			check_pattern(c, ph, k);
	}
}

static int by_place(const void *pa, const void *pb)
{
	const struct phrase_finding *a = pa, *b = pb;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->block != b->block)
		return a->block ? -1 : 1;
	return str_cmp(a->id, b->id);
}

/* Findings are in the order of the text: one walk counts lines and characters for all of them. */
static void number_places(struct str text, struct phrase_finding *v, size_t n)
{
	unsigned line = 1, column = 1;
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		for (; at < v[i].from && at < text.n; at++) {
			unsigned char c = (unsigned char)text.p[at];

			if (c == '\n') {
				line++;
				column = 1;
			} else if ((c & 0xC0) != 0x80) {
				column++;
			}
		}
		v[i].line = line;
		v[i].column = column;
	}
}

static void say_too_many_names(struct checker *c)
{
	struct phrase_finding f = {.id = STR("NAMES"),
		.category = STR("limit"),
		.to = c->ask->text.n,
		.hint = STR("More people than can be looked for: read it for names yourself.")};

	found(c, &f);
}

void phrase_check(struct arena *a, const struct phrase_policy *p, const struct phrase_ask *ask,
	struct phrase_findings *ret)
{
	struct checker c = {.arena = a, .policy = p, .ask = ask};
	struct str rest = ask->text;

	phrase_names_make(a, &p->known, &ask->people, &c.names);
	phrase_policy_names(p, &c.names);
	if (c.names.more && ask->text.n)
		say_too_many_names(&c);
	while (phrase_sentence(&rest, &c.sentence)) {
		c.offset = (size_t)(c.sentence.p - ask->text.p);
		check_sentence(&c);
	}
	if (c.n > 1)
		qsort(c.v, c.n, sizeof *c.v, by_place);
	number_places(ask->text, c.v, c.n);
	*ret = (struct phrase_findings){c.v, c.n, c.blocks, c.more};
}

struct str phrase_finding_text(struct arena *a, const struct phrase_finding *f)
{
	return str_fmt(a, "%u:%u: %s %.*s %.*s: %.*s", f->line, f->column,
		f->block ? "block" : "warn", STR_ARG(f->category), STR_ARG(f->id),
		STR_ARG(f->hint));
}

bool phrase_scope_parse(struct str word, enum phrase_scope *ret)
{
	static const struct {
		const char *word;
		enum phrase_scope scope;
	} words[] = {{"P", PHRASE_PUBLIC}, {"public", PHRASE_PUBLIC}, {"customer", PHRASE_PUBLIC},
		{"customers", PHRASE_PUBLIC}, {"customers_public", PHRASE_PUBLIC},
		{"contract_customers", PHRASE_PUBLIC}, {"contract", PHRASE_PUBLIC},
		{"E", PHRASE_EXECUTIVE}, {"executive", PHRASE_EXECUTIVE},
		{"executives", PHRASE_EXECUTIVE}, {"execs", PHRASE_EXECUTIVE},
		{"I", PHRASE_INTERNAL}, {"internal", PHRASE_INTERNAL},
		{"responders", PHRASE_INTERNAL}, {"staff", PHRASE_INTERNAL},
		{"staff_wide", PHRASE_INTERNAL}, {"V", PHRASE_VENDOR}, {"vendor", PHRASE_VENDOR},
		{"R", PHRASE_REGULATOR}, {"regulator", PHRASE_REGULATOR}, {"M", PHRASE_REVIEW},
		{"postmortem", PHRASE_REVIEW}, {"post-mortem", PHRASE_REVIEW},
		{"review", PHRASE_REVIEW}, {"company", PHRASE_REVIEW}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_ieq(word, str_z(words[i].word))) {
			*ret = words[i].scope;
			return true;
		}
	return false;
}
