/* pane_help.c: help: the keys as they are bound now, the commands, the values and the signs. */
#include "command/command.h"
#include "tui/filter_internal.h"
#include "tui/pane_internal.h"

static void commands(struct doc *d)
{
	static const struct doc_column columns[] = {{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};
	const struct command_family *const *families;
	size_t n = command_families(&families);
	for (size_t i = 0; i < n; i++) {
		doc_rule(d, str_fmt(d->arena, "commands: %s", families[i]->brief));
		struct doc_block *t = doc_table(d, columns, 2);
		for (size_t k = 0; k < families[i]->n; k++) {
			const struct command *c = &families[i]->rows[k];
			if (!(c->doors & DOOR_CONSOLE))
				continue;
			struct doc_row *row = doc_table_row(d, t, (struct str){0});
			doc_cell(d, row, 0, ROLE_CMD,
				str_fmt(d->arena, "/%s %s", c->name,
					strlen(c->usage) < 28 ? c->usage : "..."));
			doc_cell(d, row, 1, ROLE_TEXT, str_z(c->brief));
		}
	}
}

struct pair_row {
	const char *name, *text;
};

static void table(struct doc *d, const char *title, const struct pair_row *rows, size_t n)
{
	static const struct doc_column columns[] = {{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};
	doc_rule(d, str_z(title));
	struct doc_block *t = doc_table(d, columns, 2);
	for (size_t i = 0; i < n; i++) {
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_HEAD, str_z(rows[i].name));
		doc_cell(d, row, 1, ROLE_TEXT, str_z(rows[i].text));
	}
}

static const struct pair_row prompt_rows[] = {
	{"type + Enter", "say it in the room"},
	{"/verb or :verb", "a command, never sent as chat; //text says a slash"},
};

static const struct pair_row value_rows[] = {
	{"times", "14:02  14:02:31Z  -10m  +15m  T+5  T+1:05  now  today 17:00"},
	{"lengths", "90s  15m  1h30m  2d"},
	{"who what", "@nick @ic  #tag  A-1  E-12  INC-3"},
	{"shares", "users=40%   ? is unknown and counts as worst"},
	{"quotes", "\"two words\"; the last text of a command needs none"},
};

static const struct pair_row sign_rows[] = {
	{"SEV1!", "word, sign and reverse; a ? behind it: rests on assumptions"},
	{"> [x] [ ]", "marked; done; open"},
	{"<ESC> <RLO>", "something invisible or dangerous was in the text; shown, not obeyed"},
	{"! in front", "such a text stands in this row"},
	{"rings", "you are named, an update is due in 1m or late, severity raised, a role falls "
		  "empty"},
	{"flashes", "only the update clock in its last minute, once a second; /set motion off"},
};

#define TABLE(d, title, rows) table((d), (title), (rows), sizeof(rows) / sizeof *(rows))

static bool row_matches(const struct doc_block *b, size_t row, struct str part)
{
	for (size_t c = 0; c < b->column_count; c++) {
		const struct doc_spans *s = &b->rows[row].cells[c].spans;
		for (size_t i = 0; i < s->n; i++) {
			if (filter_contains(s->v[i].text, part))
				return true;
		}
	}
	return false;
}

/* Keeps the rows of tables that contain what was typed, and the rules above them. */
static struct doc *narrowed(struct doc *all, struct str part)
{
	struct doc *d = doc_new(all->arena);
	struct str rule = {0};
	for (size_t i = 0; i < all->n; i++) {
		const struct doc_block *b = &all->v[i];
		struct doc_block *t = NULL;
		if (b->type == DOC_RULE || b->type == DOC_HEADING)
			rule = b->spans.n ? b->spans.v[0].text : rule;
		for (size_t r = 0; b->type == DOC_TABLE && r < b->row_count; r++) {
			if (!row_matches(b, r, part))
				continue;
			if (!t) {
				doc_rule(d, rule);
				t = doc_table(d, b->columns, b->column_count);
			}
			*doc_table_row(d, t, (struct str){0}) = b->rows[r];
		}
	}
	if (!d->n)
		doc_paraf(d, ROLE_DIM, "nothing in the help matches that");
	return d;
}

static void content(struct pane_view *v, struct pane_parts *ret)
{
	struct str part = v->s->help_filter;
	struct doc *d = doc_new(v->arena);
	bool columns = v->width >= 110 && !part.n;
	struct doc *side = columns ? doc_new(v->arena) : d;
	TABLE(d, "prompt", prompt_rows);
	keymap_help(v->s->keymap, d);
	commands(side);
	TABLE(columns ? side : d, "values", value_rows);
	TABLE(columns ? side : d, "signs, bells, flashes", sign_rows);
	ret->main = part.n ? narrowed(d, part) : d;
	ret->side = columns ? side : NULL;
	ret->side_width = v->width / 2;
	ret->title = part.n ? str_fmt(v->arena, "help: %.*s", STR_ARG(part)) : STR("help");
	ret->right = STR("Esc closes, type to filter");
	ret->gutter = true;
}

const struct pane_type pane_help = {
	.name = "help",
	.title = "Help",
	.brief = "keys, commands, values, signs",
	.content = content,
};
