/* input.c: decodes terminal input: UTF-8, control keys, CSI and SS3 sequences, bracketed paste,
 * focus. */
#include "tui/input_internal.h"

#include "base/mem.h"
#include "base/utf8.h"

enum { ESC = 0x1B, BEL = 0x07, DEL = 0x7F };

void input_init(struct input *in)
{
	*in = (struct input){0};
	in->paste = mem_alloc(INPUT_PASTE_MAX);
}

void input_clear(struct input *in)
{
	mem_free(in->paste);
	*in = (struct input){0};
}

static void emit(input_fn *fn, void *ctx, enum key_code code, unsigned mods, uint32_t ch)
{
	struct input_event ev = {.what = INPUT_KEY, .key = {.code = code, .ch = ch, .mods = mods}};
	fn(ctx, &ev);
}

static void emit_what(input_fn *fn, void *ctx, enum input_what what)
{
	struct input_event ev = {.what = what};
	fn(ctx, &ev);
}

/* Final bytes of CSI and SS3 sequences that name a key. */
static enum key_code letter_key(unsigned char c)
{
	switch (c) {
	case 'A':
		return KEYCODE_UP;
	case 'B':
		return KEYCODE_DOWN;
	case 'C':
		return KEYCODE_RIGHT;
	case 'D':
		return KEYCODE_LEFT;
	case 'H':
		return KEYCODE_HOME;
	case 'F':
		return KEYCODE_END;
	case 'Z':
		return KEYCODE_TAB;
	default:
		return KEYCODE_COUNT; /* none of them */
	}
}

struct numbered {
	unsigned number;
	enum key_code code;
};

/* CSI number ~ as VT220, xterm, rxvt and the Linux console send it. */
static const struct numbered numbered_keys[] = {
	{1, KEYCODE_HOME},
	{2, KEYCODE_INSERT},
	{3, KEYCODE_DELETE},
	{4, KEYCODE_END},
	{5, KEYCODE_PGUP},
	{6, KEYCODE_PGDN},
	{7, KEYCODE_HOME},
	{8, KEYCODE_END},
	{11, KEYCODE_F1},
	{12, KEYCODE_F2},
	{13, KEYCODE_F3},
	{14, KEYCODE_F4},
	{15, KEYCODE_F5},
	{17, KEYCODE_F6},
	{18, KEYCODE_F7},
	{19, KEYCODE_F8},
	{20, KEYCODE_F9},
	{21, KEYCODE_F10},
	{23, KEYCODE_F11},
	{24, KEYCODE_F12},
};

static enum key_code f_key(int from_first)
{
	return (enum key_code)(KEYCODE_F1 + from_first);
}

/* xterm's modifier parameter: 1 + shift(1) + alt(2) + ctrl(4). */
static unsigned modifiers(unsigned parameter)
{
	unsigned bits = parameter > 1 && parameter <= 8 ? parameter - 1 : 0;
	return (bits & 1 ? KEYMOD_SHIFT : 0u) | (bits & 2 ? KEYMOD_ALT : 0u) |
	       (bits & 4 ? KEYMOD_CTRL : 0u);
}

struct csi {
	unsigned p[4];
	size_t n;
	bool private, mouse;
	unsigned char final;
};

static struct csi csi_read(const unsigned char *s, size_t n)
{
	struct csi c = {.final = s[n - 1]};
	for (size_t i = 0; i + 1 < n; i++) {
		if (s[i] >= '0' && s[i] <= '9') {
			c.n = c.n ? c.n : 1;
			if (c.p[c.n - 1] < 100000)
				c.p[c.n - 1] = c.p[c.n - 1] * 10 + (s[i] - '0');
		} else if (s[i] == ';') {
			c.n = c.n ? c.n : 1;
			if (c.n < 4)
				c.n++;
		} else {
			c.private = true;
			c.mouse = c.mouse || s[i] == '<';
		}
	}
	return c;
}

static void paste_start(struct input *in)
{
	in->pasting = true;
	in->paste_n = 0;
	in->paste_cut = false;
}

static void csi_done(struct input *in, const struct csi *c, unsigned mods, input_fn *fn, void *ctx)
{
	if (c->mouse && c->final == 'M' && (c->p[0] == 64 || c->p[0] == 65))
		emit(fn, ctx, c->p[0] == 64 ? KEYCODE_WHEEL_UP : KEYCODE_WHEEL_DOWN, mods, 0);
	if (c->mouse && c->final == 'M' && c->p[0] == 0 && c->n > 2)
		emit(fn, ctx, KEYCODE_CLICK, mods, c->p[2]);
	if (c->private)
		return; /* an answer to a question nobody asked, mouse reports and the like */
	unsigned with = mods | modifiers(c->n > 1 ? c->p[1] : 0);
	if (c->final == '~') {
		if (c->p[0] == 200)
			paste_start(in);
		for (size_t i = 0; i < sizeof numbered_keys / sizeof *numbered_keys; i++) {
			if (numbered_keys[i].number == c->p[0])
				emit(fn, ctx, numbered_keys[i].code, with, 0);
		}
		return;
	}
	if (c->final >= 'P' && c->final <= 'S') {
		if (c->p[0] > 1)
			return; /* a cursor report, not F3 */
		emit(fn, ctx, f_key(c->final - 'P'), with, 0);
		return;
	}
	if (c->final == 'I' || c->final == 'O') {
		emit_what(fn, ctx, c->final == 'I' ? INPUT_FOCUS_IN : INPUT_FOCUS_OUT);
		return;
	}
	enum key_code code = letter_key(c->final);
	if (code == KEYCODE_TAB)
		with |= KEYMOD_SHIFT;
	if (code != KEYCODE_COUNT)
		emit(fn, ctx, code, with, 0);
}

/* Linux console: CSI [ A .. E are F1 .. F5. */
static bool linux_f_key(const unsigned char *s, size_t n)
{
	return n == 4 && s[2] == '[' && s[3] >= 'A' && s[3] <= 'E';
}

static void control_key(unsigned char c, unsigned mods, input_fn *fn, void *ctx)
{
	if (c == '\r' || c == '\n')
		emit(fn, ctx, KEYCODE_ENTER, mods, 0);
	else if (c == '\t')
		emit(fn, ctx, KEYCODE_TAB, mods, 0);
	else if (c == DEL || c == 0x08)
		emit(fn, ctx, KEYCODE_BACKSPACE, mods, 0);
	else if (c == 0)
		emit(fn, ctx, KEYCODE_CHAR, mods | KEYMOD_CTRL, ' ');
	else if (c <= 26)
		emit(fn, ctx, KEYCODE_CHAR, mods | KEYMOD_CTRL, (uint32_t)(c + 'a' - 1));
	else
		emit(fn, ctx, KEYCODE_CHAR, mods | KEYMOD_CTRL, (uint32_t)(c + 0x40));
}

enum step { STEP_MORE, STEP_DONE };

/* One escape sequence in in->seq; DONE when it is complete and was acted on or dropped. */
static enum step escape_step(struct input *in, input_fn *fn, void *ctx)
{
	const unsigned char *s = in->seq;
	size_t n = in->n;
	unsigned mods = 0;
	if (n >= 2 &&
		s[1] == ESC) { /* Alt in front of a sequence: rxvt, and Esc typed before a key */
		mods = KEYMOD_ALT;
		s++;
		n--;
	}
	if (n < 2)
		return STEP_MORE;
	unsigned char kind = s[1], last = s[n - 1];
	if (kind == '[') {
		if (n == 2 || (n == 3 && last == '['))
			return STEP_MORE;
		if (linux_f_key(s, n)) {
			emit(fn, ctx, f_key(last - 'A'), mods, 0);
			return STEP_DONE;
		}
		if (last < 0x40)
			return STEP_MORE;
		struct csi c = csi_read(s + 2, n - 2);
		csi_done(in, &c, mods, fn, ctx);
		return STEP_DONE;
	}
	if (kind == 'O') {
		if (n == 2 || (last >= '0' && last <= '9') || last == ';')
			return STEP_MORE;
		struct csi c = csi_read(s + 2, n - 2);
		if (last >= 'P' && last <= 'S')
			emit(fn, ctx, f_key(last - 'P'), mods, 0);
		else if (last == 'M')
			emit(fn, ctx, KEYCODE_ENTER, mods, 0);
		else if (letter_key(last) != KEYCODE_COUNT)
			csi_done(in, &c, mods, fn, ctx);
		return STEP_DONE;
	}
	if (kind == ']' || kind == 'P' || kind == '_' || kind == '^' || kind == 'X') {
		in->swallow = in->string = true;
		return STEP_DONE;
	}
	if (kind < ' ' || kind == DEL) {
		control_key(kind, KEYMOD_ALT, fn, ctx);
		return STEP_DONE;
	}
	uint32_t cp = 0;
	int used = utf8_decode(str_n((const char *)s + 1, n - 1), &cp);
	if (used < 0 && n - 1 < 4 && kind >= 0xC2)
		return STEP_MORE;
	if (used > 0)
		emit(fn, ctx, KEYCODE_CHAR, KEYMOD_ALT, cp);
	return STEP_DONE;
}

static bool utf8_may_grow(const unsigned char *s, size_t n)
{
	size_t want = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : s[0] >= 0xC2 ? 2 : 1;
	if (s[0] > 0xF4 || n >= want)
		return false;
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return false;
	}
	return true;
}

static enum step plain_step(struct input *in, input_fn *fn, void *ctx)
{
	unsigned char c = in->seq[0];
	if (c < ' ' || c == DEL) {
		control_key(c, 0, fn, ctx);
		return STEP_DONE;
	}
	uint32_t cp = 0;
	int used = utf8_decode(str_n((const char *)in->seq, in->n), &cp);
	if (used > 0) {
		if (cp < 0x80 || cp >= 0xA0)
			emit(fn, ctx, KEYCODE_CHAR, 0, cp);
		return STEP_DONE;
	}
	if (utf8_may_grow(in->seq, in->n))
		return STEP_MORE;
	emit(fn, ctx, KEYCODE_CHAR, 0, 0xFFFD);
	if (in->n > 1 &&
		in->seq[in->n - 1] < 0x80) { /* the byte that broke the sequence stands alone */
		in->seq[0] = in->seq[in->n - 1];
		in->n = 1;
		return in->seq[0] == ESC ? STEP_MORE : plain_step(in, fn, ctx);
	}
	return STEP_DONE;
}

static void swallow_byte(struct input *in, unsigned char c)
{
	bool st = in->n == 1 && in->seq[0] == ESC && c == '\\';
	in->n = 0;
	if (c == ESC) {
		in->seq[0] = ESC;
		in->n = 1;
	}
	if (st || c == BEL || (!in->string && c >= 0x40))
		in->swallow = in->string = false;
	if (!in->swallow)
		in->n = 0;
}

static const char paste_end[] = "\x1b[201~";

static void paste_byte(struct input *in, unsigned char c, input_fn *fn, void *ctx)
{
	const size_t end = sizeof paste_end - 1;
	if (in->paste_n == INPUT_PASTE_MAX) { /* keep looking for the end in what no longer fits */
		in->paste_cut = true;
		memmove(in->paste + in->paste_n - end, in->paste + in->paste_n - end + 1, end - 1);
		in->paste_n--;
	}
	in->paste[in->paste_n++] = (char)c;
	if (in->paste_n < end || memcmp(in->paste + in->paste_n - end, paste_end, end) != 0)
		return;
	in->pasting = false;
	struct input_event ev = {.what = INPUT_PASTE,
		.text = str_n(in->paste, in->paste_n - end),
		.cut = in->paste_cut};
	fn(ctx, &ev);
}

static void feed_byte(struct input *in, unsigned char c, input_fn *fn, void *ctx)
{
	if (in->pasting) {
		paste_byte(in, c, fn, ctx);
		return;
	}
	if (in->swallow) {
		swallow_byte(in, c);
		return;
	}
	in->seq[in->n++] = c;
	if (in->n == INPUT_SEQ_MAX) { /* no key is that long: drop up to its final byte */
		in->n = 0;
		in->swallow = c < 0x40;
		return;
	}
	enum step s = in->seq[0] == ESC ? escape_step(in, fn, ctx) : plain_step(in, fn, ctx);
	if (s == STEP_DONE)
		in->n = 0;
}

void input_feed(struct input *in, const void *bytes, size_t n, input_fn *fn, void *ctx)
{
	const unsigned char *s = bytes;
	for (size_t i = 0; i < n; i++)
		feed_byte(in, s[i], fn, ctx);
}

bool input_pending(const struct input *in)
{
	return in->n > 0 && !in->swallow;
}

void input_timeout(struct input *in, input_fn *fn, void *ctx)
{
	if (!input_pending(in))
		return;
	if (in->seq[0] != ESC) {
		emit(fn, ctx, KEYCODE_CHAR, 0, 0xFFFD);
	} else if (in->n == 1) {
		emit(fn, ctx, KEYCODE_ESC, 0, 0);
	} else if (in->n == 2 && in->seq[1] == ESC) {
		emit(fn, ctx, KEYCODE_ESC, 0, 0);
		emit(fn, ctx, KEYCODE_ESC, 0, 0);
	} else if (in->n == 2) { /* Alt-[ and Alt-O are the starts of sequences and keys at once */
		emit(fn, ctx, KEYCODE_CHAR, KEYMOD_ALT, in->seq[1]);
	}
	in->n = 0;
}
