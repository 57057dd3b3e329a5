/* complete.c: what could stand at the cursor of a command line, what is missing behind it and what is wrong in it. */
#include "lang/complete.h"

#include "lang/lang_internal.h"

/* Candidates of a weaker class are offered only when there is none of a stronger one. */
enum rank {
	RANK_PREFIX,
	RANK_PREFIX_ANY_CASE,
	RANK_PREFIX_UNSIGNED,
	RANK_PART,
	RANK_FUZZY,
	RANK_NONE
};
enum { FUZZY_LETTERS = 3 };

struct complete_sink {
	struct arena *arena;
	struct completion *out;
	enum rank ranks[COMPLETE_MAX];
	struct str typed;
	size_t from, to;
	const char *suffix; /* "=" while names are offered */
};

/* The line around the cursor. */
struct place {
	struct words before; /* whole words in front of the one at the cursor */
	struct str typed;    /* the part of that word in front of the cursor, unquoted */
	struct str name;     /* "due" when the cursor stands behind "due=" */
	size_t from, to;     /* bytes that a candidate replaces */
	bool in_quotes;
};

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool starts_any_case(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_ieq(str_cut(s, 0, prefix.n), prefix);
}

static bool is_joint(char c)
{
	return c == '-' || c == '_' || c == '.' || c == '/' || c == ' ';
}

static bool part_starts(struct str s, struct str prefix)
{
	for (size_t i = 1; i < s.n; i++)
		if (is_joint(s.p[i - 1]) && starts_any_case(str_cut(s, i, s.n), prefix))
			return true;
	return false;
}

static bool holds_in_order(struct str s, struct str letters)
{
	size_t hit = 0;
	for (size_t i = 0; i < s.n && hit < letters.n; i++)
		hit += lower(s.p[i]) == lower(letters.p[hit]);
	return hit == letters.n;
}

static struct str without_sign(struct str s)
{
	return s.n > 1 && (s.p[0] == '@' || s.p[0] == '#') ? str_cut(s, 1, s.n) : s;
}

static enum rank rank_of(struct str text, struct str typed)
{
	if (str_starts(text, typed))
		return RANK_PREFIX;
	if (starts_any_case(text, typed))
		return RANK_PREFIX_ANY_CASE;
	if (starts_any_case(without_sign(text), typed))
		return RANK_PREFIX_UNSIGNED;
	if (typed.n < FUZZY_LETTERS)
		return RANK_NONE;
	if (part_starts(text, typed))
		return RANK_PART;
	return holds_in_order(text, typed) ? RANK_FUZZY : RANK_NONE;
}

static int class_of(enum rank r)
{
	return r < RANK_PREFIX_UNSIGNED ? 0 : r < RANK_PART ? 1 : 2;
}

static bool is_offered(const struct complete_sink *sink, struct str text)
{
	for (size_t i = 0; i < sink->out->n; i++)
		if (str_eq(sink->out->v[i].text, text))
			return true;
	return false;
}

/* Stable by rank; when the table is full the worst one falls out. */
void complete_offer(struct complete_sink *sink, struct str text, struct str means)
{
	struct completion *out = sink->out;
	enum rank rank = rank_of(text, sink->typed);
	if (rank == RANK_NONE || !text.n)
		return;
	struct str shown = sink->suffix
				   ? str_fmt(sink->arena, "%.*s%s", STR_ARG(text), sink->suffix)
				   : lex_quote(sink->arena, text);
	size_t at = out->n;
	if (is_offered(sink, shown))
		return;
	while (at > 0 && sink->ranks[at - 1] > rank)
		at--;
	if (at == COMPLETE_MAX)
		return;
	size_t kept = out->n < COMPLETE_MAX ? out->n : COMPLETE_MAX - 1;
	memmove(&out->v[at + 1], &out->v[at], (kept - at) * sizeof *out->v);
	memmove(&sink->ranks[at + 1], &sink->ranks[at], (kept - at) * sizeof *sink->ranks);
	out->v[at] = (struct candidate){shown, means, sink->from, sink->to};
	sink->ranks[at] = rank;
	out->n = kept + 1;
}

static size_t word_end(struct str line, size_t at)
{
	while (at < line.n && !is_blank(line.p[at]))
		at++;
	return at;
}

/* Cuts the line at the cursor; a quote that is still open there belongs to the word being typed. */
static void find_place(struct arena *a, const struct complete_ask *ask, struct place *p)
{
	struct str head = str_cut(ask->line, 0, ask->cursor);
	struct words w = {0};
	struct err err = {.at = -1};
	*p = (struct place){.from = head.n, .to = word_end(ask->line, head.n)};
	if (lex_line(a, head, &w, &err) && err.at >= 0 && (size_t)err.at < head.n) {
		size_t quote = (size_t)err.at, start = quote;
		while (start > 0 && !is_blank(head.p[start - 1]))
			start--;
		p->in_quotes = true;
		p->from = quote;
		p->to = ask->line.n;
		p->typed = str_cut(head, quote + 1, head.n);
		if (quote > start)
			p->name = str_cut(head, start, quote - 1);
		lex_line(a, str_cut(head, 0, start), &p->before, NULL);
		return;
	}
	p->before = w;
	if (!w.n || (size_t)w.v[w.n - 1].end < head.n)
		return;
	const struct word *last = &w.v[w.n - 1];
	p->before.n--;
	p->typed = word_value(last);
	p->name = last->name;
	p->from = (size_t)last->at + (last->name.n ? last->name.n + 1 : 0);
}

static bool has_alias(const struct verb_info *v, struct str word, bool prefix, struct str *ret)
{
	struct str rest = str_z(v->alias), part;
	while (rest.n && str_split(&rest, ' ', &part)) {
		if (!part.n || !(prefix ? starts_any_case(part, word) : str_ieq(part, word)))
			continue;
		*ret = part;
		return true;
	}
	return false;
}

static const struct verb_info *find_exact(const struct complete_ask *ask, struct str word)
{
	struct str alias;
	for (size_t i = 0; i < ask->verb_count; i++)
		if (str_ieq(word, str_z(ask->verbs[i].name)) ||
			has_alias(&ask->verbs[i], word, false, &alias))
			return &ask->verbs[i];
	return NULL;
}

/* Exact, else the only one whose name starts so: as every door reads verbs. */
static enum rc find_verb(struct arena *a, const struct complete_ask *ask, struct str word,
	const struct verb_info **ret, struct err *err)
{
	const struct verb_info *found = find_exact(ask, word);
	struct str *names = ARENA_ARRAY(a, ask->verb_count + 1, struct str);
	struct buf hits;
	size_t n = 0;
	buf_init(&hits, a, 256);
	for (size_t i = 0; i < ask->verb_count && !found; i++) {
		names[i] = str_z(ask->verbs[i].name);
		if (!word.n || !starts_any_case(names[i], word))
			continue;
		buf_addf(&hits, "%s%s", n++ ? ", " : "", ask->verbs[i].name);
		*ret = &ask->verbs[i];
	}
	if (found)
		*ret = found;
	if (found || n == 1)
		return RC_OK;
	if (n)
		return err_set(err, RC_AMBIGUOUS, "\"%.*s\" could be %.*s", STR_ARG(word),
			STR_ARG(buf_str(&hits)));
	struct str near = nearest(word, names, ask->verb_count);
	if (near.n)
		return err_set(err, RC_UNKNOWN, "there is no \"%.*s\", did you mean %.*s?",
			STR_ARG(word), STR_ARG(near));
	return err_set(
		err, RC_UNKNOWN, "there is no \"%.*s\"; help lists the commands", STR_ARG(word));
}

static void offer_verbs(const struct complete_ask *ask, struct complete_sink *sink)
{
	for (size_t i = 0; i < ask->verb_count; i++) {
		const struct verb_info *v = &ask->verbs[i];
		struct str alias;
		complete_offer(sink, str_z(v->name), str_z(v->brief));
		if (sink->typed.n && !starts_any_case(str_z(v->name), sink->typed) &&
			has_alias(v, sink->typed, true, &alias))
			complete_offer(sink, alias,
				str_fmt(sink->arena, "%s: %s", v->name, v->brief ? v->brief : ""));
	}
}

static void ask_values(const struct complete_ask *ask, enum slot_type type, struct str name,
	const struct words *before, struct complete_sink *sink)
{
	if (ask->values)
		ask->values(ask->self, type, name, before, sink);
}

/* "15" where a length belongs: the units it could have. */
static void offer_units(
	struct complete_sink *sink, const char *const *units, const char *const *means)
{
	if (!all_digits(sink->typed))
		return;
	for (; *units; units++, means++)
		complete_offer(sink, str_fmt(sink->arena, "%.*s%s", STR_ARG(sink->typed), *units),
			str_z(*means));
}

static void offer_slot(const struct complete_ask *ask, const struct slot *s,
	const struct words *before, struct complete_sink *sink)
{
	static const char *const dur[] = {"m", "h", "s", "d", NULL};
	static const char *const dur_means[] = {"minutes", "hours", "seconds", "days"};
	static const char *const share[] = {"%", NULL};
	static const char *const share_means[] = {"percent"};
	for (size_t i = 0; i < s->choice_count; i++)
		complete_offer(sink, s->choices[i], (struct str){0});
	if (s->type == SLOT_VERB)
		offer_verbs(ask, sink);
	if (s->type == SLOT_DUR)
		offer_units(sink, dur, dur_means);
	if (s->type == SLOT_SHARE)
		offer_units(sink, share, share_means);
	ask_values(ask, s->type, s->name, before, sink);
}

static struct str slot_doc(struct arena *a, const struct slot *s)
{
	struct buf b;
	if (s->type != SLOT_CHOICE)
		return str_fmt(a, "%.*s: %s", STR_ARG(s->name), slot_type_hint(s->type));
	buf_init(&b, a, 512);
	buf_addf(&b, "%.*s:", STR_ARG(s->name));
	for (size_t i = 0; i < s->choice_count; i++)
		buf_addf(&b, "%s %.*s", i ? "," : "", STR_ARG(s->choices[i]));
	return buf_str(&b);
}

static bool is_positional(const struct slot *s)
{
	return !s->named && s->type != SLOT_GAUGES && s->type != SLOT_TAGS;
}

static void offer_names(const struct complete_ask *ask, const struct grammar *g,
	const struct given *given, const struct words *before, struct complete_sink *sink)
{
	sink->suffix = "=";
	for (size_t i = 0; i < g->n; i++) {
		const struct slot *s = &g->slots[i];
		if (s->named && (!given->count[i] || s->many))
			complete_offer(sink, s->name,
				s->type == SLOT_CHOICE ? slot_doc(sink->arena, s)
						       : str_z(slot_type_hint(s->type)));
		if (s->type == SLOT_GAUGES)
			ask_values(ask, SLOT_GAUGES, (struct str){0}, before, sink);
	}
	sink->suffix = NULL;
}

/* Behind "name=": the values of that slot or gauge. */
static bool offer_value(const struct complete_ask *ask, const struct grammar *g,
	const struct place *p, struct complete_sink *sink)
{
	const struct slot *s = grammar_slot(g, p->name);
	struct str key;
	if (s && s->named) {
		sink->out->doc = slot_doc(sink->arena, s);
		offer_slot(ask, s, &p->before, sink);
		return true;
	}
	if (!grammar_slot_of(g, SLOT_GAUGES) || !ask->match || !ask->match->gauge ||
		!ask->match->gauge(ask->match->self, p->name, &key))
		return false;
	sink->out->doc = str_fmt(sink->arena, "%.*s: ? when not known", STR_ARG(key));
	ask_values(ask, SLOT_GAUGES, key, &p->before, sink);
	return true;
}

/* The word at the cursor may be any of the optional slots that come next, or the first required one. */
static void offer_positional(const struct complete_ask *ask, const struct grammar *g,
	const struct given *given, const struct place *p, struct complete_sink *sink)
{
	for (size_t i = given->next < 0 ? g->n : (size_t)given->next; i < g->n; i++) {
		const struct slot *s = &g->slots[i];
		if (!is_positional(s))
			continue;
		if (!sink->out->doc.n)
			sink->out->doc = slot_doc(sink->arena, s);
		offer_slot(ask, s, &p->before, sink);
		if (!s->optional && s->type != SLOT_TEXT)
			break;
	}
	if (p->typed.n && p->typed.p[0] == '@')
		ask_values(ask, SLOT_PERSON, (struct str){0}, &p->before, sink);
	if (p->typed.n && p->typed.p[0] == '#' && grammar_slot_of(g, SLOT_TAGS))
		ask_values(ask, SLOT_TAGS, STR("tag"), &p->before, sink);
}

/* Whether the next slot must be filled first, so that names would only be in the way. */
static bool needs_word_now(const struct grammar *g, const struct given *given)
{
	return given->next >= 0 && !g->slots[given->next].optional &&
	       g->slots[given->next].type != SLOT_TEXT;
}

static void offer_arguments(const struct complete_ask *ask, const struct grammar *g,
	const struct place *p, const struct match_ctx *ctx, struct complete_sink *sink)
{
	struct given given;
	if (words_give(sink->arena, g, &p->before, 1, ctx, &given, NULL))
		return;
	if (p->name.n && offer_value(ask, g, p, sink))
		return;
	offer_positional(ask, g, &given, p, sink);
	if (!p->in_quotes && (!sink->out->n || !needs_word_now(g, &given)))
		offer_names(ask, g, &given, &p->before, sink);
	if (!sink->out->doc.n && given.missing < 0)
		sink->out->doc = STR("nothing more is needed");
}

/* What the usage still holds: positional slots behind the last one given, and names that must be there. */
static struct str missing_rest(struct arena *a, const struct grammar *g, const struct given *given)
{
	struct buf b;
	size_t from = given->next < 0 ? g->n : (size_t)given->next;
	buf_init(&b, a, 1024);
	for (size_t i = 0; i < g->n; i++) {
		const struct slot *s = &g->slots[i];
		bool rest = s->type == SLOT_GAUGES || (is_positional(s) && i >= from) ||
			    !s->optional;
		if (given->count[i] || !rest)
			continue;
		buf_add_z(&b, b.n ? " " : "");
		buf_add_z(&b, s->optional ? "[" : "");
		slot_print(&b, s);
		buf_add_z(&b, s->optional ? "]" : "");
	}
	return buf_str(&b);
}

/* A word that is still being typed may become right, unless it must be one of a closed list and starts none of them. */
static void set_problem(struct arena *a, const struct complete_ask *ask, const struct err *err,
	bool closed, struct completion *out)
{
	size_t at = err->at < 0 ? 0 : (size_t)err->at;
	size_t to = word_end(ask->line, at);
	bool touched = ask->cursor >= at && ask->cursor <= to;
	bool may_grow = out->n > 0 || (!closed && to == ask->cursor);
	if (touched && may_grow && err->rc != RC_LIMIT)
		return;
	out->has_problem = true;
	out->problem_at = at;
	out->problem_to = to;
	out->problem = str_z(arena_strdup(a, err->text));
}

/* The whole line, as it would be read now. */
static void judge(struct arena *a, const struct complete_ask *ask, const struct grammar *g,
	const struct words *w, const struct match_ctx *ctx, struct completion *out)
{
	struct given given = {0};
	struct err err = {.at = -1};
	enum rc rc = words_give(a, g, w, 1, ctx, &given, &err);
	if (!rc) {
		out->missing = missing_rest(a, g, &given);
		if (ask->match)
			rc = values_read(a, g, w, 1, ctx, &given, NULL, &err);
	}
	bool closed = false;
	for (size_t i = 1; rc && i < w->n && given.slot; i++)
		closed = closed ||
			 (err.at >= w->v[i].at && err.at < w->v[i].end && given.slot[i] >= 0 &&
				 g->slots[given.slot[i]].type == SLOT_CHOICE);
	if (rc)
		set_problem(a, ask, &err, closed, out);
}

static void keep_best_class(struct complete_sink *sink)
{
	size_t n = 0;
	while (n < sink->out->n && class_of(sink->ranks[n]) == class_of(sink->ranks[0]))
		n++;
	sink->out->n = n;
}

static void finish(const struct complete_ask *ask, struct arena *a, struct completion *out)
{
	if (out->n != 1)
		return;
	struct candidate *c = &out->v[0];
	bool blank_follows = c->to < ask->line.n && is_blank(ask->line.p[c->to]);
	if (!str_ends(c->text, STR("=")) && !blank_follows)
		c->text = str_fmt(a, "%.*s ", STR_ARG(c->text));
}

/* The rest of the line once its verb stands. */
static void complete_verb(struct arena *a, const struct complete_ask *ask, const struct place *p,
	const struct words *w, bool whole, struct complete_sink *sink)
{
	struct match_ctx ctx = ask->match ? *ask->match : (struct match_ctx){0};
	const struct verb_info *verb = NULL;
	struct err err = {.at = -1};
	struct grammar g;
	ctx.arena = a;
	if (find_verb(a, ask, w->v[0].text, &verb, &err)) {
		err.at = w->v[0].at;
		set_problem(a, ask, &err, true, sink->out);
		return;
	}
	if (grammar_parse(a, verb->usage ? verb->usage : "", &g, NULL))
		return;
	if (p->before.n)
		offer_arguments(ask, &g, p, &ctx, sink);
	if (whole && (p->before.n || find_exact(ask, w->v[0].text)))
		judge(a, ask, &g, w, &ctx, sink->out);
}

const struct completion *complete_line(struct arena *a, const struct complete_ask *given_ask)
{
	struct complete_ask ask = *given_ask;
	struct completion *out = ARENA_NEW(a, struct completion);
	struct complete_sink *sink = ARENA_NEW(a, struct complete_sink);
	struct words all = {0};
	struct place p;
	struct err err = {.at = -1};

	ask.cursor = ask.cursor > ask.line.n ? ask.line.n : ask.cursor;
	find_place(a, &ask, &p);
	*sink = (struct complete_sink){
		.arena = a, .out = out, .typed = p.typed, .from = p.from, .to = p.to};
	enum rc rc = lex_line(a, ask.line, &all, &err);
	if (rc && (rc == RC_LIMIT || (size_t)err.at > ask.cursor))
		set_problem(a, &ask, &err, false, out);
	if (!p.before.n) {
		offer_verbs(&ask, sink);
		out->doc = out->n == 1 ? out->v[0].means : STR("a command; help lists them");
	}
	const struct words *w = rc ? &p.before : &all;
	if (w->n)
		complete_verb(a, &ask, &p, w, rc == RC_OK, sink);
	keep_best_class(sink);
	finish(&ask, a, out);
	return out;
}
