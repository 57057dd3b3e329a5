/* json.c: reads JSON strictly into an arena: one copy of the text, in which its strings lie. */
#include "base/json.h"

#include "base/utf8.h"

enum { TEXT_MAX = 1024 * 1024, NESTING_MAX = 32, OPEN_MEMBERS = 32, FEW_NAMES = 16 };

/* A member of an object, or an element of an array, of those that are not closed yet. */
struct member {
	struct str name;
	struct json value;
};

struct reader {
	struct arena *arena;
	char *text; /* our copy; what is a string in it is unescaped in place */
	size_t at, n;
	enum rc rc;
	const char *why;
	struct member *open; /* the members of all that is open, the innermost last */
	size_t open_n, open_cap;
};

static bool refuse(struct reader *r, const char *why)
{
	r->rc = RC_USAGE;
	r->why = why;
	return false;
}

static void skip_blanks(struct reader *r)
{
	while (r->at < r->n && (r->text[r->at] == ' ' || r->text[r->at] == '\t' ||
				       r->text[r->at] == '\n' || r->text[r->at] == '\r'))
		r->at++;
}

/* The next byte, 0 at the end: no byte that may stand outside of a string is 0. */
static char next(const struct reader *r)
{
	return r->at < r->n ? r->text[r->at] : '\0';
}

static bool take(struct reader *r, char c)
{
	if (next(r) != c || r->at == r->n)
		return false;
	r->at++;
	return true;
}

static bool take_word(struct reader *r, struct str word)
{
	if (!str_starts(str_n(r->text + r->at, r->n - r->at), word))
		return refuse(r, "no value");
	r->at += word.n;
	return true;
}

/* ---- numbers ---- */

static size_t take_digits(struct reader *r)
{
	size_t from = r->at;
	while (next(r) >= '0' && next(r) <= '9')
		r->at++;
	return r->at - from;
}

static bool take_real(struct reader *r, size_t from, struct json *to)
{
	if (take(r, '.') && !take_digits(r))
		return refuse(r, "no digit behind the point");
	if (take(r, 'e') || take(r, 'E')) {
		if (!take(r, '+'))
			take(r, '-');
		if (!take_digits(r))
			return refuse(r, "no digit in the exponent");
	}
	/* The text ends with a NUL, what is behind the number cannot be part of one, and the program keeps C's point. */
	to->type = JSON_REAL;
	to->r = strtod(r->text + from, NULL);
	return to->r - to->r == 0 || refuse(r, "the number is too large");
}

static bool take_number(struct reader *r, struct json *to)
{
	size_t from = r->at;
	take(r, '-');
	bool zero = next(r) == '0';
	size_t digits = take_digits(r);
	if (!digits || (zero && digits > 1))
		return refuse(r, digits ? "a number begins with 0" : "no value");
	if (next(r) == '.' || next(r) == 'e' || next(r) == 'E')
		return take_real(r, from, to);
	to->type = JSON_INT;
	if (!str_to_i64(str_n(r->text + from, r->at - from), INT64_MIN, INT64_MAX, &to->i))
		return refuse(r, "the number is too large");
	to->r = (double)to->i;
	return true;
}

/* ---- strings ---- */

/* Four digits, or -1. */
static int32_t take_hex(struct reader *r)
{
	int32_t v = 0;
	for (int i = 0; i < 4; i++, r->at++) {
		char c = next(r);
		int digit = c >= '0' && c <= '9'   ? c - '0'
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10
						   : -1;
		if (digit < 0)
			return -1;
		v = v << 4 | digit;
	}
	return v;
}

/* Behind "\u": one character, of which large ones are written in two halves. */
static bool take_code(struct reader *r, uint32_t *ret)
{
	int32_t first = take_hex(r), second;
	if (first <= 0)
		return refuse(r, first ? "no four digits behind \\u" : "a NUL");
	*ret = (uint32_t)first;
	if (first < 0xD800 || first > 0xDFFF)
		return true;
	if (first > 0xDBFF || !take(r, '\\') || !take(r, 'u'))
		return refuse(r, "half a character");
	second = take_hex(r);
	if (second < 0xDC00 || second > 0xDFFF)
		return refuse(r, "half a character");
	*ret = 0x10000 + ((uint32_t)(first - 0xD800) << 10) + (uint32_t)(second - 0xDC00);
	return true;
}

/* A character's bytes at `to`; returns how many. It is a whole one. */
static size_t put_code(char *to, uint32_t cp)
{
	if (cp < 0x80) {
		to[0] = (char)cp;
		return 1;
	}
	size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
	for (size_t i = n; i-- > 1; cp >>= 6)
		to[i] = (char)(0x80 | (cp & 0x3F));
	to[0] = (char)(lead[n] | cp);
	return n;
}

/* Behind a backslash. What is written is never longer than what was read. */
static bool take_escape(struct reader *r, char **to)
{
	static const char signs[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	char c = next(r);
	const char *sign = c ? strchr(signs, c) : NULL;
	uint32_t cp;
	if (!sign && c != 'u')
		return refuse(r, "an unknown escape");
	r->at++;
	if (sign) {
		*(*to)++ = means[sign - signs];
		return true;
	}
	if (!take_code(r, &cp))
		return false;
	*to += put_code(*to, cp);
	return true;
}

/* What needs no look but to see where it ends. */
static bool is_plain(char c)
{
	return (unsigned char)c >= ' ' && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

/* One character that is not plain; false at the end, or when it may not stand here. */
static bool take_special(struct reader *r, char **to)
{
	uint32_t cp;
	if (take(r, '\\'))
		return take_escape(r, to);
	int n = utf8_decode(str_n(r->text + r->at, r->n - r->at), &cp);
	if (n <= 0 || cp < ' ')
		return refuse(r, n ? "bytes that may not stand in a text" : "a text without end");
	memmove(*to, r->text + r->at, (size_t)n);
	*to += n;
	r->at += (size_t)n;
	return true;
}

/* Behind the quote. It ends with a NUL where its own quote was, or before. */
static bool take_text(struct reader *r, struct str *ret)
{
	char *begin = r->text + r->at, *to;
	while (is_plain(r->text[r->at]))
		r->at++;
	for (to = r->text + r->at; !take(r, '"');) {
		if (!is_plain(r->text[r->at])) {
			if (!take_special(r, &to))
				return false;
		} else {
			*to++ = r->text[r->at++];
		}
	}
	*to = '\0';
	*ret = str_n(begin, (size_t)(to - begin));
	return true;
}

/* ---- what holds others ---- */

static bool take_value(struct reader *r, unsigned depth, struct json *to);

static void push(struct reader *r, const struct member *m)
{
	if (r->open_n == r->open_cap) {
		struct member *more = ARENA_ARRAY(r->arena, r->open_cap * 2, struct member);
		memcpy(more, r->open, r->open_n * sizeof *more);
		r->open = more;
		r->open_cap *= 2;
	}
	r->open[r->open_n++] = *m;
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static bool is_twice(struct reader *r, const struct str *names, size_t n)
{
	if (n <= FEW_NAMES) {
		for (size_t i = 1; i < n; i++)
			for (size_t k = 0; k < i; k++)
				if (str_eq(names[i], names[k]))
					return true;
		return false;
	}
	struct str *sorted = arena_dup(r->arena, names, n * sizeof *names);
	qsort(sorted, n, sizeof *sorted, by_name);
	for (size_t i = 1; i < n; i++)
		if (str_eq(sorted[i - 1], sorted[i]))
			return true;
	return false;
}

/* Takes the members behind `first` off the stack. */
static bool close_value(struct reader *r, size_t first, struct json *to)
{
	to->n = r->open_n - first;
	to->items = ARENA_ARRAY(r->arena, to->n, struct json);
	for (size_t i = 0; i < to->n; i++)
		to->items[i] = r->open[first + i].value;
	if (to->type == JSON_OBJECT) {
		to->names = ARENA_ARRAY(r->arena, to->n, struct str);
		for (size_t i = 0; i < to->n; i++)
			to->names[i] = r->open[first + i].name;
	}
	r->open_n = first;
	return !to->names || !is_twice(r, to->names, to->n) || refuse(r, "a name stands twice");
}

static bool take_name(struct reader *r, struct str *ret)
{
	skip_blanks(r);
	if (!take(r, '"'))
		return refuse(r, "no name");
	if (!take_text(r, ret))
		return false;
	skip_blanks(r);
	return take(r, ':') || refuse(r, "no colon behind a name");
}

/* Behind the bracket. */
static bool take_members(struct reader *r, unsigned depth, char bracket, struct json *to)
{
	size_t first = r->open_n;
	skip_blanks(r);
	if (take(r, bracket))
		return close_value(r, first, to);
	for (;;) {
		struct member m = {0};
		if ((to->type == JSON_OBJECT && !take_name(r, &m.name)) ||
			!take_value(r, depth + 1, &m.value))
			return false;
		push(r, &m);
		skip_blanks(r);
		if (take(r, bracket))
			return close_value(r, first, to);
		if (!take(r, ','))
			return refuse(r, "neither a comma nor the end of a list");
	}
}

static bool take_value(struct reader *r, unsigned depth, struct json *to)
{
	skip_blanks(r);
	if (depth > NESTING_MAX) {
		r->rc = RC_LIMIT;
		return false;
	}
	switch (next(r)) {
	case '{':
		r->at++;
		to->type = JSON_OBJECT;
		return take_members(r, depth, '}', to);
	case '[':
		r->at++;
		to->type = JSON_ARRAY;
		return take_members(r, depth, ']', to);
	case '"':
		r->at++;
		to->type = JSON_STR;
		return take_text(r, &to->s);
	case 't':
	case 'f':
		to->type = JSON_BOOL;
		to->b = next(r) == 't';
		return take_word(r, to->b ? STR("true") : STR("false"));
	case 'n':
		to->type = JSON_NULL;
		return take_word(r, STR("null"));
	default:
		return take_number(r, to);
	}
}

static enum rc tell(const struct reader *r, struct str text, struct err *err)
{
	size_t line = 1, column = 1;
	if (r->rc == RC_LIMIT)
		return err_set(err, RC_LIMIT, "JSON may be nested %d deep at most", NESTING_MAX);
	for (size_t i = 0; i < r->at && i < text.n; i++) {
		column = text.p[i] == '\n' ? 1 : column + 1;
		line += text.p[i] == '\n';
	}
	return err_set(err, RC_USAGE, "not JSON at line %zu column %zu: %s", line, column, r->why);
}

enum rc json_parse(struct arena *a, struct str text, const struct json **ret, struct err *err)
{
	if (text.n > TEXT_MAX)
		return err_set(err, RC_LIMIT, "JSON text may have %d bytes at most", TEXT_MAX);
	struct arena_mark mark = arena_mark(a);
	struct json *top = ARENA_NEW(a, struct json);
	struct member open[OPEN_MEMBERS];
	struct reader r = {.arena = a,
		.text = str_to_z(a, text),
		.n = text.n,
		.open = open,
		.open_cap = OPEN_MEMBERS};
	bool ok = take_value(&r, 1, top);
	skip_blanks(&r);
	if (ok && r.at < r.n)
		ok = refuse(&r, "something behind the value");
	if (!ok) {
		arena_reset_to(a, mark);
		return tell(&r, text, err);
	}
	*ret = top;
	return RC_OK;
}

const struct json *json_get(const struct json *object, const char *name)
{
	if (!object || object->type != JSON_OBJECT)
		return NULL;
	for (size_t i = 0; i < object->n; i++)
		if (str_eq_z(object->names[i], name))
			return &object->items[i];
	return NULL;
}

struct str json_str(const struct json *object, const char *name)
{
	const struct json *v = json_get(object, name);
	return v && v->type == JSON_STR ? v->s : (struct str){0};
}

int64_t json_int(const struct json *object, const char *name, int64_t otherwise)
{
	const struct json *v = json_get(object, name);
	return v && v->type == JSON_INT ? v->i : otherwise;
}

bool json_bool(const struct json *object, const char *name, bool otherwise)
{
	const struct json *v = json_get(object, name);
	return v && v->type == JSON_BOOL ? v->b : otherwise;
}
