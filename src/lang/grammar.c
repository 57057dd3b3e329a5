/* grammar.c: reads usage strings into slots, and says of a slot what it is called and what to write
 * for it. */
#include "lang/grammar.h"

#include "lang/lang_internal.h"

static const struct {
	const char *name, *hint;
} types[] = {
	[SLOT_WORD] = {"word", "one word"},
	[SLOT_TEXT] = {"text", "free text, the last one needs no quotes"},
	[SLOT_PERSON] = {"person", "@nick, or a role such as @ic"},
	[SLOT_ROLE] = {"role", "a role such as ic, ops, comms or scribe"},
	[SLOT_ID] = {"id", "an id such as A-3 or E-12, or its number"},
	[SLOT_TIME] = {"time", "14:02, -10m, T+5, a date with a time, or ?"},
	[SLOT_PROMISE] = {"promise", "+15m, 17:00, tomorrow, a weekday or a date"},
	[SLOT_DUR] = {"dur", "90s, 15m, 1h30m or 2d"},
	[SLOT_SHARE] = {"share", "40%, or ? when not known"},
	[SLOT_INT] = {"int", "a whole number"},
	[SLOT_LEVEL] = {"level", "1 to 5, 1 is worst"},
	[SLOT_FILE] = {"file", "the name of a file"},
	[SLOT_GAUGES] = {"gauges", "gauges such as users=40% journey=critical"},
	[SLOT_VERB] = {"verb", "a command"},
	[SLOT_ZONE] = {"zone", "UTC, +02:00 or a name such as Europe/Berlin"},
	[SLOT_CHOICE] = {"choice", "one of the words"},
	[SLOT_TAGS] = {"tag", "#tag"},
};

const char *slot_type_hint(enum slot_type t)
{
	return types[t].hint;
}

static bool type_find(struct str name, enum slot_type *ret)
{
	for (size_t i = 0; i < SLOT_CHOICE; i++) {
		if (!str_eq_z(name, types[i].name))
			continue;
		*ret = (enum slot_type)i;
		return true;
	}
	return false;
}

/* Letters, digits, '-' and '_' for names; choices may hold more, but no syntax of usage strings. */
static bool is_plain(struct str s, const char *also)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (!letter && !is_digit(c) && !strchr(also, c))
			return false;
	}
	return s.n > 0;
}

static bool parse_choices(struct arena *a, struct str text, struct slot *s)
{
	size_t n = 1;
	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '|';
	s->type = SLOT_CHOICE;
	s->choices = ARENA_ARRAY(a, n, struct str);
	struct str part;
	while (str_split(&text, '|', &part)) {
		if (!is_plain(part, "-_+.:"))
			return false;
		s->choices[s->choice_count++] = part;
	}
	return s->choice_count == n;
}

static bool parse_type(struct arena *a, struct str text, struct slot *s)
{
	return type_find(text, &s->type) || parse_choices(a, text, s);
}

/* "<name>" or "<name:type>", with the brackets removed. */
static bool parse_angle(struct arena *a, struct str inner, struct slot *s)
{
	ptrdiff_t colon = str_find_ch(inner, ':');
	s->name = colon < 0 ? inner : str_cut(inner, 0, (size_t)colon);
	if (!is_plain(s->name, "-_"))
		return false;
	if (colon >= 0)
		return parse_type(a, str_cut(inner, (size_t)colon + 1, inner.n), s);
	if (!type_find(s->name, &s->type))
		s->type = SLOT_WORD;
	return true;
}

static bool is_angled(struct str s)
{
	return s.n > 2 && s.p[0] == '<' && s.p[s.n - 1] == '>';
}

static bool parse_named(struct arena *a, struct str item, size_t eq, struct slot *s)
{
	struct str value = str_cut(item, eq + 1, item.n);
	s->named = true;
	s->name = str_cut(item, 0, eq);
	if (!is_plain(s->name, "-_"))
		return false;
	if (is_angled(value))
		return parse_type(a, str_cut(value, 1, value.n - 1), s);
	return parse_choices(a, value, s);
}

static bool parse_item(struct arena *a, struct str item, struct slot *s)
{
	if (item.n > 2 && item.p[0] == '[' && item.p[item.n - 1] == ']') {
		s->optional = true;
		item = str_cut(item, 1, item.n - 1);
	}
	if (str_ends(item, STR("..."))) {
		s->many = true;
		item = str_cut(item, 0, item.n - 3);
	}
	if (item.n > 1 && item.p[0] == '#') {
		s->name = str_cut(item, 1, item.n);
		s->type = SLOT_TAGS;
		s->optional = true;
		return s->many && is_plain(s->name, "-");
	}
	if (is_angled(item))
		return parse_angle(a, str_cut(item, 1, item.n - 1), s);
	ptrdiff_t eq = str_find_ch(item, '=');
	return eq > 0 && parse_named(a, item, (size_t)eq, s);
}

enum rc grammar_parse(struct arena *a, const char *usage, struct grammar *ret, struct err *err)
{
	struct str rest = str_z(usage), item;
	struct grammar g = {ARENA_ARRAY(a, rest.n / 2 + 1, struct slot), 0};
	bool text = false;
	while (rest.n && str_split(&rest, ' ', &item)) {
		if (!item.n)
			continue;
		struct slot *s = &g.slots[g.n];
		if (!parse_item(a, item, s) || grammar_slot(&g, s->name))
			return err_set(err, RC_BUG, "usage \"%s\" is wrong at \"%.*s\"", usage,
				STR_ARG(item));
		if (s->type == SLOT_TEXT && !s->named && text)
			return err_set(err, RC_BUG, "usage \"%s\" has two free texts", usage);
		text = text || (s->type == SLOT_TEXT && !s->named);
		g.n++;
	}
	*ret = g;
	return RC_OK;
}

const struct slot *grammar_slot(const struct grammar *g, struct str name)
{
	for (size_t i = 0; i < g->n; i++)
		if (str_eq(g->slots[i].name, name))
			return &g->slots[i];
	return NULL;
}

const struct slot *grammar_slot_of(const struct grammar *g, enum slot_type t)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->slots[i].type == t && !g->slots[i].named)
			return &g->slots[i];
	return NULL;
}

static void print_type(struct buf *b, const struct slot *s)
{
	if (s->type != SLOT_CHOICE) {
		buf_add_z(b, types[s->type].name);
		return;
	}
	for (size_t i = 0; i < s->choice_count; i++) {
		if (i)
			buf_add_ch(b, '|');
		buf_add(b, s->choices[i]);
	}
}

void slot_print(struct buf *b, const struct slot *s)
{
	if (s->type == SLOT_TAGS) {
		buf_addf(b, "#%.*s...", STR_ARG(s->name));
		return;
	}
	if (s->named) {
		bool choice = s->type == SLOT_CHOICE;
		buf_addf(b, "%.*s=%s", STR_ARG(s->name), choice ? "" : "<");
		print_type(b, s);
		buf_add_z(b, choice ? "" : ">");
	} else if (s->type == SLOT_CHOICE) {
		buf_add_ch(b, '<');
		print_type(b, s);
		buf_add_ch(b, '>');
	} else {
		buf_addf(b, "<%.*s>", STR_ARG(s->name));
	}
	if (s->many)
		buf_add_z(b, "...");
}
