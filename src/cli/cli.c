/* cli.c: options in front of the verb, and the verb's answer on standard output. */
#include "cli/cli.h"

#include <errno.h>
#include <unistd.h>

#include "base/utf8.h"
#include "doc/print.h"
#include "sys/tty.h"

static const char usage[] =
	"usage: warroom [OPTIONS] [VERB WORDS...]\n"
	"\n"
	"Without a verb the console opens. `warroom help` lists the verbs, `warroom help VERB` "
	"explains one.\n"
	"\n"
	"  -j, --journal FILE     the journal (also WARROOM_JOURNAL)\n"
	"  -i, --incident INC-N   the incident (also WARROOM_INCIDENT); else the one that is open\n"
	"      --config FILE      read this configuration instead of warroom.conf\n"
	"      --log FILE         serve: write what happens to this file; SIGHUP opens it anew\n"
	"      --linear           lines only: for screen readers and plain terminals\n"
	"      --theme NAME       dark, light, high-contrast, colour-blind, mono or a file of "
	"yours\n"
	"      --colors N         0, 16 or 256 instead of what the terminal says\n"
	"      --ascii            no line-drawing or other non-ASCII signs of our own\n"
	"      --still            no flashing\n"
	"  -h, --help             this text\n"
	"  -V, --version          the version\n"
	"\n"
	"Exit status: 0 done, 1 refused, 2 not understood, 3 journal or system failure, 4 "
	"verification failed.\n";

const char *cli_usage(void)
{
	return usage;
}

static enum rc parse_incident(const char *text, const char *where, uint32_t *ret, struct err *err)
{
	struct str s = str_z(text);
	uint64_t n;

	if (s.n > 4 && str_ieq(str_cut(s, 0, 4), STR("INC-")))
		s = str_cut(s, 4, s.n);
	if (!str_to_u64(s, UINT32_MAX, &n) || !n)
		return err_set(err, RC_USAGE, "%s: an incident is written INC-3 or 3", where);
	*ret = (uint32_t)n;
	return RC_OK;
}

/* One option that takes a value, as "-j FILE", "--journal FILE" or "--journal=FILE". */
static const char *value_of(
	const char *arg, const char *brief, const char *full, int argc, char **argv, int *i)
{
	size_t n = strlen(full);

	if (!strncmp(arg, full, n) && arg[n] == '=')
		return arg + n + 1;
	if ((brief && !strcmp(arg, brief)) || !strcmp(arg, full))
		return ++*i < argc ? argv[*i] : "";
	return NULL;
}

static bool flag(struct cli *c, const char *arg)
{
	const struct {
		const char *brief, *full;
		bool *to;
	} flags[] = {{"-h", "--help", &c->help}, {"-V", "--version", &c->version},
		{NULL, "--linear", &c->linear}, {NULL, "--ascii", &c->ascii},
		{NULL, "--still", &c->still}};

	for (size_t n = 0; n < sizeof flags / sizeof *flags; n++)
		if ((flags[n].brief && !strcmp(arg, flags[n].brief)) ||
			!strcmp(arg, flags[n].full)) {
			*flags[n].to = true;
			return true;
		}
	return false;
}

static enum rc option(struct cli *c, int argc, char **argv, int *i, struct err *err)
{
	const char *arg = argv[*i], *v;

	if (flag(c, arg))
		return RC_OK;
	if ((v = value_of(arg, "-j", "--journal", argc, argv, i)))
		c->journal = v;
	else if ((v = value_of(arg, NULL, "--config", argc, argv, i)))
		c->config = v;
	else if ((v = value_of(arg, NULL, "--theme", argc, argv, i)))
		c->theme = v;
	else if ((v = value_of(arg, NULL, "--log", argc, argv, i)))
		c->log = v;
	else if ((v = value_of(arg, NULL, "--docs", argc, argv, i)))
		c->docs = v;
	else if ((v = value_of(arg, "-i", "--incident", argc, argv, i)))
		return parse_incident(v, "-i", &c->incident, err);
	else if ((v = value_of(arg, NULL, "--colors", argc, argv, i))) {
		uint64_t n;

		if (!str_to_u64(str_z(v), 256, &n) || (n != 0 && n != 16 && n != 256))
			return err_set(err, RC_USAGE, "--colors takes 0, 16 or 256");
		c->colours = (int)n;
	} else {
		return err_set(err, RC_USAGE,
			"there is no option %.40s; `warroom --help` lists them", arg);
	}
	return *v ? RC_OK : err_set(err, RC_USAGE, "%.40s needs a value", arg);
}

/* as=NAME may stand anywhere among the words; it is taken out before the verb sees them. */
static void take_as(struct cli *c)
{
	int kept = 0;

	for (int n = 0; n < c->argc; n++) {
		if (n && !c->as.n && !strncmp(c->argv[n], "as=", 3) && c->argv[n][3])
			c->as = str_z(c->argv[n] + 3);
		else
			c->argv[kept++] = c->argv[n];
	}
	c->argc = kept;
}

/* All options from *i on; *i is then the first word that is none. */
static enum rc options_at(struct cli *c, int argc, char **argv, int *i, struct err *err)
{
	enum rc rc = RC_OK;

	for (; rc == RC_OK && *i < argc && argv[*i][0] == '-' && argv[*i][1]; (*i)++) {
		if (!strcmp(argv[*i], "--")) {
			(*i)++;
			break;
		}
		rc = option(c, argc, argv, i, err);
	}
	return rc;
}

enum rc cli_parse(int argc, char **argv, struct cli *ret, struct err *err)
{
	const char *incident = getenv("WARROOM_INCIDENT");
	struct cli c = {.journal = getenv("WARROOM_JOURNAL"), .colours = -1};
	enum rc rc = RC_OK;
	int i = 1;

	if (c.journal && !*c.journal)
		c.journal = NULL;
	if (incident && *incident)
		rc = parse_incident(incident, "WARROOM_INCIDENT", &c.incident, err);
	if (rc == RC_OK)
		rc = options_at(&c, argc, argv, &i, err);
	if (rc != RC_OK)
		return rc;
	/* The server has no words of its own: options may stand behind it too. */
	if (i < argc && !strcmp(argv[i], "serve") && i + 1 < argc && argv[i + 1][0] == '-') {
		char *verb = argv[i++];

		rc = options_at(&c, argc, argv, &i, err);
		if (rc != RC_OK)
			return rc;
		argv[--i] = verb;
	}
	c.argc = argc - i;
	c.argv = argv + i;
	take_as(&c);
	*ret = c;
	return RC_OK;
}

static enum rc write_all(struct str s, struct err *err)
{
	if ((!s.n || fwrite(s.p, 1, s.n, stdout) == s.n) && !fflush(stdout))
		return RC_OK;
	return err_set(err, RC_IO, "cannot write the answer: %s", strerror(errno));
}

enum rc cli_print_doc(struct arena *a, const struct doc *d, struct err *err)
{
	struct print_opts o = {.width = 80};
	int columns, rows;
	struct str text;
	enum rc rc;

	/* A pipe gets whole lines: the reader cuts them as it likes. */
	if (tty_size(STDOUT_FILENO, &columns, &rows))
		o.width = (size_t)columns;
	else if (!tty_is(STDOUT_FILENO))
		o.width = 4000;
	rc = print_text(a, d, &o, &text, err);
	return rc == RC_OK ? write_all(text, err) : rc;
}

enum rc cli_print(struct arena *a, const struct answer *answer, struct err *err)
{
	if (answer->json.n)
		return write_all(answer->json, err);
	return answer->reply ? cli_print_doc(a, answer->reply, err) : RC_OK;
}

void cli_complain(struct arena *a, const struct cli *cli, const struct err *err)
{
	struct str text = utf8_plain(a, str_z(err->text), UTF8_BLOCK);

	fprintf(stderr, "warroom: %.*s\n", STR_ARG(text));
	if (err->rc == RC_USAGE && cli->argc)
		fprintf(stderr, "`warroom help %.*s` shows how it is written.\n",
			STR_ARG(utf8_plain(a, str_z(cli->argv[0]), UTF8_IDENT)));
}
