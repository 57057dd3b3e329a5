/* utf8_look.c: decides character by character how untrusted text is shown. */
#include "base/utf8_look.h"

#include <utf8proc.h>

enum {
	ESC = 0x1B,
	ZWNJ = 0x200C,
	ZWJ = 0x200D,
	KEYCAP = 0x20E3,
	NBSP = 0xA0,
	WIDE_SPACE = 0x3000,
	SGR_MAX = 64,
	SCRIPT_SAMPLE =
		64 /* letters that decide what script a name is in; only 32 cells of it are shown */
};

static uint32_t code_at(struct str raw, size_t at)
{
	uint32_t cp = 0;
	return utf8_decode(str_cut(raw, at, raw.n), &cp) > 0 ? cp : 0;
}

static size_t count_digits(struct str s, size_t at, size_t most)
{
	size_t n = 0;
	while (n < most && at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
		n++;
	return n;
}

static size_t count_hex(struct str s, size_t at)
{
	size_t n = 0;
	while (at + n < s.n && s.p[at + n] != '\0' && strchr("0123456789abcdefABCDEF", s.p[at + n]))
		n++;
	return n;
}

/* Length of an IRC style code with its colour numbers, 0 for anything else. */
static size_t irc_style(struct str s, size_t at)
{
	switch (s.p[at]) {
	case 0x02:
	case 0x0F:
	case 0x11:
	case 0x16:
	case 0x1D:
	case 0x1E:
	case 0x1F:
		return 1;
	case 0x04:
		return count_hex(s, at + 1) >= 6 ? 7 : 1;
	case 0x03:
		break;
	default:
		return 0;
	}
	size_t n = 1 + count_digits(s, at + 1, 2);
	if (n > 1 && at + n < s.n && s.p[at + n] == ',') {
		size_t back = count_digits(s, at + n + 1, 2);
		n += back ? 1 + back : 0;
	}
	return n;
}

/* Length of a well-formed ESC [ numbers m, 0 for anything else. */
static size_t colour_sequence(struct str s, size_t at)
{
	if (s.p[at] != ESC || at + 1 >= s.n || s.p[at + 1] != '[')
		return 0;
	for (size_t i = at + 2; i < s.n && i < at + SGR_MAX; i++) {
		char c = s.p[i];
		if (c == 'm')
			return i + 1 - at;
		if ((c < '0' || c > '9') && c != ';' && c != ':')
			return 0;
	}
	return 0;
}

/* What is special about ASCII bytes in each context, before codes are shown by name. */
static bool look_ascii(struct str raw, size_t at, enum utf8_context ctx, struct piece *p)
{
	char c = raw.p[at];
	size_t n;
	if (ctx == UTF8_BLOCK) {
		bool crlf = c == '\r' && at + 1 < raw.n && raw.p[at + 1] == '\n';
		if (c == '\n' || crlf) {
			*p = (struct piece){.kind = PIECE_NEWLINE, .used = 1 + crlf};
			return true;
		}
		if ((n = colour_sequence(raw, at)) > 0) {
			*p = (struct piece){.kind = PIECE_DROP, .used = n, .flag = UTF8_SGR};
			return true;
		}
	}
	if (ctx == UTF8_LINE && (n = irc_style(raw, at)) > 0) {
		*p = (struct piece){.kind = PIECE_DROP, .used = n, .flag = UTF8_FMT};
		return true;
	}
	if (c == '\t' && (ctx == UTF8_LINE || ctx == UTF8_BLOCK)) {
		*p = (struct piece){.kind = PIECE_TAB, .used = 1};
		return true;
	}
	return false;
}

/* A joiner that does its work: between pictures, or between letters of a script that joins. */
static bool joins(uint32_t cp, uint32_t next, const struct surroundings *s)
{
	if (s->ctx == UTF8_IDENT || !s->base || (cp != ZWJ && cp != ZWNJ))
		return false;
	if (cp == ZWJ && utf8_is_pictograph(s->base) && utf8_is_pictograph(next))
		return true;
	enum script script = utf8_script(s->base);
	return utf8_script_joins(script) && utf8_script(next) == script;
}

static bool is_keycap_base(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || cp == '#' || cp == '*';
}

/* One selector behind a sign it can vary; a second one, or one behind a plain letter, only hides
 * data. */
static bool varies(uint32_t next, const struct surroundings *s)
{
	if (!s->base || s->base_varied)
		return false;
	return s->base >= 0x80 || (is_keycap_base(s->base) && next == KEYCAP);
}

/* Parts of glyphs that terminals measure differently: dropped where they belong to one. */
static bool is_flattened(uint32_t cp, uint32_t next, const struct surroundings *s)
{
	if (utf8_is_variation(cp))
		return varies(next, s);
	if (utf8_is_skin_tone(cp))
		return utf8_is_pictograph(s->base);
	if (cp == KEYCAP)
		return is_keycap_base(s->base);
	return joins(cp, next, s);
}

static unsigned flag_of(enum code_kind kind)
{
	switch (kind) {
	case CODE_CONTROL:
		return UTF8_CTL;
	case CODE_BIDI:
		return UTF8_BIDI;
	case CODE_INVISIBLE:
		return UTF8_INVIS;
	case CODE_PLAIN:
		break;
	}
	return 0;
}

static bool is_odd_letter(uint32_t cp, enum script name)
{
	if (utf8_is_ascii_double(cp))
		return true;
	enum script own = utf8_script(cp);
	if (own == SCRIPT_COMMON || own == name)
		return false;
	/* Latin words are at home among Chinese, Japanese and Korean ones. */
	return !(own == SCRIPT_CJK && name == SCRIPT_LATIN) &&
	       !(own == SCRIPT_LATIN && name == SCRIPT_CJK);
}

static bool is_space(uint32_t cp)
{
	return utf8proc_get_property((utf8proc_int32_t)cp)->category == UTF8PROC_CATEGORY_ZS;
}

static struct piece look_space(struct piece p, const struct surroundings *s)
{
	p.kind = PIECE_SPACE;
	p.cells = p.cp == WIDE_SPACE ? 2 : 1;
	if (s->ctx == UTF8_IDENT) {
		p.kind = p.cp == NBSP ? PIECE_NAMED : PIECE_NUMBER;
		p.name = "NBSP";
		p.flag = UTF8_INVIS;
	}
	return p;
}

static struct piece look_visible(struct piece p, const struct surroundings *s)
{
	if (p.cp != ' ' && is_space(p.cp))
		return look_space(p, s);
	p.cells = utf8_width(p.cp);
	if (!utf8_is_drawable(p.cp)) {
		p.kind = PIECE_NUMBER;
		p.flag = UTF8_PUA;
	} else if (s->ctx == UTF8_IDENT && is_odd_letter(p.cp, s->script)) {
		p.kind = PIECE_NUMBER;
		p.flag = UTF8_MIXED;
	} else if (p.cells == 0) {
		p.kind = PIECE_MARK;
	} else {
		p.flag = utf8_is_rtl(p.cp) ? UTF8_RTL : 0;
	}
	return p;
}

struct piece utf8_look(struct str raw, size_t at, const struct surroundings *s)
{
	struct piece p = {.kind = PIECE_TEXT};
	int n = utf8_decode(str_cut(raw, at, raw.n), &p.cp);
	if (n <= 0)
		return (struct piece){.kind = PIECE_BAD_BYTE,
			.used = 1,
			.cp = (unsigned char)raw.p[at],
			.flag = UTF8_BAD};
	p.used = (size_t)n;
	p.cells = 1;
	bool plain = p.cp >= 0x20 && p.cp < 0x7F;
	if (plain && s->ctx == UTF8_IDENT)
		return look_visible(p, s);
	if (plain || (n == 1 && look_ascii(raw, at, s->ctx, &p)))
		return p;
	struct code_name code = utf8_code_name(p.cp);
	if (is_flattened(p.cp, code_at(raw, at + p.used), s)) {
		p.kind = PIECE_DROP;
		p.flag = UTF8_WIDTH;
	} else if (utf8_is_variation(p.cp)) {
		p.kind = PIECE_NAMED;
		p.name = "VS";
		p.flag = UTF8_INVIS;
	} else if (utf8_is_tag(p.cp)) {
		p.kind = PIECE_TAGS;
		p.flag = UTF8_INVIS;
	} else if (utf8_is_regional(p.cp)) {
		p.kind = PIECE_COUNTRY;
		p.flag = UTF8_WIDTH;
	} else if (code.kind != CODE_PLAIN) {
		p.kind = PIECE_NAMED;
		p.name = code.name;
		p.flag = flag_of(code.kind);
	} else {
		return look_visible(p, s);
	}
	return p;
}

enum script utf8_main_script(struct str text)
{
	unsigned count[SCRIPT_COUNT] = {0};
	for (size_t i = 0; i < text.n && i < SCRIPT_SAMPLE && text.p[i] != ' ';) {
		uint32_t cp;
		int n = utf8_decode(str_cut(text, i, text.n), &cp);
		i += n > 0 ? (size_t)n : 1;
		if (n > 0)
			count[utf8_script(cp)]++;
	}
	enum script most = SCRIPT_LATIN;
	for (int s = SCRIPT_COMMON + 1; s < SCRIPT_COUNT; s++)
		if (count[s] > count[most])
			most = (enum script)s;
	return most;
}
