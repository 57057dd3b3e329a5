/* print_irc.c: prints a document as IRC lines: one fact per line, within a byte budget, never
 * cutting a character. */
#include "doc/print.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "doc/doc_internal.h"

enum { BUDGET_DEFAULT = 400, BUDGET_MIN = 32, INDENT_MAX = 8 };

/* Continued lines are indented: text from outside must not be able to put its own command or name
 * at the start of a line. */
static const struct str CONTINUED = {"  ", 2};

struct irc_out {
	struct arena *a;
	size_t budget, max_lines;
	VEC(struct str) lines;
	size_t total;
};

/* Bytes of s that go on a line of `room` bytes: up to the last space that leaves a third filled,
 * else whole characters. */
static size_t line_end(struct str s, size_t room)
{
	size_t at = 0, space = 0;

	if (s.n <= room)
		return s.n;
	while (at < s.n) {
		size_t step = utf8_next(str_cut(s, at, s.n));
		if (s.p[at] == ' ' && at >= room / 3)
			space = at;
		if (step == 0 || at + step > room)
			break;
		at += step;
	}
	if (space > 0)
		return space;
	if (at == 0)
		at = utf8_floor(s, room);
	return at > 0 ? at : room;
}

static void keep(struct irc_out *t, struct str line)
{
	t->total++;
	if (t->max_lines > 0 && t->lines.n >= t->max_lines)
		return;
	*VEC_PUSH(t->a, &t->lines) = line;
}

static struct str without_end_spaces(struct str s)
{
	while (s.n > 0 && s.p[s.n - 1] == ' ')
		s.n--;
	return s;
}

static void say(struct irc_out *t, struct str text)
{
	text = without_end_spaces(text);
	if (text.n == 0)
		return;

	size_t n = line_end(text, t->budget);
	keep(t, without_end_spaces(str_cut(text, 0, n)));
	for (;;) {
		text = str_cut(text, n, text.n);
		while (text.n > 0 && text.p[0] == ' ')
			text = str_cut(text, 1, text.n);
		if (text.n == 0)
			return;
		n = line_end(text, t->budget - CONTINUED.n);
		struct str part = without_end_spaces(str_cut(text, 0, n));
		keep(t, str_fmt(t->a, "%.*s%.*s", STR_ARG(CONTINUED), STR_ARG(part)));
	}
}

static void say_kept(struct irc_out *t, const struct doc_block *b)
{
	struct str rest = b->text, row;

	while (clean_row(t->a, &rest, &row)) {
		row = utf8_unmark(t->a, row);
		if (str_trim(row).n > 0)
			say(t, str_fmt(t->a, "| %.*s", STR_ARG(row)));
	}
}

static void say_table(struct irc_out *t, const struct doc_block *b)
{
	for (size_t r = 0; r < b->row_count; r++) {
		struct buf line;
		buf_init(&line, t->a, PRINT_MAX);
		for (size_t c = 0; c < b->column_count; c++) {
			struct str cell = str_trim(plain_spans(t->a, &b->rows[r].cells[c].spans));
			if (cell.n == 0)
				continue;
			if (line.n > 0)
				buf_add_z(&line, "  ");
			buf_add(&line, cell);
		}
		say(t, buf_str(&line));
	}
}

static void say_item(struct irc_out *t, const struct doc_block *b)
{
	static const char *const marks[] = {"-", "[ ]", "[x]"};
	struct str text = plain_spans(t->a, &b->spans);
	int level = b->level < 0 ? 0 : b->level < INDENT_MAX ? b->level : INDENT_MAX;

	say(t, str_fmt(t->a, "%*s%s %.*s", 2 * level, "",
		       marks[b->checked < 0      ? 0
			       : b->checked == 0 ? 1
						 : 2],
		       STR_ARG(text)));
}

static void say_field(struct irc_out *t, const struct doc_block *b)
{
	struct str name = plain_line(t->a, b->name), text = plain_spans(t->a, &b->spans);

	say(t, str_fmt(t->a, "%.*s: %.*s", STR_ARG(name), STR_ARG(text)));
}

static void say_rule(struct irc_out *t, const struct doc_block *b)
{
	struct str label = plain_spans(t->a, &b->spans);

	if (str_trim(label).n > 0)
		say(t, str_fmt(t->a, "-- %.*s --", STR_ARG(label)));
}

static void say_figure(struct irc_out *t, const struct doc_figure *f)
{
	struct str title = plain_line(t->a, f->title), summary = plain_line(t->a, f->summary);

	if (title.n > 0 && summary.n > 0)
		say(t, str_fmt(t->a, "%.*s: %.*s", STR_ARG(title), STR_ARG(summary)));
	else
		say(t, title.n > 0 ? title : summary);
}

static void say_block(struct irc_out *t, const struct doc_block *b)
{
	switch (b->type) {
	case DOC_HEADING:
	case DOC_PARA:
		say(t, plain_spans(t->a, &b->spans));
		break;
	case DOC_ITEM:
		say_item(t, b);
		break;
	case DOC_FIELD:
		say_field(t, b);
		break;
	case DOC_TABLE:
		say_table(t, b);
		break;
	case DOC_QUOTE:
	case DOC_CODE:
		say_kept(t, b);
		break;
	case DOC_RULE:
		say_rule(t, b);
		break;
	case DOC_FIGURE:
		say_figure(t, b->figure);
		break;
	case DOC_GENERATED:
		break;
	}
}

enum rc print_irc(struct arena *a, const struct doc *d, const struct print_opts *o,
	struct str **ret_lines, size_t *ret_n, struct err *err)
{
	struct irc_out t = {.a = a};
	size_t budget = o != NULL && o->line_budget > 0 ? o->line_budget : BUDGET_DEFAULT;

	if (budget < BUDGET_MIN)
		return err_set(err, RC_LIMIT, "an IRC line needs at least %d bytes", BUDGET_MIN);
	t.budget = budget;
	t.max_lines = o != NULL ? o->max_lines : 0;
	for (size_t i = 0; i < d->n; i++)
		say_block(&t, &d->v[i]);
	if (t.total > t.lines.n) {
		size_t more = t.total - t.lines.n;
		*VEC_PUSH(a, &t.lines) = str_fmt(a, "... %zu more, say !more", more);
	}
	*ret_lines = t.lines.v;
	*ret_n = t.lines.n;
	return RC_OK;
}
