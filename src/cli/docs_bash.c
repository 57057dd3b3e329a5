/* docs_bash.c: the completion script for bash: verbs, their words and names, and the options in front. */
#include "cli/cli.h"
#include "cli/docs_internal.h"
#include "core/severity.h"
#include "lang/grammar.h"

/* bash cuts words at '=': "format=js" arrives as three, so the name is looked up two words back. */
static const char head[] =
	"# Completion of warroom for bash, printed by warroom --docs bash.\n"
	"_warroom()\n"
	"{\n"
	"\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
	"\tlocal name='' verb='' words='' files='' i\n"
	"\tif [[ $cur == = ]]; then\n"
	"\t\tname=$prev cur=''\n"
	"\telif [[ $prev == = ]]; then\n"
	"\t\tname=${COMP_WORDS[COMP_CWORD-2]}\n"
	"\tfi\n";

static const char tail[] =
	"\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
	"\tif [[ -n $files ]]; then\n"
	"\t\tmapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- \"$cur\")\n"
	"\t\tcompopt -o filenames 2>/dev/null\n"
	"\tfi\n"
	"\tif [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then\n"
	"\t\tcompopt -o nospace 2>/dev/null\n"
	"\tfi\n"
	"}\n"
	"complete -F _warroom warroom\n";

static void add_names(struct buf *b, const struct docs_option *o, const char *between)
{
	if (o->brief.n)
		buf_addf(b, "%.*s%s", STR_ARG(o->brief), between);
	buf_add(b, o->full);
}

/* Options that take a value hide the word behind them from the search for the verb. */
static void add_verb_search(struct buf *b)
{
	struct str rest = str_z(cli_usage());
	struct docs_option o;
	bool first = true;
	buf_add_z(
		b, "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n\t\tcase ${COMP_WORDS[i]} in\n\t\t");
	while (docs_next_option(&rest, &o)) {
		if (!o.value.n)
			continue;
		buf_add_z(b, first ? "" : "|");
		add_names(b, &o, "|");
		first = false;
	}
	buf_add_z(b, ")\n\t\t\t[[ ${COMP_WORDS[i+1]} == = ]] && ((i++))\n\t\t\t((i++))\n\t\t\t;;\n"
		     "\t\t-*) ;;\n"
		     "\t\t*) verb=${COMP_WORDS[i]}; break ;;\n"
		     "\t\tesac\n\tdone\n");
}

static void add_verb_list(struct buf *b)
{
	const struct command_family *const *families;
	size_t n = command_families(&families);
	bool first = true;
	for (size_t f = 0; f < n; f++)
		for (size_t i = 0; i < families[f]->n; i++) {
			const struct command *c = &families[f]->rows[i];
			if (!(c->doors & DOOR_SHELL))
				continue;
			buf_addf(b, "%s%s", first ? "" : " ", c->name);
			first = false;
		}
}

static void add_without_verb(struct buf *b)
{
	struct str rest = str_z(cli_usage());
	struct docs_option o;
	bool first = true;
	buf_add_z(b, "\tcase $verb in\n\t'')\n"
		     "\t\tcase $prev in\n"
		     "\t\t-j|--journal|--config) files=yes ;;\n"
		     "\t\tesac\n"
		     "\t\tif [[ -n $name ]]; then\n\t\t\tfiles=yes\n"
		     "\t\telif [[ $cur == -* ]]; then\n\t\t\twords='");
	while (docs_next_option(&rest, &o)) {
		buf_add_z(b, first ? "" : " ");
		add_names(b, &o, " ");
		first = false;
	}
	buf_add_z(b, "'\n\t\telif [[ -z $files ]]; then\n\t\t\twords='");
	add_verb_list(b);
	buf_add_z(b, "'\n\t\tfi\n\t\t;;\n");
}

static void add_choices(struct buf *b, const struct slot *s)
{
	for (size_t i = 0; i < s->choice_count; i++)
		buf_addf(b, "%.*s ", STR_ARG(s->choices[i]));
}

static void add_value_cases(struct buf *b, const struct grammar *g)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct slot *s = &g->slots[i];
		if (!s->named || (s->type != SLOT_FILE && s->type != SLOT_CHOICE))
			continue;
		buf_addf(b, "\t\t%.*s) ", STR_ARG(s->name));
		if (s->type == SLOT_FILE) {
			buf_add_z(b, "files=yes");
		} else {
			buf_add_z(b, "words='");
			add_choices(b, s);
			buf_add_z(b, "'");
		}
		buf_add_z(b, " ;;\n");
	}
}

static bool takes_files(const struct grammar *g)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->slots[i].type == SLOT_FILE && !g->slots[i].named)
			return true;
	return false;
}

static void add_words(struct buf *b, const struct grammar *g)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct slot *s = &g->slots[i];
		if (s->named)
			buf_addf(b, "%.*s= ", STR_ARG(s->name));
		else if (s->type == SLOT_CHOICE)
			add_choices(b, s);
		else if (s->type == SLOT_VERB)
			add_verb_list(b);
		for (int id = 0; s->type == SLOT_GAUGES && id < GAUGE_COUNT; id++)
			buf_addf(b, "%s= ", severity_gauge_name((enum gauge_id)id));
	}
}

static void add_command(struct arena *a, struct buf *b, const struct command *c)
{
	struct str alias = str_z(c->alias), part;
	struct grammar g;
	if (!(c->doors & DOOR_SHELL) || grammar_parse(a, c->usage, &g, NULL))
		return;
	buf_addf(b, "\t%s", c->name);
	while (alias.n && str_split(&alias, ' ', &part))
		if (part.n)
			buf_addf(b, "|'%.*s'", STR_ARG(part)); /* one may be "?" */
	buf_add_z(b, ")\n\t\tcase $name in\n\t\t'') words='");
	add_words(b, &g);
	buf_addf(b, "'%s ;;\n", takes_files(&g) ? " files=yes" : "");
	add_value_cases(b, &g);
	buf_add_z(b, "\t\tesac\n\t\t;;\n");
}

void docs_bash(struct arena *a, struct buf *b)
{
	const struct command_family *const *families;
	size_t n = command_families(&families);
	buf_add_z(b, head);
	add_verb_search(b);
	add_without_verb(b);
	for (size_t f = 0; f < n; f++)
		for (size_t i = 0; i < families[f]->n; i++)
			add_command(a, b, &families[f]->rows[i]);
	buf_add_z(b, "\tesac\n");
	buf_add_z(b, tail);
}
