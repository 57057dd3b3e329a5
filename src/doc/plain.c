/* plain.c: plain lines for the printers that count cells: spans joined, measured, clipped and wrapped. */
#include "doc/doc_internal.h"

#include "base/utf8.h"
#include "doc/print.h"

struct str plain_spans(struct arena *a, const struct doc_spans *s)
{
	if (s->n == 1 && s->v[0].link.n == 0)
		return plain_line(a, s->v[0].text);

	struct buf b;
	buf_init(&b, a, PRINT_MAX);
	for (size_t i = 0; i < s->n; i++) {
		struct str link = link_allowed(s->v[i].link);
		buf_add(&b, plain_line(a, s->v[i].text));
		if (link.n == 0 || str_eq(link, s->v[i].text))
			continue;
		if (s->v[i].text.n > 0)
			buf_add_ch(&b, ' ');
		buf_add_ch(&b, '<');
		buf_add(&b, plain_line(a, link));
		buf_add_ch(&b, '>');
	}
	return buf_str(&b);
}

size_t plain_cells(struct str plain)
{
	return clean_is_ascii(plain) ? plain.n : utf8_cells(plain);
}

struct str plain_clip(struct str plain, size_t cells, size_t *ret_used)
{
	if (!clean_is_ascii(plain))
		return utf8_clip(plain, cells, ret_used);
	*ret_used = plain.n < cells ? plain.n : cells;
	return str_cut(plain, 0, *ret_used);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n';
}

bool plain_wrap(struct str *rest, size_t cells, struct str *ret)
{
	if (rest->n == 0)
		return false;

	struct str line = utf8_clip(*rest, cells, NULL);
	if (line.n == 0)
		line = str_cut(*rest, 0, utf8_next(*rest));
	size_t next = line.n;
	if (next < rest->n && !is_blank(rest->p[next])) {
		size_t i = next;
		while (i > 0 && !is_blank(rest->p[i - 1]))
			i--;
		if (i > 0 && str_trim(str_cut(*rest, 0, i)).n > 0)
			next = i;
	}
	*ret = str_cut(*rest, 0, next);
	while (next < rest->n && is_blank(rest->p[next]))
		next++;
	*rest = str_cut(*rest, next, rest->n);
	while (rest->n > 0 && ret->n > 0 && is_blank(ret->p[ret->n - 1]))
		ret->n--;
	return true;
}
