/* renew.c: puts newly generated parts into an older file and leaves all other bytes alone. */
#include "doc/renew.h"

#include <stdbool.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "doc/print.h"

/*
 * A marker is a line that starts with "<!-- warroom:" in its first column; anything else on such a
 * line is a broken marker. The same words further right, or escaped, are a person's text.
 */
enum { PARTS_MAX = 1000 };

struct part {
	struct str name;
	size_t begin_line; /* for messages */
	size_t start,
		end; /* from the first byte of the begin marker to behind the end marker's line */
	size_t inner, inner_end; /* what stands between the two */
};

struct parts {
	struct str text;
	VEC(struct part) list;
};

enum marker { MARKER_NONE, MARKER_BEGIN, MARKER_END, MARKER_BROKEN };

static bool is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			    c == '_' || c == '-' || c == '.'))
			return false;
	}
	return s.n > 0;
}

static enum marker marker_of(struct str line, struct str *ret_name)
{
	struct str lead = STR("<!-- warroom:"), tail = STR("-->");
	struct str begin = STR("begin "), end = STR("end ");

	if (!str_starts(line, lead))
		return MARKER_NONE;
	line = str_trim(str_cut(line, lead.n, line.n));
	if (!str_ends(line, tail))
		return MARKER_BROKEN;
	line = str_cut(line, 0, line.n - tail.n);

	bool is_begin = str_starts(line, begin);
	if (!is_begin && !str_starts(line, end))
		return MARKER_BROKEN;
	*ret_name = str_trim(str_cut(line, is_begin ? begin.n : end.n, line.n));
	if (!is_name(*ret_name))
		return MARKER_BROKEN;
	return is_begin ? MARKER_BEGIN : MARKER_END;
}

static const struct part *find(const struct parts *ps, struct str name)
{
	for (size_t i = 0; i < ps->list.n; i++) {
		if (str_eq(ps->list.v[i].name, name))
			return &ps->list.v[i];
	}
	return NULL;
}

struct scan {
	struct arena *a;
	struct parts *ps;
	struct part *open;
	size_t line; /* 1-based */
	struct err *err;
};

static const char *shown(const struct scan *s, struct str name)
{
	return str_to_z(s->a, utf8_plain(s->a, name, UTF8_IDENT));
}

static enum rc take_begin(struct scan *s, struct str name, size_t at, size_t next)
{
	const struct part *before = find(s->ps, name);

	if (s->open != NULL)
		return err_set(s->err, RC_STATE,
			"line %zu: part %s begins inside part %s of line %zu; move it out", s->line,
			shown(s, name), shown(s, s->open->name), s->open->begin_line);
	if (before != NULL)
		return err_set(s->err, RC_STATE,
			"line %zu: part %s stands in line %zu already; remove one of the two",
			s->line, shown(s, name), before->begin_line);
	if (s->ps->list.n == PARTS_MAX)
		return err_set(s->err, RC_LIMIT, "line %zu: more than %d generated parts", s->line,
			PARTS_MAX);
	s->open = VEC_PUSH(s->a, &s->ps->list);
	*s->open = (struct part){
		.name = name, .begin_line = s->line, .start = at, .inner = next, .inner_end = next};
	return RC_OK;
}

static enum rc take_end(struct scan *s, struct str name, size_t at, size_t next)
{
	if (s->open == NULL)
		return err_set(s->err, RC_STATE,
			"line %zu: part %s ends but never began; remove the line or restore its "
			"begin",
			s->line, shown(s, name));
	if (!str_eq(s->open->name, name))
		return err_set(s->err, RC_STATE,
			"line %zu: part %s ends where part %s of line %zu is open", s->line,
			shown(s, name), shown(s, s->open->name), s->open->begin_line);
	s->open->inner_end = at;
	s->open->end = next;
	s->open = NULL;
	return RC_OK;
}

static enum rc take_line(struct scan *s, struct str line, size_t at, size_t next)
{
	struct str name = STR("");

	switch (marker_of(line, &name)) {
	case MARKER_NONE:
		return RC_OK;
	case MARKER_BEGIN:
		return take_begin(s, name, at, next);
	case MARKER_END:
		return take_end(s, name, at, next);
	case MARKER_BROKEN:
		break;
	}
	return err_set(s->err, RC_STATE,
		"line %zu: not a marker of a generated part; it must read <!-- warroom:begin NAME "
		"--> "
		"or <!-- warroom:end NAME -->",
		s->line);
}

static enum rc find_parts(struct arena *a, struct str text, struct parts *ret, struct err *err)
{
	struct scan s = {.a = a, .ps = ret, .err = err};
	struct str bom = STR("\xef\xbb\xbf");

	ret->text = text;
	for (size_t at = str_starts(text, bom) ? bom.n : 0; at < text.n;) {
		ptrdiff_t len = str_find_ch(str_cut(text, at, text.n), '\n');
		size_t next = len < 0 ? text.n : at + (size_t)len + 1;
		s.line++;
		enum rc rc = take_line(&s, str_cut(text, at, next), at, next);
		if (rc != RC_OK)
			return rc;
		at = next;
	}
	if (s.open != NULL)
		return err_set(err, RC_STATE, "line %zu: part %s never ends; restore its end line",
			s.open->begin_line, shown(&s, s.open->name));
	return RC_OK;
}

static bool ends_line(const struct buf *b)
{
	return b->n == 0 || b->p[b->n - 1] == '\n';
}

/* A whole part as it stands in the fresh text, parted from what is before it by a blank line. */
static void insert(struct buf *b, const struct parts *fresh, const struct part *p)
{
	if (!ends_line(b))
		buf_add_ch(b, '\n');
	if (b->n > 0 && !str_ends(buf_str(b), STR("\n\n")))
		buf_add_ch(b, '\n');
	buf_add(b, str_cut(fresh->text, p->start, p->end));
	if (!ends_line(b))
		buf_add_ch(b, '\n');
}

/* Parts of `fresh` from index `i` on that `old` does not have, up to the next one that it has. */
static void insert_new(struct buf *b, const struct parts *old, const struct parts *fresh, size_t i)
{
	for (; i < fresh->list.n && find(old, fresh->list.v[i].name) == NULL; i++)
		insert(b, fresh, &fresh->list.v[i]);
}

/* Parts of `fresh` that come before all parts that `old` knows go before the first of those. */
static void insert_first(
	struct buf *b, const struct parts *old, const struct parts *fresh, size_t known)
{
	for (size_t i = 0; i < known; i++) {
		if (find(old, fresh->list.v[i].name) != NULL)
			return;
	}
	for (size_t i = 0; i < known; i++) {
		insert(b, fresh, &fresh->list.v[i]);
		buf_add_ch(b, '\n');
	}
}

static void renew_part(
	struct buf *b, const struct parts *old, const struct part *p, const struct parts *fresh)
{
	const struct part *now = find(fresh, p->name);

	if (now == NULL) {
		buf_add(b, str_cut(old->text, p->start, p->end));
		return;
	}
	size_t i = (size_t)(now - fresh->list.v);
	insert_first(b, old, fresh, i);
	buf_add(b, str_cut(old->text, p->start, p->inner));
	buf_add(b, str_cut(fresh->text, now->inner, now->inner_end));
	buf_add(b, str_cut(old->text, p->inner_end, p->end));
	insert_new(b, old, fresh, i + 1);
}

static bool knows_any(const struct parts *old, const struct parts *fresh)
{
	for (size_t i = 0; i < fresh->list.n; i++) {
		if (find(old, fresh->list.v[i].name) != NULL)
			return true;
	}
	return false;
}

enum rc renew_text(
	struct arena *a, struct str old, struct str fresh, struct str *ret, struct err *err)
{
	struct parts was = {0}, now = {0};
	struct buf b;
	size_t at = 0;
	enum rc rc = find_parts(a, old, &was, err);

	if (rc != RC_OK)
		return rc;
	rc = find_parts(a, fresh, &now, err);
	if (rc != RC_OK)
		return rc;
	buf_init(&b, a, PRINT_MAX);
	for (size_t i = 0; i < was.list.n; i++) {
		buf_add(&b, str_cut(old, at, was.list.v[i].start));
		renew_part(&b, &was, &was.list.v[i], &now);
		at = was.list.v[i].end;
	}
	buf_add(&b, str_cut(old, at, old.n));
	if (!knows_any(&was, &now))
		insert_new(&b, &was, &now, 0);
	if (b.over)
		return err_set(err, RC_LIMIT, "the file would be larger than %d MiB",
			PRINT_MAX / (1024 * 1024));
	*ret = buf_str(&b);
	return RC_OK;
}
