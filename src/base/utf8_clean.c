/* utf8_clean.c: turns any bytes into text that is safe to draw and shows what it hides. */
#include "base/utf8.h"

#include "base/utf8_internal.h"
#include "base/utf8_look.h"

/*
 * The rules. Nothing is guessed, nothing vanishes without a flag, and what is shown in place of a
 * character stands between UTF8_MARK_ON and UTF8_MARK_OFF, so that a typed "<ESC>" and a real ESC
 * differ.
 *
 *   what                shown as                                                    flag
 *   not UTF-8           each bad byte is <FF>                                       bad
 *   control codes       <ESC> <BEL> <CSI>; equal ones in a row fold to <BS x4>      ctl
 *   IRC style codes     dropped in a line                                           fmt
 *   colour sequences    dropped in a block when well formed                         sgr
 *   direction controls  <RLO>                                                       bidi
 *   letters from right  as they are                                                 rtl
 *   invisible ones      <ZWSP x40>                                                  invis
 *   tag characters      read out: <TAG:run me>                                      invis
 *   marks on a letter   two of them, then <+58 marks>                               marks
 *   marks without one   <U+0301>                                                    marks
 *   parts of glyphs     selectors, skin tones, keycaps, working joiners: dropped    width
 *   country flags       [DE]                                                        width
 *   private, unknown    <U+E0B0>, also what the width table does not know           pua
 *   spaces of any kind  blanks; in a name <NBSP> or <U+2009>                        (invis)
 *   tabs                in a line or block blanks to the next multiple of 4         none
 *
 *   where   cells, then           rows, then          besides
 *   ident   32, ..                1                   letters of another script than the rest of the
 *                                                     word, and doubles of ASCII ones, are
 *                                                     <U+0430> (mixed)
 *   line    400, [+4600 more]     1
 *   block   400, [+4600 more]     20, [+4980 lines]   LF or CRLF ends a row; all but the first
 *                                                     begin with "| "
 *   osc     120, ..               1                   no markers: ? instead; comma for semicolon
 *
 * The note about cut rows is ours and does not count as width.
 */
static const struct limits {
	size_t cells, rows;
	bool counts_rest; /* says how much was cut */
} limits[] = {
	[UTF8_IDENT] = {32, 1, false},
	[UTF8_LINE] = {400, 1, true},
	[UTF8_BLOCK] = {400, 20, true},
	[UTF8_OSC] = {120, 1, false},
};

enum {
	TAB_STOP = 4,
	MARKS_MAX = 2,
	TAG_TEXT_MAX = 64,
	OUTPUT_MAX = 256 *
		     1024 /* never reached: 20 rows of 400 cells of 3 code points, and markers */
};
static const char gutter[] = "| ";

struct cleaner {
	struct str raw;
	size_t at;
	struct surroundings around;
	const struct limits *limits;
	struct buf out;
	unsigned flags;
	size_t column; /* cells taken in this row, without the gutter */
	size_t rows, widest;
	unsigned marks;     /* drawn on the base */
	size_t extra_marks; /* not drawn, still to be told */
	bool done;
};

static void set_base(struct cleaner *c, uint32_t base)
{
	c->around.base = base;
	c->around.base_varied = false;
	c->marks = 0;
}

static bool fits(const struct cleaner *c, size_t cells)
{
	return c->column + cells <= c->limits->cells;
}

/* False when the row has no room left; then nothing was added. */
static bool put(struct cleaner *c, struct str text, size_t cells)
{
	if (!fits(c, cells))
		return false;
	buf_add(&c->out, text);
	c->column += cells;
	return true;
}

static void put_marked(struct cleaner *c, struct str text)
{
	buf_add_ch(&c->out, UTF8_MARK_ON);
	buf_add(&c->out, text);
	buf_add_ch(&c->out, UTF8_MARK_OFF);
	c->column += text.n;
}

/* Markers are ASCII: as many cells as bytes. */
static bool put_marker(struct cleaner *c, const char *text)
{
	struct str s = str_z(text);
	set_base(c, 0);
	if (c->around.ctx == UTF8_OSC)
		return put(c, STR("?"), 1);
	if (!fits(c, s.n))
		return false;
	put_marked(c, s);
	return true;
}

static void end_row(struct cleaner *c)
{
	size_t cells = c->column + (c->rows > 1 ? sizeof gutter - 1 : 0);
	if (cells > c->widest)
		c->widest = cells;
}

static size_t count_characters(struct str s)
{
	size_t count = 0;
	uint32_t cp;
	for (size_t i = 0; i < s.n; count++) {
		int n = utf8_decode(str_cut(s, i, s.n), &cp);
		i += n > 0 ? (size_t)n : 1;
	}
	return count;
}

static size_t count_lines(struct str s)
{
	size_t count = 0;
	for (struct str line; s.n && str_split(&s, '\n', &line);)
		count++;
	return count;
}

/* The row is full at c->at: says so and goes to its end. */
static void cut_row(struct cleaner *c)
{
	struct str rest = str_cut(c->raw, c->at, c->raw.n);
	ptrdiff_t lf = c->around.ctx == UTF8_BLOCK ? str_find_ch(rest, '\n') : -1;
	struct str lost = lf < 0 ? rest : str_cut(rest, 0, (size_t)lf);
	if (lf > 0 && lost.p[lf - 1] == '\r')
		lost.n--;
	c->at += lost.n;
	c->flags |= UTF8_LONG;
	c->extra_marks = 0;
	set_base(c, 0);
	if (!c->limits->counts_rest) {
		buf_add_z(&c->out, "..");
		c->column += 2;
		return;
	}
	char note[48];
	int n = snprintf(note, sizeof note, "[+%zu more]", count_characters(lost));
	put_marked(c, str_n(note, (size_t)n));
}

static void tell_extra_marks(struct cleaner *c)
{
	if (!c->extra_marks)
		return;
	char note[48];
	snprintf(
		note, sizeof note, "<+%zu mark%s>", c->extra_marks, c->extra_marks == 1 ? "" : "s");
	c->extra_marks = 0;
	if (c->around.ctx != UTF8_OSC)
		(void)put_marker(c, note); /* without room for it the flag alone tells */
}

static void new_row(struct cleaner *c)
{
	end_row(c);
	set_base(c, 0);
	struct str rest = str_cut(c->raw, c->at, c->raw.n);
	if (!rest.n)
		return;
	c->column = 0;
	c->rows++;
	buf_add_ch(&c->out, '\n');
	if (c->rows <= c->limits->rows) {
		buf_add_z(&c->out, gutter);
		return;
	}
	char note[48];
	int n = snprintf(note, sizeof note, "[+%zu lines]", count_lines(rest));
	put_marked(c, str_n(note, (size_t)n));
	c->flags |= UTF8_LONG;
	c->done = true;
}

static bool show_text(struct cleaner *c, const struct piece *p)
{
	bool ok;
	if (c->around.ctx == UTF8_OSC && p->cp == ';')
		ok = put(c, STR(","), 1);
	else
		ok = put(c, str_cut(c->raw, c->at, c->at + p->used), (size_t)p->cells);
	set_base(c, p->cp == ' ' ? 0 : p->cp);
	if (p->cp == ' ' && c->around.ctx == UTF8_IDENT)
		c->around.script = utf8_main_script(str_cut(c->raw, c->at + 1, c->raw.n));
	return ok;
}

static bool show_blanks(struct cleaner *c, size_t count)
{
	set_base(c, 0);
	return put(c, str_n("    ", count), count);
}

static bool show_number(struct cleaner *c, const struct piece *p)
{
	char text[16];
	snprintf(text, sizeof text, "<U+%04X>", (unsigned)p->cp);
	return put_marker(c, text);
}

static bool show_bad_byte(struct cleaner *c, const struct piece *p)
{
	char text[8];
	snprintf(text, sizeof text, "<%02X>", (unsigned)(p->cp & 0xFF));
	return put_marker(c, text);
}

static bool show_mark(struct cleaner *c, const struct piece *p)
{
	if (!c->around.base) {
		c->flags |= UTF8_MARKS;
		return show_number(c, p);
	}
	if (c->marks < MARKS_MAX) {
		c->marks++;
		return put(c, str_cut(c->raw, c->at, c->at + p->used), 0);
	}
	c->extra_marks++;
	c->flags |= UTF8_MARKS;
	return true;
}

/* Equal codes in a row are one marker; p->used grows over all of them. */
static bool show_named(struct cleaner *c, struct piece *p)
{
	size_t count = 1;
	char text[48];
	while (c->around.ctx != UTF8_OSC && c->at + p->used < c->raw.n) {
		struct piece next = utf8_look(c->raw, c->at + p->used, &c->around);
		if (next.kind != PIECE_NAMED || strcmp(next.name, p->name) != 0)
			break;
		p->used += next.used;
		count++;
	}
	if (count == 1)
		snprintf(text, sizeof text, "<%s>", p->name);
	else
		snprintf(text, sizeof text, "<%s x%zu>", p->name, count);
	return put_marker(c, text);
}

/* Tag characters are an invisible copy of ASCII: 0xE0000 + the letter. */
static bool show_tags(struct cleaner *c, struct piece *p)
{
	char text[TAG_TEXT_MAX + 16] = "<TAG:";
	size_t n = strlen(text), end = n + TAG_TEXT_MAX;
	bool cut = false;
	for (p->used = 0; c->at + p->used < c->raw.n;) {
		uint32_t cp;
		int used = utf8_decode(str_cut(c->raw, c->at + p->used, c->raw.n), &cp);
		if (used <= 0 || !utf8_is_tag(cp))
			break;
		p->used += (size_t)used;
		uint32_t letter = cp - 0xE0000;
		if (letter < 0x20 || letter > 0x7E)
			continue;
		if (n < end)
			text[n++] = (char)letter;
		else
			cut = true;
	}
	snprintf(text + n, sizeof text - n, "%s>", cut ? ".." : "");
	return put_marker(c, text);
}

static bool show_country(struct cleaner *c, struct piece *p)
{
	char text[8] = "[";
	size_t n = 1;
	text[n++] = (char)('A' + (p->cp - 0x1F1E6));
	uint32_t next;
	int used = utf8_decode(str_cut(c->raw, c->at + p->used, c->raw.n), &next);
	if (used > 0 && utf8_is_regional(next)) {
		text[n++] = (char)('A' + (next - 0x1F1E6));
		p->used += (size_t)used;
	}
	text[n++] = ']';
	set_base(c, 0);
	return put(c, str_n(text, n), n);
}

/* False when the row is full. May take more of the input than one piece: p->used says how much. */
static bool show(struct cleaner *c, struct piece *p)
{
	switch (p->kind) {
	case PIECE_TEXT:
		return show_text(c, p);
	case PIECE_SPACE:
		return show_blanks(c, (size_t)p->cells);
	case PIECE_TAB:
		return show_blanks(c, TAB_STOP - c->column % TAB_STOP);
	case PIECE_MARK:
		return show_mark(c, p);
	case PIECE_DROP:
		c->around.base_varied |= utf8_is_variation(p->cp);
		return true;
	case PIECE_NAMED:
		return show_named(c, p);
	case PIECE_NUMBER:
		return show_number(c, p);
	case PIECE_BAD_BYTE:
		return show_bad_byte(c, p);
	case PIECE_TAGS:
		return show_tags(c, p);
	case PIECE_COUNTRY:
		return show_country(c, p);
	case PIECE_NEWLINE:
		break;
	}
	return true;
}

static void step(struct cleaner *c)
{
	struct piece p = utf8_look(c->raw, c->at, &c->around);
	if (p.kind != PIECE_MARK && p.kind != PIECE_DROP)
		tell_extra_marks(c);
	c->flags |= p.flag;
	if (p.kind == PIECE_NEWLINE) {
		c->at += p.used;
		new_row(c);
		return;
	}
	if (show(c, &p)) {
		c->at += p.used;
		return;
	}
	cut_row(c);
	c->done = c->around.ctx != UTF8_BLOCK;
}

/* Most text is plain and short; this is what it costs. */
static bool is_plain(struct str raw, enum utf8_context ctx)
{
	if (raw.n > limits[ctx].cells || ctx == UTF8_OSC)
		return false;
	for (size_t i = 0; i < raw.n; i++)
		if (raw.p[i] < 0x20 || raw.p[i] > 0x7E)
			return false;
	return true;
}

struct utf8_clean utf8_clean(struct arena *a, struct str raw, enum utf8_context ctx)
{
	if (is_plain(raw, ctx))
		return (struct utf8_clean){str_dup(a, raw), 0, raw.n, 1};
	struct cleaner c = {.raw = raw, .around = {.ctx = ctx}, .limits = &limits[ctx], .rows = 1};
	if (ctx == UTF8_IDENT)
		c.around.script = utf8_main_script(raw);
	buf_init(&c.out, a, OUTPUT_MAX);
	while (!c.done && c.at < raw.n)
		step(&c);
	if (!c.done || c.rows <= c.limits->rows) {
		tell_extra_marks(&c);
		end_row(&c);
	}
	return (struct utf8_clean){buf_str(&c.out), c.flags, c.widest, c.rows};
}

struct str utf8_unmark(struct arena *a, struct str clean)
{
	char *to = str_to_z(a, clean);
	size_t n = 0;
	for (size_t i = 0; i < clean.n; i++)
		if (clean.p[i] != UTF8_MARK_ON && clean.p[i] != UTF8_MARK_OFF)
			to[n++] = clean.p[i];
	to[n] = '\0';
	return str_n(to, n);
}

struct str utf8_plain(struct arena *a, struct str raw, enum utf8_context ctx)
{
	return utf8_unmark(a, utf8_clean(a, raw, ctx).text);
}
