/* give.c: gives the words of a line to the slots of a grammar by their shape, before any value is
 * read. */
#include "lang/lang_internal.h"

bool all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

bool id_split(struct str s, struct str *letters, uint64_t *number)
{
	size_t n = 0;
	while (n < s.n && n < 4 && ((s.p[n] | 32) >= 'a' && (s.p[n] | 32) <= 'z'))
		n++;
	struct str digits = str_cut(s, n + (n > 0 && n < s.n && s.p[n] == '-'), s.n);
	if (!all_digits(digits) || !str_to_u64(digits, UINT32_MAX, number))
		return false;
	*letters = str_cut(s, 0, n);
	return true;
}

static bool fits_choice(const struct slot *s, struct str word)
{
	size_t index;
	return choice_find(s, word, &index, NULL) == RC_OK;
}

static bool fits_role(const struct match_ctx *ctx, struct str word)
{
	struct str id;
	return ctx && ctx->role && ctx->role(ctx->self, word, &id, NULL) == RC_OK;
}

/* A slot named in capitals takes ids of these letters, or bare numbers, and leaves "SEV1" to the text. */
static bool fits_id(const struct slot *s, struct str word)
{
	struct str letters;
	uint64_t number;
	bool own = s->name.n && s->name.p[0] >= 'A' && s->name.p[0] <= 'Z';
	return id_split(word, &letters, &number) &&
	       (!own || !letters.n || str_ieq(letters, s->name));
}

static bool starts_with_digit(struct str s)
{
	return s.n && is_digit(s.p[0]);
}

bool slot_fits(const struct slot *s, const struct word *w, const struct match_ctx *ctx)
{
	struct str t = w->text;
	switch (s->type) {
	case SLOT_TIME:
	case SLOT_PROMISE:
		return !w->quoted && time_looks_like(t);
	case SLOT_PERSON:
		return !w->quoted && t.n > 1 && t.p[0] == '@';
	case SLOT_ROLE:
		return fits_role(ctx, t);
	case SLOT_ID:
		return !w->quoted && fits_id(s, t);
	case SLOT_DUR:
	case SLOT_SHARE:
		return !w->quoted && (starts_with_digit(t) || str_eq_z(t, "?"));
	case SLOT_INT:
		return !w->quoted && all_digits(t);
	case SLOT_LEVEL:
		return !w->quoted && t.n && t.p[t.n - 1] >= '1' && t.p[t.n - 1] <= '5' && t.n <= 4;
	case SLOT_CHOICE:
		return !w->quoted && fits_choice(s, t);
	case SLOT_GAUGES:
	case SLOT_TAGS:
		return false;
	case SLOT_WORD:
	case SLOT_TEXT:
	case SLOT_FILE:
	case SLOT_VERB:
	case SLOT_ZONE:
		break;
	}
	return true;
}

/* What one call needs at hand while it goes over the words. */
struct giving {
	const struct grammar *g;
	const struct words *w;
	const struct match_ctx *ctx;
	struct given *out;
	struct word *words; /* copies; words behind "--" count as quoted */
	size_t *place;      /* indexes of words that are left for positional slots */
	size_t place_count;
	const struct slot *text, *tags, *gauges;
	bool takes_any; /* some positional slot may hold a word with '=' */
};

static int slot_index(const struct giving *x, const struct slot *s)
{
	return (int)(s - x->g->slots);
}

static void take(struct giving *x, size_t word, const struct slot *s)
{
	x->out->slot[word] = slot_index(x, s);
	x->out->count[slot_index(x, s)]++;
}

static bool is_tag(const struct giving *x, const struct word *w)
{
	struct str t = w->text;
	if (!x->tags || w->quoted || t.n < 2 || t.p[0] != '#')
		return false;
	bool letter = false;
	for (size_t i = 1; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];
		bool is_letter = c >= 0x80 || ((c | 32) >= 'a' && (c | 32) <= 'z');
		if (!is_letter && !is_digit((char)c) && c != '-' && c != '_')
			return false;
		letter = letter || is_letter;
	}
	return letter || !x->text; /* "PR #123" stays text */
}

static const struct slot *named_by_prefix(const struct giving *x, struct str name, size_t *hits)
{
	const struct slot *found = NULL;
	*hits = 0;
	for (size_t i = 0; i < x->g->n; i++) {
		const struct slot *s = &x->g->slots[i];
		if (!s->named || !str_starts(s->name, name))
			continue;
		found = s;
		++*hits;
	}
	return *hits == 1 ? found : NULL;
}

/* The gauge that starts as the mistyped name does: "jurney" has a 'j' in common with one only. */
static struct str nearest_gauge(const struct giving *x, struct str name)
{
	struct str found = {0};
	for (size_t n = name.n; x->gauges && x->ctx && x->ctx->gauge && n > 0; n--)
		if (x->ctx->gauge(x->ctx->self, str_cut(name, 0, n), &found))
			return found.n > n && str_distance(name, found) <= 2 ? found
									     : (struct str){0};
	return found;
}

static enum rc unknown_name(const struct giving *x, const struct word *w, struct err *err)
{
	struct str names[64] = {0};
	size_t n = 0;
	char list[256] = "";
	size_t used = 0;
	for (size_t i = 0; i < x->g->n && n < 64; i++) {
		const struct slot *s = &x->g->slots[i];
		if (!s->named)
			continue;
		names[n++] = s->name;
		if (used < sizeof list)
			used += (size_t)snprintf(list + used, sizeof list - used,
				"%s%.*s=", n > 1 ? " " : "", STR_ARG(s->name));
	}
	struct str near = nearest(w->name, names, n);
	if (!near.n)
		near = nearest_gauge(x, w->name);
	if (near.n)
		return err_set_at(err, RC_USAGE, w->at,
			"there is no %.*s= here, did you mean %.*s=?", STR_ARG(w->name),
			STR_ARG(near));
	if (n)
		return err_set_at(err, RC_USAGE, w->at, "there is no %.*s= here; there is %s",
			STR_ARG(w->name), list);
	return err_set_at(err, RC_USAGE, w->at,
		"there is no %.*s= here; put the word in quotes if it is meant as it stands",
		STR_ARG(w->name));
}

/* "duee=fri" inside a free text is far more often a slip than meant. */
static bool is_near_miss(const struct giving *x, struct str name)
{
	for (size_t i = 0; i < x->g->n; i++) {
		const struct slot *s = &x->g->slots[i];
		if (s->named && name.n >= 4 && str_distance(name, s->name) == 1)
			return true;
	}
	return false;
}

static enum rc give_named(struct giving *x, size_t i, const struct slot *s, struct err *err)
{
	const struct word *w = &x->words[i];
	if (x->out->count[slot_index(x, s)] && !s->many)
		return err_set_at(err, RC_USAGE, w->at, "%.*s= is given twice, leave one out",
			STR_ARG(s->name));
	take(x, i, s);
	return RC_OK;
}

/* A word with '=': a named slot, a gauge, or text. Where gauges are expected a name nobody knows is never text: a slip
 * there would change a severity. */
static enum rc give_equals(struct giving *x, size_t i, bool *taken, struct err *err)
{
	const struct word *w = &x->words[i];
	const struct slot *s = grammar_slot(x->g, w->name);
	size_t hits = 0;
	*taken = true;
	if (s && s->named)
		return give_named(x, i, s, err);
	if (x->gauges && x->ctx && x->ctx->gauge &&
		x->ctx->gauge(x->ctx->self, w->name, &x->out->gauge[i])) {
		take(x, i, x->gauges);
		return RC_OK;
	}
	*taken = false;
	if (x->takes_any)
		return x->gauges || is_near_miss(x, w->name) ? unknown_name(x, w, err) : RC_OK;
	s = named_by_prefix(x, w->name, &hits);
	if (!s)
		return unknown_name(x, w, err);
	*taken = true;
	return give_named(x, i, s, err);
}

/* Everything that may stand in any place: names, gauges, tags, "--". The rest is left to the
 * positional slots. */
static enum rc give_free(struct giving *x, size_t from, struct err *err)
{
	bool literal = false;
	for (size_t i = from; i < x->w->n; i++) {
		struct word *w = &x->words[i];
		bool taken = false;
		w->quoted = w->quoted || literal;
		if (!literal && !w->quoted && str_eq_z(w->text, "--")) {
			literal = true;
			continue;
		}
		if (!literal && w->name.n) {
			enum rc rc = give_equals(x, i, &taken, err);
			if (rc)
				return rc;
		} else if (is_tag(x, w)) {
			take(x, i, x->tags);
			taken = true;
		}
		if (!taken)
			x->place[x->place_count++] = i;
	}
	return RC_OK;
}

static bool is_positional(const struct slot *s)
{
	return !s->named && s->type != SLOT_TAGS && s->type != SLOT_GAUGES;
}

/* Positional slots behind s; only required ones, or all. */
static size_t slots_behind(const struct giving *x, const struct slot *s, bool required)
{
	size_t n = 0;
	for (s++; s < x->g->slots + x->g->n; s++)
		n += is_positional(s) && (!required || !s->optional);
	return n;
}

static bool takes_optional(const struct giving *x, const struct slot *s, const struct word *w,
	size_t left, size_t needed)
{
	bool time = s->type == SLOT_TIME || s->type == SLOT_PROMISE;
	if (!slots_behind(x, s, false))
		return left > 0;
	return slot_fits(s, w, x->ctx) && (time || left > needed);
}

/* Slots in front of the free text, or all when there is none. Returns how many places were used. */
static size_t give_front(struct giving *x, const struct slot *end)
{
	size_t at = 0;
	for (const struct slot *s = x->g->slots; s < end; s++) {
		if (!is_positional(s))
			continue;
		size_t needed = slots_behind(x, s, true);
		bool last = !slots_behind(x, s, false);
		while (at < x->place_count) {
			const struct word *w = &x->words[x->place[at]];
			size_t left = x->place_count - at;
			bool first = !x->out->count[slot_index(x, s)];
			if (first && s->optional && !takes_optional(x, s, w, left, needed))
				break;
			if (!first && !last && (left <= needed || !slot_fits(s, w, x->ctx)))
				break;
			take(x, x->place[at++], s);
			if (!s->many)
				break;
		}
	}
	return at;
}

static bool fits_behind_text(const struct giving *x, const struct slot *s, size_t place, bool whole)
{
	const struct word *w = &x->words[x->place[place]];
	if (s->type == SLOT_PERSON)
		return slot_fits(s, w, x->ctx);
	if (s->type == SLOT_ID)
		return slot_fits(s, w, x->ctx) && !all_digits(w->text);
	return whole && !w->quoted && slot_fits(s, w, x->ctx);
}

/*
 * Slots written behind the free text in the usage take matching words from the end of the line:
 * "@nick" and ids always, other types only when the text itself is one quoted word. A person may
 * also stand in front.
 */
static enum rc give_text(struct giving *x, size_t from, struct err *err)
{
	size_t to = x->place_count;
	bool whole = from < to && x->words[x->place[from]].quoted;
	for (const struct slot *s = x->g->slots + x->g->n; s-- > x->text + 1;) {
		if (!is_positional(s))
			continue;
		while (to > from + 1 && fits_behind_text(x, s, to - 1, whole)) {
			take(x, x->place[--to], s);
			if (!s->many)
				break;
		}
		if (s->type == SLOT_PERSON && !x->out->count[slot_index(x, s)] && to > from + 1 &&
			fits_behind_text(x, s, from, whole))
			take(x, x->place[from++], s);
	}
	for (size_t i = from; i < to; i++) {
		const struct word *w = &x->words[x->place[i]];
		if (whole && w->name.n && !w->quoted)
			return unknown_name(x, w, err);
		take(x, x->place[i], x->text);
	}
	return RC_OK;
}

/* A tag with text behind it is part of the sentence as well. */
static void keep_tags_in_text(struct giving *x, size_t from)
{
	bool text_behind = false;
	for (size_t i = x->w->n; i-- > from;) {
		if (x->out->slot[i] == slot_index(x, x->text))
			text_behind = true;
		else if (x->tags && x->out->slot[i] == slot_index(x, x->tags))
			x->out->in_text[i] = text_behind;
	}
}

static enum rc too_many(const struct giving *x, size_t place, struct err *err)
{
	const struct word *w = &x->words[x->place[place]];
	size_t i = x->place[place];
	int before = i ? x->out->slot[i - 1] : -1;
	if (before >= 0 && x->g->slots[before].named && x->g->slots[before].type == SLOT_TEXT)
		return err_set_at(err, RC_USAGE, w->at,
			"\"%.*s\" is left over; a text of several words needs quotes: %.*s=\"...\"",
			STR_ARG(w->text), STR_ARG(x->g->slots[before].name));
	if (!x->g->n)
		return err_set_at(err, RC_USAGE, w->at,
			"nothing is expected here, leave out \"%.*s\"", STR_ARG(w->text));
	return err_set_at(err, RC_USAGE, w->at,
		"\"%.*s\" is one word too many; texts of several words need quotes",
		STR_ARG(w->text));
}

static void find_missing(struct giving *x)
{
	const struct slot *slots = x->g->slots;
	struct given *out = x->out;
	int last = -1;
	out->missing = out->next = -1;
	for (size_t i = 0; i < x->g->n; i++) {
		if (!out->count[i] && !slots[i].optional && out->missing < 0)
			out->missing = (int)i;
		if (out->count[i] && is_positional(&slots[i]))
			last = (int)i;
	}
	if (last >= 0 && (slots[last].many || slots[last].type == SLOT_TEXT))
		out->next = last;
	for (size_t i = (size_t)(last + 1); i < x->g->n && out->next < 0; i++)
		if (is_positional(&slots[i]))
			out->next = (int)i;
}

enum rc words_give(struct arena *a, const struct grammar *g, const struct words *w, size_t from,
	const struct match_ctx *ctx, struct given *ret, struct err *err)
{
	struct given out = {.slot = ARENA_ARRAY(a, w->n + 1, int),
		.in_text = ARENA_ARRAY(a, w->n + 1, bool),
		.count = ARENA_ARRAY(a, g->n + 1, size_t),
		.gauge = ARENA_ARRAY(a, w->n + 1, struct str)};
	struct giving x = {.g = g,
		.w = w,
		.ctx = ctx,
		.out = &out,
		.words = arena_dup(a, w->v, w->n * sizeof *w->v),
		.place = ARENA_ARRAY(a, w->n + 1, size_t),
		.text = grammar_slot_of(g, SLOT_TEXT),
		.tags = grammar_slot_of(g, SLOT_TAGS),
		.gauges = grammar_slot_of(g, SLOT_GAUGES)};
	for (size_t i = 0; i < w->n; i++)
		out.slot[i] = -1;
	for (size_t i = 0; i < g->n; i++) {
		const struct slot *s = &g->slots[i];
		x.takes_any = x.takes_any || (is_positional(s) && s->type == SLOT_TEXT) ||
			      (is_positional(s) && s->type == SLOT_FILE) ||
			      (is_positional(s) && s->type == SLOT_WORD && s->many);
	}
	enum rc rc = give_free(&x, from, err);
	if (rc)
		return rc;
	size_t used = give_front(&x, x.text ? x.text : g->slots + g->n);
	if (x.text) {
		rc = give_text(&x, used, err);
		if (rc)
			return rc;
		keep_tags_in_text(&x, from);
	} else if (used < x.place_count) {
		return too_many(&x, used, err);
	}
	find_missing(&x);
	*ret = out;
	return RC_OK;
}
