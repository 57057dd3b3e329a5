/* lex.c: cuts a line of the command language into words and writes words back. */
#include "lang/lex.h"

#include "lang/lang_internal.h"

struct lexer {
	struct arena *arena;
	struct str line;
	size_t at;
};

bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_name_char(char c)
{
	return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
}

/* Length of the name in front of '=', 0 when the text does not start with a name and '='. */
static size_t name_length(struct str s)
{
	if (!s.n || !is_letter(s.p[0]))
		return 0;
	size_t n = 1;
	while (n < s.n && is_name_char(s.p[n]))
		n++;
	return n < s.n && s.p[n] == '=' ? n : 0;
}

static bool holds_blank(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_blank(s.p[i]))
			return true;
	return false;
}

struct str word_value(const struct word *w)
{
	return w->name.n ? str_cut(w->text, w->name.n + 1, w->text.n) : w->text;
}

/* Copies the inside of a quoted part; the lexer stands behind the closing quote afterwards. */
static enum rc quoted_part(struct lexer *x, struct buf *out, struct err *err)
{
	size_t open = x->at;
	char quote = x->line.p[x->at++];
	while (x->at < x->line.n) {
		char c = x->line.p[x->at++];
		if (c == quote)
			return RC_OK;
		if (c == '\\' && quote == '"' && x->at < x->line.n &&
			(x->line.p[x->at] == '"' || x->line.p[x->at] == '\\'))
			c = x->line.p[x->at++];
		buf_add_ch(out, c);
	}
	return err_set_at(err, RC_USAGE, (int)open,
		"the quote %c is never closed; close it, or leave it out where the last text of a "
		"verb "
		"begins",
		quote);
}

/*
 * A quote opens only at the start of a word or right behind its '=', so that "can't" and 5" stay
 * what they are in free text.
 */
static enum rc next_word(struct lexer *x, struct word *ret, struct err *err)
{
	struct buf text;
	size_t from = x->at;
	struct str rest = str_cut(x->line, from, x->line.n);
	size_t name = name_length(rest);
	buf_init(&text, x->arena, LEX_LINE_MAX);
	if (name) {
		buf_add(&text, str_cut(rest, 0, name + 1));
		x->at += name + 1;
	}
	bool quoted = x->at < x->line.n && (x->line.p[x->at] == '"' || x->line.p[x->at] == '\'');
	if (quoted) {
		enum rc rc = quoted_part(x, &text, err);
		if (rc)
			return rc;
	}
	while (x->at < x->line.n && !is_blank(x->line.p[x->at]))
		buf_add_ch(&text, x->line.p[x->at++]);
	struct str whole = buf_str(&text);
	*ret = (struct word){.text = whole,
		.name = str_cut(whole, 0, name),
		.at = (int)from,
		.end = (int)x->at,
		.quoted = quoted};
	return RC_OK;
}

enum rc lex_line(struct arena *a, struct str line, struct words *ret, struct err *err)
{
	if (line.n > LEX_LINE_MAX)
		return err_set_at(err, RC_LIMIT, LEX_LINE_MAX,
			"the line is longer than %d bytes; put long texts into a file or several "
			"rows",
			LEX_LINE_MAX);
	struct lexer x = {a, line, 0};
	struct words out = {.v = ARENA_ARRAY(a, line.n / 2 + 1, struct word), .line = line};
	for (;;) {
		while (x.at < line.n && is_blank(line.p[x.at]))
			x.at++;
		if (x.at == line.n)
			break;
		enum rc rc = next_word(&x, &out.v[out.n++], err);
		if (rc)
			return rc;
	}
	*ret = out;
	return RC_OK;
}

static bool needs_quotes(struct str s)
{
	return !s.n || s.p[0] == '"' || s.p[0] == '\'' || holds_blank(s);
}

static void add_quoted(struct buf *b, struct str s)
{
	buf_add_ch(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_add_ch(b, '\\');
		buf_add_ch(b, s.p[i]);
	}
	buf_add_ch(b, '"');
}

struct str lex_quote(struct arena *a, struct str text)
{
	struct buf b;
	size_t name = name_length(text);
	struct str value = name ? str_cut(text, name + 1, text.n) : text;
	if (name ? value.n && !needs_quotes(value) : !needs_quotes(text))
		return text;
	buf_init(&b, a, text.n * 2 + 2);
	if (name)
		buf_add(&b, str_cut(text, 0, name + 1));
	if (!name || value.n)
		add_quoted(&b, value);
	return buf_str(&b);
}

enum rc lex_argv(struct arena *a, int argc, char *const *argv, struct words *ret, struct err *err)
{
	struct buf line;
	if (argc > LEX_WORDS_MAX)
		return err_set(
			err, RC_LIMIT, "more than %d words; put texts in quotes", LEX_WORDS_MAX);
	struct words out = {
		.v = ARENA_ARRAY(a, argc > 0 ? (size_t)argc : 1, struct word), .split = true};
	buf_init(&line, a, LEX_LINE_MAX);
	for (int i = 0; i < argc; i++) {
		struct str s = str_z(argv[i]);
		if (i)
			buf_add_ch(&line, ' ');
		size_t from = line.n;
		buf_add(&line, lex_quote(a, s));
		out.v[out.n++] = (struct word){.text = s,
			.name = str_cut(s, 0, name_length(s)),
			.at = (int)from,
			.end = (int)line.n,
			.quoted = !s.n || holds_blank(s)};
	}
	if (line.over)
		return err_set(err, RC_LIMIT,
			"the line is longer than %d bytes; put long texts into a file or several "
			"rows",
			LEX_LINE_MAX);
	out.line = buf_str(&line);
	*ret = out;
	return RC_OK;
}
