/* escape_html.c: the rules by which data becomes HTML. */
#include "doc/escape_html.h"

#include "base/utf8.h"
#include "doc/doc_internal.h"

static const struct str entities[128] = {
	['&'] = {"&amp;", 5},
	['<'] = {"&lt;", 4},
	['>'] = {"&gt;", 4},
	['"'] = {"&quot;", 6},
	['\''] = {"&#39;", 5},
	[UTF8_MARK_ON] = {"<mark>", 6},
	[UTF8_MARK_OFF] = {"</mark>", 7},
};

void html_escape(struct buf *b, struct str clean)
{
	size_t from = 0;

	for (size_t i = 0; i < clean.n; i++) {
		unsigned char c = (unsigned char)clean.p[i];
		if (c >= 128 || entities[c].n == 0)
			continue;
		buf_add(b, str_cut(clean, from, i));
		buf_add(b, entities[c]);
		from = i + 1;
	}
	buf_add(b, str_cut(clean, from, clean.n));
}

/* Hebrew, Arabic and their neighbours up to U+08FF, and the presentation forms: enough to decide on
 * isolation. */
static bool has_rtl(struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i], d = (unsigned char)s.p[i + 1];
		if ((c >= 0xd6 && c <= 0xdf) || (c == 0xe0 && d >= 0xa0 && d <= 0xa3) ||
			(c == 0xef && d >= 0xac && d <= 0xbb) ||
			(c == 0xf0 && (d == 0x90 || d == 0x9e)))
			return true;
	}
	return false;
}

void html_text(struct arena *a, struct buf *b, struct str raw)
{
	struct str clean = clean_line(a, raw);
	bool isolate = clean.p != raw.p && has_rtl(clean); /* untouched text is ASCII */

	if (isolate)
		buf_add_z(b, "<bdi>");
	html_escape(b, clean);
	if (isolate)
		buf_add_z(b, "</bdi>");
}

void html_plain(struct arena *a, struct buf *b, struct str raw)
{
	html_escape(b, plain_line(a, raw));
}

static void put_target(struct arena *a, struct buf *b, struct str link)
{
	struct buf encoded;

	buf_init(&encoded, a, 3 * link.n);
	link_encode(&encoded, link);
	html_escape(b, buf_str(&encoded));
}

static void put_span(struct arena *a, struct buf *b, const struct doc_span *s)
{
	struct str link = link_allowed(s->link);
	bool styled = s->role != ROLE_TEXT;

	if (styled) {
		buf_add(b, STR("<span class=\"r-"));
		buf_add_z(b, doc_role_name(s->role));
		buf_add(b, STR("\">"));
	}
	if (link.n > 0) {
		buf_add_z(b, "<a rel=\"noopener noreferrer\" href=\"");
		put_target(a, b, link);
		buf_add_z(b, "\">");
	}
	html_text(a, b, s->text.n > 0 ? s->text : link);
	if (link.n > 0)
		buf_add_z(b, "</a>");
	if (styled)
		buf_add(b, STR("</span>"));
}

void html_spans(struct arena *a, struct buf *b, const struct doc_spans *s)
{
	for (size_t i = 0; i < s->n; i++)
		put_span(a, b, &s->v[i]);
}
