/* args.c: reads the words that were given to slots into typed values, with errors that say where
 * and what instead. */
#include "lang/grammar.h"

#include "base/vec.h"
#include "lang/lang_internal.h"

struct value {
	struct str text, said;
	struct stamp at;
	bool has_number;
	int64_t number; /* int, level, basis points, number of an id, microseconds of a duration */
	VEC(struct pair) pairs;
};

struct args {
	const struct grammar *g;
	struct value *values; /* per slot */
	const size_t *count;
};

/* What the readers of one word share. */
struct reading {
	struct arena *arena;
	const struct match_ctx *ctx;
	const struct slot *slot;
	struct value *value;
};

static enum rc read_time(struct reading *r, struct str s, struct err *err)
{
	struct time_ctx t = r->ctx->time;
	duration d;
	t.want = r->slot->type == SLOT_PROMISE ? TIME_PROMISE : TIME_RECORD;
	if (all_digits(s))
		return err_set(err, RC_USAGE, "%.*s what? %s%.*sm?", STR_ARG(s),
			t.want == TIME_PROMISE ? "+" : "-", STR_ARG(s));
	enum rc rc = time_parse(s, &t, &r->value->at, err);
	if (!rc || !s.n || !is_digit(s.p[0]) || duration_parse(s, &d, NULL) != RC_OK)
		return rc;
	if (t.want == TIME_PROMISE)
		return time_parse(str_fmt(r->arena, "+%.*s", STR_ARG(s)), &t, &r->value->at, err);
	return err_set(err, RC_USAGE, "%.*s is a length, not a time; %.*s ago is written -%.*s",
		STR_ARG(s), STR_ARG(s), STR_ARG(s));
}

static enum rc read_dur(struct reading *r, struct str s, struct err *err)
{
	if (str_eq_z(s, "?"))
		return err_set(err, RC_USAGE, "a length is needed here, such as 15m or 1h30m");
	if (all_digits(s))
		return err_set(err, RC_USAGE, "%.*s what? %.*sm?", STR_ARG(s), STR_ARG(s));
	r->value->has_number = true;
	return duration_parse(s, &r->value->number, err);
}

/* Up to two digits behind the point: basis points are exact. */
static bool share_parse(struct str s, int64_t *ret)
{
	ptrdiff_t point = str_find_ch(s, '.');
	struct str whole = point < 0 ? s : str_cut(s, 0, (size_t)point);
	struct str part = point < 0 ? STR("0") : str_cut(s, (size_t)point + 1, s.n);
	uint64_t percent, rest;
	if (part.n > 2 || !all_digits(whole) || !all_digits(part) ||
		!str_to_u64(whole, 100, &percent) || !str_to_u64(part, 99, &rest))
		return false;
	int64_t points = (int64_t)(percent * 100 + rest * (part.n == 1 ? 10 : 1));
	if (points > 10000)
		return false;
	*ret = points;
	return true;
}

static enum rc read_share(struct reading *r, struct str s, struct err *err)
{
	if (str_eq_z(s, "?"))
		return RC_OK;
	if (all_digits(s))
		return err_set(err, RC_USAGE, "%.*s what? %.*s%%?", STR_ARG(s), STR_ARG(s));
	r->value->has_number = true;
	if (str_ends(s, STR("%")) && share_parse(str_cut(s, 0, s.n - 1), &r->value->number))
		return RC_OK;
	return err_set(err, RC_USAGE,
		"\"%.*s\" is no share; write 0%% to 100%%, or ? when it is not known", STR_ARG(s));
}

static enum rc read_int(struct reading *r, struct str s, struct err *err)
{
	r->value->has_number = true;
	if (str_to_i64(s, INT64_MIN, INT64_MAX, &r->value->number))
		return RC_OK;
	return err_set(err, RC_USAGE, "\"%.*s\" is no whole number", STR_ARG(s));
}

static enum rc read_level(struct reading *r, struct str s, struct err *err)
{
	struct str digits = s;
	if (s.n > 3 && str_ieq(str_cut(s, 0, 3), STR("sev")))
		digits = str_cut(s, s.p[3] == '-' ? 4 : 3, s.n);
	r->value->has_number = true;
	if (digits.n == 1 && digits.p[0] >= '1' && digits.p[0] <= '5') {
		r->value->number = digits.p[0] - '0';
		return RC_OK;
	}
	return err_set(err, RC_USAGE, "\"%.*s\" is no severity; write 1 (worst) to 5", STR_ARG(s));
}

static enum rc read_id(struct reading *r, struct str s, struct err *err)
{
	struct str letters;
	uint64_t number;
	if (!id_split(s, &letters, &number))
		return err_set(err, RC_USAGE,
			"\"%.*s\" is no id; write one such as A-3 or E-12, or its number",
			STR_ARG(s));
	char *upper = str_to_z(r->arena, letters);
	for (size_t i = 0; i < letters.n; i++)
		upper[i] = (char)(upper[i] >= 'a' ? upper[i] - 'a' + 'A' : upper[i]);
	r->value->has_number = true;
	r->value->number = (int64_t)number;
	r->value->text = str_fmt(
		r->arena, "%s%s%llu", upper, letters.n ? "-" : "", (unsigned long long)number);
	return RC_OK;
}

static enum rc read_choice(struct reading *r, struct str s, struct err *err)
{
	size_t index;
	enum rc rc = choice_find(r->slot, s, &index, err);
	if (!rc)
		r->value->text = r->slot->choices[index];
	return rc;
}

static enum rc read_role(struct reading *r, struct str s, struct err *err)
{
	struct str word = s.n > 1 && s.p[0] == '@' ? str_cut(s, 1, s.n) : s;
	if (r->ctx->role)
		return r->ctx->role(r->ctx->self, word, &r->value->text, err);
	r->value->text = word;
	return RC_OK;
}

static enum rc read_person(struct reading *r, struct str s, struct err *err)
{
	struct str bare = s.n && s.p[0] == '@' ? str_cut(s, 1, s.n) : s;
	if (!bare.n)
		return err_set(err, RC_USAGE, "a name belongs behind the @, such as @nick or @ic");
	if (r->ctx->person)
		return r->ctx->person(r->ctx->self, s, &r->value->text, err);
	r->value->text = bare;
	return RC_OK;
}

bool zone_looks_right(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
		if (!c || (!letter && !is_digit(c) && !strchr("+-_:/", c)))
			return false;
	}
	return s.n > 0;
}

static enum rc read_zone(struct str s, struct err *err)
{
	if (zone_looks_right(s))
		return RC_OK;
	return err_set(err, RC_USAGE,
		"\"%.*s\" is no time zone; write UTC, +02:00 or a name such as Europe/Berlin",
		STR_ARG(s));
}

static enum rc read_word(struct reading *r, struct str s, struct err *err)
{
	switch (r->slot->type) {
	case SLOT_TIME:
	case SLOT_PROMISE:
		return read_time(r, s, err);
	case SLOT_DUR:
		return read_dur(r, s, err);
	case SLOT_SHARE:
		return read_share(r, s, err);
	case SLOT_INT:
		return read_int(r, s, err);
	case SLOT_LEVEL:
		return read_level(r, s, err);
	case SLOT_ID:
		return read_id(r, s, err);
	case SLOT_CHOICE:
		return read_choice(r, s, err);
	case SLOT_ROLE:
		return read_role(r, s, err);
	case SLOT_PERSON:
		return read_person(r, s, err);
	case SLOT_ZONE:
		return read_zone(s, err);
	case SLOT_WORD:
	case SLOT_TEXT:
	case SLOT_FILE:
	case SLOT_GAUGES:
	case SLOT_VERB:
	case SLOT_TAGS:
		break;
	}
	return RC_OK;
}

/* The value part of a word and where it stands. */
static struct str value_of(const struct slot *s, const struct word *w, int *at)
{
	*at = w->at;
	if (s->type == SLOT_TAGS)
		return str_cut(w->text, 1, w->text.n);
	if (!s->named && s->type != SLOT_GAUGES)
		return w->text;
	*at += (int)w->name.n + 1;
	return word_value(w);
}

static enum rc word_error(const struct slot *s, int at, enum rc rc, struct err *err)
{
	char text[ERR_TEXT_MAX];
	if (!err)
		return rc;
	memcpy(text, err->text, sizeof text);
	if (s->named)
		return err_set_at(err, rc, at, "%.*s: %s", STR_ARG(s->name), text);
	return err_set_at(err, rc, at, "%s", text);
}

static enum rc read_one(struct arena *a, const struct match_ctx *ctx, const struct slot *s,
	const struct word *w, struct str gauge, struct value *v, struct err *err)
{
	int at;
	struct str text = value_of(s, w, &at);
	bool may_be_empty = s->type == SLOT_TEXT || s->type == SLOT_WORD;
	if (!text.n && !may_be_empty)
		return err_set_at(err, RC_USAGE, at, "%.*s is empty; write %s",
			STR_ARG(s->type == SLOT_GAUGES ? w->name : s->name),
			slot_type_hint(s->type));
	struct reading r = {a, ctx, s, v};
	v->text = v->said = text;
	enum rc rc = read_word(&r, text, err);
	if (rc)
		return word_error(s, at, rc, err);
	if (s->many || s->type == SLOT_GAUGES)
		*VEC_PUSH(a, &v->pairs) = (struct pair){gauge, v->text, at};
	return RC_OK;
}

/* Quotes that kept a word from being read as something else have done their work and are dropped.
 */
static bool quotes_protect(const struct word *w, struct str inside)
{
	return w->quoted && inside.n &&
	       (inside.p[0] == '#' || inside.p[0] == '@' || inside.p[0] == '-' ||
		       time_looks_like(inside) || str_find_ch(inside, '=') > 0);
}

/*
 * Several words are recorded as they were typed, inner quotes and white space included; one quoted
 * word is its inside. Words that went elsewhere leave one blank.
 */
static struct str text_of(
	struct arena *a, const struct words *w, const struct given *given, int slot)
{
	struct buf b;
	size_t count = 0, previous = 0;
	buf_init(&b, a, LEX_LINE_MAX);
	for (size_t i = 0; i < w->n; i++)
		count += given->slot[i] == slot || given->in_text[i];
	for (size_t i = 0; i < w->n; i++) {
		const struct word *v = &w->v[i];
		if (given->slot[i] != slot && !given->in_text[i])
			continue;
		if (b.n && previous + 1 == i && !w->split)
			buf_add(&b, str_cut(w->line, (size_t)w->v[previous].end, (size_t)v->at));
		else if (b.n)
			buf_add_ch(&b, ' ');
		bool plain = w->split || count == 1 || !v->quoted || quotes_protect(v, v->text);
		buf_add(&b, plain ? v->text : str_cut(w->line, (size_t)v->at, (size_t)v->end));
		previous = i;
	}
	return buf_str(&b);
}

static enum rc missing_error(
	struct arena *a, const struct slot *s, const struct words *w, struct err *err)
{
	struct buf b;
	buf_init(&b, a, 256);
	slot_print(&b, s);
	if (s->type == SLOT_CHOICE)
		return err_set_at(err, RC_USAGE, (int)w->line.n,
			"%.*s is missing: write one of these words", STR_ARG(buf_str(&b)));
	return err_set_at(err, RC_USAGE, (int)w->line.n, "%.*s is missing: write %s",
		STR_ARG(buf_str(&b)), slot_type_hint(s->type));
}

enum rc values_read(struct arena *a, const struct grammar *g, const struct words *w, size_t from,
	const struct match_ctx *ctx, const struct given *given, struct args **ret, struct err *err)
{
	struct args *out = ARENA_NEW(a, struct args);
	*out = (struct args){g, ARENA_ARRAY(a, g->n + 1, struct value), given->count};
	for (size_t i = from; i < w->n; i++) {
		int slot = given->slot[i];
		if (slot < 0)
			continue;
		enum rc rc = read_one(a, ctx, &g->slots[slot], &w->v[i], given->gauge[i],
			&out->values[slot], err);
		if (rc)
			return rc;
	}
	for (size_t i = 0; i < g->n; i++)
		if (g->slots[i].type == SLOT_TEXT && !g->slots[i].named && given->count[i])
			out->values[i].text = text_of(a, w, given, (int)i);
	if (ret)
		*ret = out;
	return RC_OK;
}

enum rc args_match(const struct grammar *g, const struct words *w, size_t from,
	const struct match_ctx *ctx, const struct args **ret, struct err *err)
{
	struct given given;
	struct args *out;
	enum rc rc = words_give(ctx->arena, g, w, from, ctx, &given, err);
	if (!rc)
		rc = values_read(ctx->arena, g, w, from, ctx, &given, &out, err);
	if (rc)
		return rc;
	if (given.missing >= 0)
		return missing_error(ctx->arena, &g->slots[given.missing], w, err);
	*ret = out;
	return RC_OK;
}

static const struct value *find(const struct args *a, const char *slot)
{
	const struct slot *s = grammar_slot(a->g, str_z(slot));
	return s && a->count[s - a->g->slots] ? &a->values[s - a->g->slots] : NULL;
}

bool args_has(const struct args *a, const char *slot)
{
	return find(a, slot) != NULL;
}

struct str args_str(const struct args *a, const char *slot)
{
	const struct value *v = find(a, slot);
	return v ? v->text : (struct str){0};
}

struct str args_said(const struct args *a, const char *slot)
{
	const struct value *v = find(a, slot);
	return v ? v->said : (struct str){0};
}

bool args_time(const struct args *a, const char *slot, struct stamp *ret)
{
	const struct slot *s = grammar_slot(a->g, str_z(slot));
	const struct value *v = find(a, slot);
	if (!v || (s->type != SLOT_TIME && s->type != SLOT_PROMISE))
		return false;
	*ret = v->at;
	return true;
}

int64_t args_int(const struct args *a, const char *slot, int64_t otherwise)
{
	const struct value *v = find(a, slot);
	return v && v->has_number ? v->number : otherwise;
}

duration args_dur(const struct args *a, const char *slot, duration otherwise)
{
	return args_int(a, slot, otherwise);
}

bool args_is(const struct args *a, const char *slot, const char *choice)
{
	const struct value *v = find(a, slot);
	return v && str_eq_z(v->text, choice);
}

size_t args_pairs(const struct args *a, const char *slot, const struct pair **ret)
{
	const struct value *v = find(a, slot);
	*ret = v ? v->pairs.v : NULL;
	return v ? v->pairs.n : 0;
}
