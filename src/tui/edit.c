/* edit.c: the pure line editor behind the prompt. */
#include "tui/edit_internal.h"

#include "base/utf8.h"

struct str edit_text(const struct edit *e)
{
	return str_n(e->text, e->n);
}

void edit_clear(struct edit *e)
{
	e->n = e->at = 0;
}

static bool insert_bytes(struct edit *e, const char *p, size_t n)
{
	if (n > EDIT_MAX - e->n)
		return false;
	memmove(e->text + e->at + n, e->text + e->at, e->n - e->at);
	memcpy(e->text + e->at, p, n);
	e->n += n;
	e->at += n;
	return true;
}

static bool is_control(uint32_t cp)
{
	return cp < ' ' || (cp >= 0x7F && cp < 0xA0);
}

bool edit_insert(struct edit *e, struct str raw)
{
	bool all = true;
	for (size_t i = 0; i < raw.n && all;) {
		uint32_t cp = 0;
		int n = utf8_decode(str_cut(raw, i, raw.n), &cp);
		size_t used = n > 0 ? (size_t)n : 1;
		if (n > 0 && cp == '\r') {
			bool crlf = i + 1 < raw.n && raw.p[i + 1] == '\n';
			all = crlf || insert_bytes(e, "\n", 1);
		} else if (n > 0 && cp == '\t') {
			all = insert_bytes(e, "    ", 4);
		} else if (n < 0 || (is_control(cp) && cp != '\n')) {
			all = insert_bytes(e, "\xEF\xBF\xBD", 3);
		} else {
			all = insert_bytes(e, raw.p + i, used);
		}
		i += used;
	}
	return all;
}

void edit_set(struct edit *e, struct str raw)
{
	edit_clear(e);
	edit_insert(e, raw);
}

static void cut(struct edit *e, size_t from, size_t to, bool keep)
{
	if (keep && to > from) {
		memcpy(e->kill, e->text + from, to - from);
		e->kill_n = to - from;
	}
	memmove(e->text + from, e->text + to, e->n - to);
	e->n -= to - from;
	e->at = from;
}

void edit_move_to(struct edit *e, size_t at)
{
	e->at = utf8_floor(edit_text(e), at < e->n ? at : e->n);
}

void edit_replace(struct edit *e, size_t from, size_t to, struct str raw)
{
	to = to < e->n ? to : e->n;
	from = from < to ? from : to;
	cut(e, from, to, false);
	edit_insert(e, raw);
}

static size_t row_start(const struct edit *e)
{
	size_t i = e->at;
	while (i > 0 && e->text[i - 1] != '\n')
		i--;
	return i;
}

static size_t row_end(const struct edit *e)
{
	size_t i = e->at;
	while (i < e->n && e->text[i] != '\n')
		i++;
	return i;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n';
}

static size_t word_left(const struct edit *e)
{
	size_t i = e->at;
	while (i > 0 && is_blank(e->text[i - 1]))
		i--;
	while (i > 0 && !is_blank(e->text[i - 1]))
		i--;
	return i;
}

static size_t word_right(const struct edit *e)
{
	size_t i = e->at;
	while (i < e->n && is_blank(e->text[i]))
		i++;
	while (i < e->n && !is_blank(e->text[i]))
		i++;
	return i;
}

static size_t left_of(const struct edit *e)
{
	return e->at - utf8_prev(str_n(e->text, e->at));
}

static size_t right_of(const struct edit *e)
{
	return e->at + utf8_next(str_cut(edit_text(e), e->at, e->n));
}

void edit_do(struct edit *e, enum edit_op op)
{
	switch (op) {
	case EDIT_LEFT:
		e->at = left_of(e);
		break;
	case EDIT_RIGHT:
		e->at = right_of(e);
		break;
	case EDIT_WORD_LEFT:
		e->at = word_left(e);
		break;
	case EDIT_WORD_RIGHT:
		e->at = word_right(e);
		break;
	case EDIT_HOME:
		e->at = row_start(e);
		break;
	case EDIT_END:
		e->at = row_end(e);
		break;
	case EDIT_BACKSPACE:
		cut(e, left_of(e), e->at, false);
		break;
	case EDIT_DELETE: {
		size_t at = e->at;
		cut(e, at, right_of(e), false);
		break;
	}
	case EDIT_KILL_WORD:
		cut(e, word_left(e), e->at, true);
		break;
	case EDIT_KILL_LEFT:
		cut(e, row_start(e), e->at, true);
		break;
	case EDIT_KILL_RIGHT: {
		size_t at = e->at;
		cut(e, at, row_end(e), true);
		break;
	}
	case EDIT_YANK:
		insert_bytes(e, e->kill, e->kill_n);
		break;
	}
}
