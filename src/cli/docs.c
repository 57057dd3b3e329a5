/* docs.c: the Markdown pages of commands, keys and options, from their tables. */
#include "cli/docs.h"

#include "cli/docs_internal.h"
#include "command/table.h"
#include "doc/print.h"
#include "lang/help.h"
#include "lang/keymap.h"
#include "lang/option.h"

const char *docs_doors(struct arena *a, unsigned doors)
{
	static const enum door all[] = {DOOR_CONSOLE, DOOR_SHELL, DOOR_IRC, DOOR_CONFIG};
	struct buf b;
	buf_init(&b, a, 128);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (doors & (unsigned)all[i])
			buf_addf(&b, "%s%s", b.n ? ", " : "", door_name(all[i]));
	return buf_z(&b);
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* A line of options is "  -j, --journal FILE     what it does". */
bool docs_next_option(struct str *rest, struct docs_option *ret)
{
	struct str line, word;
	while (rest->n && str_split(rest, '\n', &line)) {
		struct docs_option o = {0};
		line = str_trim(line);
		if (!str_starts(line, STR("-")) || !str_split(&line, ' ', &word))
			continue;
		if (str_ends(word, STR(","))) {
			o.brief = str_cut(word, 0, word.n - 1);
			str_split(&line, ' ', &word);
		}
		o.full = word;
		if (line.n && is_capital(line.p[0]))
			str_split(&line, ' ', &o.value);
		*ret = o;
		return true;
	}
	return false;
}

static void add_command(struct doc *d, const struct command *c)
{
	struct help_verb v = {.verb = {c->name, c->alias, c->brief, c->usage},
		.example = c->example,
		.doors = docs_doors(d->arena, c->doors),
		.needs = capability_name(c->needs),
		.care = command_care(c)};
	help_verb_section(&v, 3, d);
}

static void commands_page(struct doc *d)
{
	const struct command_family *const *families;
	size_t n = command_families(&families);
	doc_heading(d, 1, STR("Commands"));
	doc_para(d, STR("The same words everywhere: /verb or :verb at the console, !verb on IRC, "
			"warroom verb in a shell, verb in warroom.conf. The start of a verb is "
			"enough "
			"when it is the only one. This page is printed by the program."));
	help_values_doc(d);
	for (size_t f = 0; f < n; f++) {
		doc_heading(
			d, 2, str_fmt(d->arena, "%s: %s", families[f]->name, families[f]->brief));
		for (size_t i = 0; i < families[f]->n; i++)
			add_command(d, &families[f]->rows[i]);
	}
}

static void keys_page(struct doc *d)
{
	doc_heading(d, 1, STR("Keys"));
	doc_para(d, STR("Every key stands for a command or for typing. bind KEY \"command line\" "
			"changes "
			"what a key does; a line that ends in a blank is written into the prompt. "
			"Alt-x may also be typed as Esc and then x. This page is printed by the "
			"program."));
	keymap_help(keymap_new(d->arena), d);
}

static struct str allowed(struct arena *a, const struct option *o)
{
	switch (o->type) {
	case OPTION_BOOL:
		return STR("on, off");
	case OPTION_INT:
		return str_fmt(a, "%lld to %lld", (long long)o->least, (long long)o->most);
	case OPTION_DUR:
		return STR("a length, such as 90s or 15m");
	case OPTION_ENUM:
		return str_z(o->choices);
	case OPTION_TEXT:
		return str_fmt(a, "text, at most %lld bytes", (long long)o->most);
	case OPTION_ZONE:
		return STR("UTC, +02:00, Europe/Berlin");
	}
	return STR("");
}

static void options_page(struct doc *d)
{
	static const struct doc_column columns[] = {{{"option", 6}, DOC_LEFT, false},
		{{"takes", 5}, DOC_LEFT, false}, {{"default", 7}, DOC_LEFT, false},
		{{"meaning", 7}, DOC_LEFT, true}};
	doc_heading(d, 1, STR("Options"));
	doc_para(d, STR("set OPTION VALUE at the console or in warroom.conf; set alone lists them. "
			"This page is printed by the program."));
	struct doc_block *t = doc_table(d, columns, 4);
	for (size_t i = 0; i < option_count(); i++) {
		const struct option *o = option_at(i);
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_CMD, str_z(o->name));
		doc_cell(d, row, 1, ROLE_TEXT, allowed(d->arena, o));
		doc_cell(d, row, 2, ROLE_TEXT, str_z(o->otherwise));
		doc_cell(d, row, 3, ROLE_TEXT, str_z(o->brief));
	}
}

static const struct page {
	const char *name;
	void (*fill)(struct doc *d);
	void (*print)(struct arena *a, struct buf *b);
} pages[] = {
	{"commands", commands_page, NULL},
	{"keys", keys_page, NULL},
	{"options", options_page, NULL},
	{"man", NULL, docs_man},
	{"bash", NULL, docs_bash},
};

static enum rc print_page(struct arena *a, const struct page *p, struct str *ret, struct err *err)
{
	struct print_opts o = {0};
	struct buf b;
	if (p->fill) {
		struct doc *d = doc_new(a);
		p->fill(d);
		return print_markdown(a, d, &o, ret, err);
	}
	buf_init(&b, a, DOCS_MAX);
	p->print(a, &b);
	if (b.over)
		return err_set(err, RC_LIMIT, "the page is larger than %d bytes", DOCS_MAX);
	*ret = buf_str(&b);
	return RC_OK;
}

enum rc docs_print(struct arena *a, const char *page, struct str *ret, struct err *err)
{
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (strcmp(page, pages[i].name) == 0)
			return print_page(a, &pages[i], ret, err);
	return err_set(err, RC_USAGE,
		"there is no page %.40s; there are commands, keys, options, man and bash", page);
}
