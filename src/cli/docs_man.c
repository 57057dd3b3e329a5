/* docs_man.c: the manual page, in roff. */
#include "cli/cli.h"
#include "cli/docs_internal.h"
#include "version.h"

/* A backslash and a hyphen are syntax; a dot or a quote is syntax at the start of a line. */
static void add_text(struct buf *b, struct str s)
{
	if (s.n && (s.p[0] == '.' || s.p[0] == '\'') && (!b->n || b->p[b->n - 1] == '\n'))
		buf_add_z(b, "\\&");
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\')
			buf_add_z(b, "\\e");
		else if (s.p[i] == '-')
			buf_add_z(b, "\\-");
		else
			buf_add_ch(b, s.p[i]);
	}
}

static void add_line(struct buf *b, const char *text)
{
	add_text(b, str_z(text));
	buf_add_ch(b, '\n');
}

/* A request whose argument is text: quotes inside are doubled. */
static void add_request(struct buf *b, const char *request, struct str text)
{
	buf_addf(b, ".%s \"", request);
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"')
			buf_add_z(b, "\"\"");
		else
			add_text(b, str_cut(text, i, i + 1));
	}
	buf_add_z(b, "\"\n");
}

static void add_option(struct buf *b, const struct docs_option *o)
{
	buf_add_z(b, ".TP\n\\fB");
	if (o->brief.n) {
		add_text(b, o->brief);
		buf_add_z(b, "\\fR, \\fB");
	}
	add_text(b, o->full);
	buf_add_z(b, "\\fR");
	if (o->value.n)
		buf_addf(b, " \\fI%.*s\\fR", STR_ARG(o->value));
	buf_add_ch(b, '\n');
}

/* What stands behind the option on its line of cli_usage. */
static struct str option_meaning(struct str usage, const struct docs_option *o)
{
	struct str rest = str_cut(usage, (size_t)(o->full.p + o->full.n - usage.p), usage.n), line;
	str_split(&rest, '\n', &line);
	line = str_trim(line);
	return str_trim(str_cut(line, o->value.n, line.n));
}

static void add_options(struct buf *b)
{
	struct str usage = str_z(cli_usage()), rest = usage;
	struct docs_option o;
	buf_add_z(b, ".SH OPTIONS\n");
	while (docs_next_option(&rest, &o)) {
		add_option(b, &o);
		add_text(b, option_meaning(usage, &o));
		buf_add_z(b, "\n");
	}
}

static void add_command(struct arena *a, struct buf *b, const struct command *c)
{
	buf_add_z(b, ".TP\n");
	add_request(b, "B", str_fmt(a, "%s%s%s", c->name, *c->usage ? " " : "", c->usage));
	add_text(b, str_z(c->brief));
	buf_addf(b, ".\nFrom: %s.", docs_doors(a, c->doors));
	if (c->alias) {
		buf_add_z(b, " Also: ");
		add_text(b, str_z(c->alias));
		buf_add_ch(b, '.');
	}
	buf_add_ch(b, '\n');
	if (c->example) {
		buf_add_z(b, ".br\nExample: ");
		add_text(b, str_z(c->example));
		buf_add_ch(b, '\n');
	}
}

static void add_commands(struct arena *a, struct buf *b)
{
	const struct command_family *const *families;
	size_t n = command_families(&families);
	buf_add_z(b, ".SH COMMANDS\n");
	add_line(b, "The same at every door: /verb at the console, !verb on IRC, warroom verb in a "
		    "shell.");
	for (size_t f = 0; f < n; f++) {
		add_request(b, "SS", str_z(families[f]->brief));
		for (size_t i = 0; i < families[f]->n; i++)
			add_command(a, b, &families[f]->rows[i]);
	}
}

static const struct {
	const char *name, *text;
} surroundings[] = {
	{"WARROOM_JOURNAL", "the journal, where -j is not given"},
	{"WARROOM_INCIDENT", "the incident, where -i is not given"},
	{"WARROOM_MOTION", "off: nothing flashes"},
	{"NOTIFY_SOCKET, WATCHDOG_USEC", "serve: whom to tell that it is ready and alive, as "
					 "systemd sets them"},
	{"JOURNAL_STREAM", "serve: when journald reads standard error, each line begins with its "
			   "priority"},
	{"NO_COLOR", "when set, no colours; bold, underline and reverse stay"},
	{"VISUAL, EDITOR", "the editor for long drafts"},
	{"XDG_DATA_HOME, XDG_CONFIG_HOME", "where journal and configuration are kept"},
};

static const struct {
	const char *name, *text;
} files[] = {
	{"$XDG_DATA_HOME/warroom/journal.db", "the journal"},
	{"$XDG_CONFIG_HOME/warroom/warroom.conf", "configuration: lines of the command language"},
	{"$XDG_CONFIG_HOME/warroom/names.txt", "what people are called beside their nicks, one "
					       "name a line; no public text may hold one"},
	{"PREFIX/lib/systemd/user/warroom.service", "serve as a service of one person: "
						    "systemctl --user enable --now warroom"},
	{"PREFIX/lib/systemd/system/warroom.service",
		"serve as a service of the host, journal in /var/lib/warroom"},
};

static const struct {
	const char *name, *text;
} signals[] = {
	{"SIGTERM, SIGINT", "leave: a parting word to the IRC server, the leases given back"},
	{"SIGHUP", "open the file of --log anew; without one, leave"},
};

static const struct {
	const char *status, *text;
} statuses[] = {
	{"0", "done"},
	{"1", "refused, the reason is given"},
	{"2", "not understood"},
	{"3", "the journal or the system failed"},
	{"4", "verification failed"},
};

static void add_row(struct buf *b, const char *name, const char *text)
{
	buf_add_z(b, ".TP\n");
	add_request(b, "B", str_z(name));
	add_line(b, text);
}

void docs_man(struct arena *a, struct buf *b)
{
	buf_addf(b, ".TH WARROOM 1 \"\" \"warroom %s\" \"User Commands\"\n.nh\n.ad l\n",
		WARROOM_VERSION);
	buf_add_z(b, ".SH NAME\nwarroom \\- run an incident from a terminal and keep its record\n");
	buf_add_z(b, ".SH SYNOPSIS\n.B warroom\n[\\fIOPTIONS\\fR] [\\fIVERB WORDS\\fR...]\n");
	buf_add_z(b, ".SH DESCRIPTION\n");
	add_line(b, "Without a verb the console opens: the home screen, or the one open incident.");
	add_line(b, "With a verb it does that one thing, prints the reply and leaves.");
	add_line(b, "All that is said and done goes into one journal file whose rows are chained "
		    "by hashes.");
	add_options(b);
	add_commands(a, b);
	buf_add_z(b, ".SH ENVIRONMENT\n");
	for (size_t i = 0; i < sizeof surroundings / sizeof *surroundings; i++)
		add_row(b, surroundings[i].name, surroundings[i].text);
	buf_add_z(b, ".SH FILES\n");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		add_row(b, files[i].name, files[i].text);
	buf_add_z(b, ".SH SIGNALS\nOf \\fBwarroom serve\\fR:\n");
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		add_row(b, signals[i].name, signals[i].text);
	buf_add_z(b, ".SH EXIT STATUS\n");
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
		add_row(b, statuses[i].status, statuses[i].text);
}
