/* runbook_argv.c: a written command into arguments, without a shell, and back into words that a shell would read alike. */
#include "core/runbook_file.h"

/* What a shell would do more with than pass on. */
static const char signs[] = "|&;<>()$`\\*?[]{}~#!";

struct splitter {
	struct arena *arena;
	struct str text;
	size_t at;
	struct err *err;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Takes the inside of a quoted part; stands behind the closing quote afterwards. */
static enum rc quoted(struct splitter *s, struct buf *out)
{
	char quote = s->text.p[s->at++];

	while (s->at < s->text.n) {
		char c = s->text.p[s->at++];

		if (c == quote)
			return RC_OK;
		if (c == '\\' && quote == '"') {
			if (s->at == s->text.n ||
				(s->text.p[s->at] != '"' && s->text.p[s->at] != '\\'))
				return err_set(s->err, RC_USAGE,
					"a backslash inside \"...\" stands only before \" or \\");
			c = s->text.p[s->at++];
		}
		buf_add_ch(out, c);
	}
	return err_set(s->err, RC_USAGE, "the quote %c is never closed", quote);
}

static enum rc one_word(struct splitter *s, const char **ret)
{
	struct buf word;
	enum rc rc = RC_OK;

	buf_init(&word, s->arena, RUNBOOK_FIELD_MAX);
	while (rc == RC_OK && s->at < s->text.n && !is_blank(s->text.p[s->at])) {
		char c = s->text.p[s->at];

		if (c == '\'' || c == '"') {
			rc = quoted(s, &word);
			continue;
		}
		if (strchr(signs, c))
			return err_set(s->err, RC_USAGE,
				"there is no shell: %c must stand in quotes, and is then passed on "
				"as it is",
				c);
		buf_add_ch(&word, c);
		s->at++;
	}
	if (rc == RC_OK)
		*ret = buf_z(&word);
	return rc;
}

static enum rc check_text(struct str command, struct err *err)
{
	if (command.n > RUNBOOK_FIELD_MAX)
		return err_set(err, RC_USAGE, "a command has at most %d bytes", RUNBOOK_FIELD_MAX);
	for (size_t n = 0; n < command.n; n++)
		if ((unsigned char)command.p[n] < 0x20 && command.p[n] != '\t')
			return err_set(err, RC_USAGE, "a command holds no control codes");
	return RC_OK;
}

enum rc runbook_argv(struct arena *a, struct str command, const char *const **ret, struct err *err)
{
	const char **argv = ARENA_ARRAY(a, RUNBOOK_ARGS_MAX + 1, const char *);
	struct splitter s = {.arena = a, .text = command, .err = err};
	enum rc rc = check_text(command, err);
	size_t n = 0;

	for (;;) {
		while (s.at < s.text.n && is_blank(s.text.p[s.at]))
			s.at++;
		if (rc != RC_OK || s.at == s.text.n)
			break;
		if (n == RUNBOOK_ARGS_MAX)
			return err_set(
				err, RC_USAGE, "a command has at most %d words", RUNBOOK_ARGS_MAX);
		rc = one_word(&s, &argv[n++]);
	}
	if (rc != RC_OK)
		return rc;
	if (!n || !*argv[0])
		return err_set(err, RC_USAGE, "a command begins with the name of a program");
	if (strchr(argv[0], '='))
		return err_set(err, RC_USAGE,
			"a command begins with the name of a program; variables are not set here");
	*ret = argv;
	return RC_OK;
}

static bool is_plain(const char *word)
{
	for (const char *p = word; *p; p++)
		if (is_blank(*p) || *p == '\'' || *p == '"' || strchr(signs, *p))
			return false;
	return *word != 0;
}

struct str runbook_argv_text(struct arena *a, const char *const *argv)
{
	struct buf b;

	buf_init(&b, a, 8 * RUNBOOK_FIELD_MAX);
	for (size_t n = 0; argv[n]; n++) {
		if (n)
			buf_add_ch(&b, ' ');
		if (is_plain(argv[n])) {
			buf_add_z(&b, argv[n]);
			continue;
		}
		buf_add_ch(&b, '\'');
		for (const char *p = argv[n]; *p; p++) {
			if (*p == '\'')
				buf_add_z(&b, "'\\'");
			buf_add_ch(&b, *p);
		}
		buf_add_ch(&b, '\'');
	}
	return buf_str(&b);
}
