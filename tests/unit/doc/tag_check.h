/* tag_check.h: a strict reader of our own HTML and SVG: known tags, known attributes, balanced, everything else escaped. */
#ifndef UNIT_DOC_TAG_CHECK_H
#define UNIT_DOC_TAG_CHECK_H

#include "base/arena.h"
#include "base/str.h"

enum { TAG_DEPTH_MAX = 64 };

struct tag_rule {
	const char *name, *attributes; /* separated by blanks, with one at both ends */
	bool is_void;
};

static const struct tag_rule tag_rules[] = {
	{"html", " lang ", false},
	{"head", "", false},
	{"meta", " charset name content http-equiv ", true},
	{"title", " id ", false},
	{"style", "", false},
	{"body", "", false},
	{"a", " class href rel ", false},
	{"main", " id ", false},
	{"h1", "", false},
	{"h2", "", false},
	{"h3", "", false},
	{"h4", "", false},
	{"h5", "", false},
	{"h6", "", false},
	{"p", "", false},
	{"ul", "", false},
	{"li", " class ", false},
	{"input", " type disabled checked aria-label ", true},
	{"dl", "", false},
	{"dt", "", false},
	{"dd", "", false},
	{"div", " class tabindex role ", false},
	{"table", "", false},
	{"thead", "", false},
	{"tbody", "", false},
	{"tr", "", false},
	{"th", " scope class ", false},
	{"td", " class ", false},
	{"pre", "", false},
	{"blockquote", "", false},
	{"hr", "", true},
	{"figure", "", false},
	{"figcaption", "", false},
	{"details", "", false},
	{"summary", "", false},
	{"span", " class ", false},
	{"mark", "", false},
	{"bdi", "", false},
	{"svg", " xmlns viewBox role aria-labelledby ", false},
	{"desc", " id ", false},
	{"g", "", false},
	{"line", " class x1 y1 x2 y2 ", false},
	{"text", " class x y text-anchor ", false},
	{"path", " class d ", false},
	{"circle", " class cx cy r ", false},
	{"rect", " class x y width height rx ", false},
};

struct tag_check {
	struct arena *a;
	struct str text;
	size_t at;
	const struct tag_rule *open[TAG_DEPTH_MAX];
	size_t depth, tags;
	struct buf words; /* the text between the tags, decoded, '\n' where a tag stood */
};

static inline void tag_fail(const struct tag_check *t, const char *why)
{
	struct str near = str_cut(t->text, t->at > 40 ? t->at - 40 : 0, t->at + 80);

	fail_msg("%s near: %.*s", why, STR_ARG(near));
}

static inline bool tag_ahead(const struct tag_check *t, const char *z)
{
	return str_starts(str_cut(t->text, t->at, t->text.n), str_z(z));
}

static inline void tag_expect(struct tag_check *t, const char *z)
{
	if (!tag_ahead(t, z))
		tag_fail(t, z);
	t->at += strlen(z);
}

static inline struct str tag_word(struct tag_check *t)
{
	size_t from = t->at;

	while (t->at < t->text.n &&
		(t->text.p[t->at] == '-' || (t->text.p[t->at] >= '0' && t->text.p[t->at] <= '9') ||
			(t->text.p[t->at] >= 'a' && t->text.p[t->at] <= 'z') ||
			(t->text.p[t->at] >= 'A' && t->text.p[t->at] <= 'Z')))
		t->at++;
	return str_cut(t->text, from, t->at);
}

static inline const struct tag_rule *tag_rule(struct tag_check *t)
{
	struct str name = tag_word(t);

	for (size_t i = 0; i < sizeof tag_rules / sizeof *tag_rules; i++) {
		if (str_eq_z(name, tag_rules[i].name))
			return &tag_rules[i];
	}
	tag_fail(t, "unknown tag");
	return NULL;
}

/* One character of text or of a value; only the five entities that the printer writes. */
static inline char tag_char(struct tag_check *t)
{
	static const char *const entities[] = {
		"&lt;", "<", "&gt;", ">", "&amp;", "&", "&quot;", "\"", "&#39;", "'"};

	if (t->text.p[t->at] != '&')
		return t->text.p[t->at++];
	for (size_t i = 0; i < 10; i += 2) {
		if (tag_ahead(t, entities[i])) {
			t->at += strlen(entities[i]);
			return entities[i + 1][0];
		}
	}
	tag_fail(t, "unknown entity");
	return 0;
}

static inline void tag_attribute(struct tag_check *t, const struct tag_rule *rule)
{
	struct str name = tag_word(t), value;

	if (name.n == 0 ||
		str_find(str_z(rule->attributes), str_fmt(t->a, " %.*s ", STR_ARG(name))) < 0)
		tag_fail(t, "unknown attribute");
	if (str_eq_z(name, "disabled") || str_eq_z(name, "checked"))
		return;
	tag_expect(t, "=\"");
	struct buf b;
	buf_init(&b, t->a, 1 << 20);
	while (t->at < t->text.n && t->text.p[t->at] != '"') {
		if (t->text.p[t->at] == '<' || t->text.p[t->at] == '>' || t->text.p[t->at] == '\n')
			tag_fail(t, "unescaped value");
		buf_add_ch(&b, tag_char(t));
	}
	tag_expect(t, "\"");
	value = buf_str(&b);
	if (str_eq_z(name, "href") && !str_eq_z(value, "#main") &&
		!str_starts(value, STR("http://")) && !str_starts(value, STR("https://")) &&
		!str_starts(value, STR("mailto:")))
		tag_fail(t, "a link that must not be");
}

static inline void tag_open(struct tag_check *t)
{
	const struct tag_rule *rule = tag_rule(t);

	while (t->at < t->text.n && t->text.p[t->at] == ' ') {
		t->at++;
		tag_attribute(t, rule);
	}
	t->tags++;
	if (tag_ahead(t, "/>")) {
		t->at += 2;
		return;
	}
	tag_expect(t, ">");
	if (rule->is_void)
		return;
	if (t->depth == TAG_DEPTH_MAX)
		tag_fail(t, "too deep");
	t->open[t->depth++] = rule;
	if (str_eq_z(str_z(rule->name), "style")) {
		ptrdiff_t end = str_find_ch(str_cut(t->text, t->at, t->text.n), '<');
		t->at += (size_t)end;
	}
}

static inline void tag_close(struct tag_check *t)
{
	const struct tag_rule *rule = tag_rule(t);

	tag_expect(t, ">");
	if (t->depth == 0 || t->open[t->depth - 1] != rule)
		tag_fail(t, "unbalanced");
	t->depth--;
}

/* Reads all of `text` or fails the test; the words between the tags are kept for comparison. */
static inline struct tag_check tag_check(struct arena *a, struct str text)
{
	struct tag_check t = {.a = a, .text = text};

	buf_init(&t.words, a, (size_t)1 << 30);
	while (t.at < text.n) {
		if (tag_ahead(&t, "<!DOCTYPE html>")) {
			t.at += strlen("<!DOCTYPE html>");
		} else if (tag_ahead(&t, "<!-- warroom:")) {
			t.at += (size_t)str_find(str_cut(text, t.at, text.n), STR("-->")) + 3;
		} else if (tag_ahead(&t, "</")) {
			t.at += 2;
			tag_close(&t);
			buf_add_ch(&t.words, '\n');
		} else if (tag_ahead(&t, "<")) {
			t.at++;
			tag_open(&t);
			buf_add_ch(&t.words, '\n');
		} else {
			if (text.p[t.at] == '>' || text.p[t.at] == '"')
				tag_fail(&t, "unescaped text");
			buf_add_ch(&t.words, tag_char(&t));
		}
	}
	if (t.depth != 0)
		tag_fail(&t, "not closed");
	return t;
}

#endif
