/* escape_markdown.c: the rules by which data becomes CommonMark and GFM inline text. */
#include "doc/escape_markdown.h"

#include "base/utf8.h"
#include "doc/doc_internal.h"

/*
 * A backslash goes before a character only where it could mean something, so that the file stays
 * readable: anywhere         \ ` * [ ] < | ~ $       ('|' also outside tables: the same rule
 * everywhere)
 *   '_'              unless it stands between letters or digits
 *   '&'              before a letter or '#': an entity
 *   ':'              between http and '/': a bare URL that GFM would link
 *   '.'              after "www", for the same reason
 *   '@'              after a letter, digit or ._-+ : a mail address
 *   '#'              at the start, and everywhere in a heading (older parsers strip any at its end)
 *   > - + =          at the start of a line
 *   '.' ')'          after digits that start a line
 * A blank at the start or end of a line is written as an entity, because parsers strip it.
 */
static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_special(char c)
{
	static const bool special[256] = {
		['\\'] = true,
		['`'] = true,
		['*'] = true,
		['['] = true,
		[']'] = true,
		['<'] = true,
		['|'] = true,
		['~'] = true,
		['$'] = true,
		['_'] = true,
		['&'] = true,
		[':'] = true,
		['.'] = true,
		['@'] = true,
		['#'] = true,
		[UTF8_MARK_ON] = true,
		[UTF8_MARK_OFF] = true,
	};

	return special[(unsigned char)c];
}

static bool behind(struct str s, size_t i, const char *word)
{
	struct str w = str_z(word);

	return i >= w.n && str_ieq(str_cut(s, i - w.n, i), w);
}

/* A word split between two spans is not looked up again: the worst of it is a link to what the text
 * says. */
static bool behind_scheme(struct str s, size_t i)
{
	return i == 0 || behind(s, i, "http") || behind(s, i, "https") || behind(s, i, "ftp");
}

static bool needs_escape(const struct md_line *line, struct str s, size_t i)
{
	char c = s.p[i], before = i > 0 ? s.p[i - 1] : line->before;
	bool last = i + 1 >= s.n;
	char after = last ? 'a' : s.p[i + 1]; /* what the next span begins with is not known: think
						 the worst */

	switch (c) {
	case '_':
		return last || !is_alnum(before) || !is_alnum(after);
	case '&':
		return is_alnum(after) || after == '#';
	case ':':
		return (last || after == '/') && behind_scheme(s, i);
	case '.':
		return line->number || behind(s, i, "www");
	case ')':
		return line->number;
	case '@':
		return is_alnum(before) || before == '.' || before == '_' || before == '-' ||
		       before == '+';
	case '#':
		return line->heading || !line->begun;
	case '>':
	case '-':
	case '+':
	case '=':
		return !line->begun;
	default:
		return is_special(c);
	}
}

/* The first character of a line, and digits that might become a list number, are looked at one by
 * one. */
static bool at_start(const struct md_line *line)
{
	return !line->begun || line->number;
}

static void put_one(struct buf *b, struct md_line *line, struct str s, size_t i)
{
	char c = s.p[i];

	if (c == UTF8_MARK_ON || c == UTF8_MARK_OFF)
		return;
	if (c == ' ' && !line->begun) {
		buf_add_z(b, "&#32;");
	} else {
		if (needs_escape(line, s, i))
			buf_add_ch(b, '\\');
		buf_add_ch(b, c);
	}
	line->number = is_digit(c) && at_start(line);
	line->begun = true;
	line->before = c;
}

void md_escape(struct buf *b, struct md_line *line, struct str clean)
{
	size_t i = 0;

	while (i < clean.n) {
		size_t run = i;
		while (!at_start(line) && run < clean.n && !is_special(clean.p[run]))
			run++;
		if (run > i) {
			buf_add(b, str_cut(clean, i, run));
			line->before = clean.p[run - 1];
			i = run;
			continue;
		}
		put_one(b, line, clean, i++);
	}
}

void md_end(struct buf *b, struct md_line *line)
{
	if (line->begun && line->before == ' ' && b->n > 0 && b->p[b->n - 1] == ' ') {
		b->n--;
		buf_add_z(b, "&#32;");
	}
	*line = (struct md_line){0};
}

void md_target(struct buf *b, struct str link)
{
	struct buf encoded;

	buf_init(&encoded, b->arena, 3 * link.n);
	link_encode(&encoded, link);
	for (size_t i = 0; i < encoded.n; i++) {
		char c = encoded.p[i];
		if (c == '&') {
			buf_add_z(b, "&amp;");
			continue;
		}
		if (strchr("[]()*_~$", c) != NULL)
			buf_add_ch(b, '\\');
		buf_add_ch(b, c);
	}
}
