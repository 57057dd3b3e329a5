/* help.c: help documents of verbs, values and keys. */
#include "lang/help.h"

#include "lang/keymap.h"
#include "lang/lang_internal.h"

static const struct doc_column two_columns[] = {{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};

static void two_cells(
	struct doc *d, struct doc_block *t, enum doc_role role, struct str name, struct str text)
{
	struct doc_row *row = doc_table_row(d, t, (struct str){0});
	doc_cell(d, row, 0, role, name);
	doc_cell(d, row, 1, ROLE_TEXT, text);
}

static struct str choices_text(struct arena *a, const struct slot *s)
{
	struct buf b;
	buf_init(&b, a, 1024);
	buf_add_z(&b, "one of ");
	for (size_t i = 0; i < s->choice_count; i++)
		buf_addf(&b, "%s%.*s", i ? ", " : "", STR_ARG(s->choices[i]));
	return buf_str(&b);
}

static struct str slot_text(struct arena *a, const struct slot *s)
{
	struct str hint = str_z(slot_type_hint(s->type));
	if (s->type == SLOT_CHOICE)
		hint = choices_text(a, s);
	else if (s->type == SLOT_TEXT && s->named)
		hint = STR("text; several words need quotes");
	return str_fmt(a, "%.*s%s%s", STR_ARG(hint), s->many ? "; several" : "",
		s->optional ? "; may be left out" : "");
}

static struct str slot_label(struct arena *a, const struct slot *s)
{
	if (s->type == SLOT_TAGS)
		return str_fmt(a, "#%.*s", STR_ARG(s->name));
	return s->named ? str_fmt(a, "%.*s=", STR_ARG(s->name))
			: str_fmt(a, "<%.*s>", STR_ARG(s->name));
}

static void slots_table(const struct help_verb *v, struct doc *d)
{
	struct grammar g;
	if (!v->verb.usage || grammar_parse(d->arena, v->verb.usage, &g, NULL) || !g.n)
		return;
	struct doc_block *t = doc_table(d, two_columns, 2);
	for (size_t i = 0; i < g.n; i++)
		two_cells(d, t, ROLE_CMD, slot_label(d->arena, &g.slots[i]),
			slot_text(d->arena, &g.slots[i]));
}

void help_verb_section(const struct help_verb *v, int level, struct doc *d)
{
	const char *usage = v->verb.usage ? v->verb.usage : "";
	doc_heading(d, level, str_z(v->verb.name));
	doc_para(d, str_z(v->verb.brief));
	doc_field(d, "usage", str_fmt(d->arena, "%s%s%s", v->verb.name, *usage ? " " : "", usage),
		ROLE_CMD);
	if (v->verb.alias)
		doc_field(d, "also", str_z(v->verb.alias), ROLE_TEXT);
	if (v->example)
		doc_field(d, "example", str_z(v->example), ROLE_CMD);
	if (v->doors)
		doc_field(d, "where", str_z(v->doors), ROLE_TEXT);
	if (v->needs)
		doc_field(d, "who", str_fmt(d->arena, "whoever may %s", v->needs), ROLE_TEXT);
	if (v->care)
		doc_field(d, "console", str_z(v->care), ROLE_TEXT);
	slots_table(v, d);
}

void help_verb_doc(const struct help_verb *v, struct doc *d)
{
	help_verb_section(v, 2, d);
}

void help_overview_doc(
	const struct help_family *families, size_t n, const char *sign, struct doc *d)
{
	for (size_t i = 0; i < n; i++) {
		if (!families[i].n)
			continue;
		doc_rule(d, str_fmt(d->arena, "%s: %s", families[i].name, families[i].brief));
		struct doc_block *t = doc_table(d, two_columns, 2);
		for (size_t k = 0; k < families[i].n; k++) {
			const struct verb_info *v = &families[i].verbs[k].verb;
			two_cells(d, t, ROLE_CMD, str_fmt(d->arena, "%s%s", sign, v->name),
				str_z(v->brief));
		}
	}
	doc_paraf(d, ROLE_DIM, "%shelp VERB explains one; the start of a verb is enough.", sign);
}

static const struct {
	const char *name, *text;
} values[] = {
	{"times", "14:02  14:02:31Z  -10m  +15m  T+5  T+1:05  now  today  tomorrow  friday  "
		  "2026-11-22T14:02  ?"},
	{"lengths", "90s  15m  1h30m  2d"},
	{"shares", "40%  12.5%  ? when not known"},
	{"who", "@nick, or a role: @ic @ops @comms @scribe"},
	{"ids", "A-3 an action, E-12 an entry, INC-7 an incident; the number alone where only one "
		"kind fits"},
	{"tags", "#db"},
	{"names", "due=fri  why=\"old one needs rebuild\""},
	{"quotes", "\"two words\" or 'two words'; the last text of a command needs none"},
	{"--", "everything behind it is text"},
};

void help_values_doc(struct doc *d)
{
	doc_rule(d, STR("values"));
	struct doc_block *t = doc_table(d, two_columns, 2);
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		two_cells(d, t, ROLE_HEAD, str_z(values[i].name), str_z(values[i].text));
}

static const char *const context_titles[KEYCTX_COUNT] = {[KEYCTX_ANY] = "keys everywhere",
	[KEYCTX_PROMPT] = "keys at the prompt",
	[KEYCTX_LIST] = "keys in a list",
	[KEYCTX_FORM] = "keys in a form",
	[KEYCTX_TIMELINE] = "keys on the timeline",
	[KEYCTX_FIND] = "keys while a find is open",
	[KEYCTX_VI] = "keys in a list after set vi on"};

void keymap_help(const struct keymap *m, struct doc *d)
{
	static const struct doc_column columns[] = {{{"key", 3}, DOC_LEFT, false},
		{{"does", 4}, DOC_LEFT, true}, {{"command", 7}, DOC_LEFT, false}};
	for (int c = 0; c < KEYCTX_COUNT; c++) {
		struct doc_block *t = NULL;
		for (size_t i = 0; i < keymap_count(m); i++) {
			const struct binding *b = keymap_at(m, i);
			if ((int)b->context != c)
				continue;
			if (!t) {
				doc_rule(d, str_z(context_titles[c]));
				t = doc_table(d, columns, 3);
			}
			struct doc_row *row = doc_table_row(d, t, (struct str){0});
			doc_cell(d, row, 0, ROLE_CMD, str_z(key_print(d->arena, b->key)));
			doc_cell(d, row, 1, ROLE_TEXT, b->note);
			doc_cell(d, row, 2, b->user ? ROLE_ME : ROLE_DIM, str_trim(b->line));
		}
	}
}
