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

static void emit(input_key_fn *fn, void *ctx, enum key_code code, unsigned mods, uint32_t cp)
{
	struct key k = {.code = code, .mods = mods, .cp = cp};
	fn(ctx, &k);
}

/* Final bytes of CSI and SS3 sequences that name a key. */
static enum key_code letter_key(unsigned char c)
{
	switch (c) {
	case 'A':
		return KEY_UP;
	case 'B':
		return KEY_DOWN;
	case 'C':
		return KEY_RIGHT;
	case 'D':
		return KEY_LEFT;
	case 'H':
		return KEY_HOME;
	case 'F':
		return KEY_END;
	case 'Z':
		return KEY_TAB;
	case 'I':
		return KEY_FOCUS_IN;
	case 'O':
		return KEY_FOCUS_OUT;
	default:
		return KEY_NONE;
	}
}

struct numbered {
	unsigned number;
	enum key_code code;
	uint32_t cp;
};

/* CSI number ~ as VT220, xterm, rxvt and the Linux console send it. */
static const struct numbered numbered_keys[] = {
	{1, KEY_HOME, 0},
	{2, KEY_INSERT, 0},
	{3, KEY_DELETE, 0},
	{4, KEY_END, 0},
	{5, KEY_PAGE_UP, 0},
	{6, KEY_PAGE_DOWN, 0},
	{7, KEY_HOME, 0},
	{8, KEY_END, 0},
	{11, KEY_F, 1},
	{12, KEY_F, 2},
	{13, KEY_F, 3},
	{14, KEY_F, 4},
	{15, KEY_F, 5},
	{17, KEY_F, 6},
	{18, KEY_F, 7},
	{19, KEY_F, 8},
	{20, KEY_F, 9},
	{21, KEY_F, 10},
	{23, KEY_F, 11},
	{24, KEY_F, 12},
};

/* xterm's modifier parameter: 1 + shift(1) + alt(2) + ctrl(4). */
static unsigned modifiers(unsigned parameter)
{
	return parameter > 1 && parameter <= 8 ? parameter - 1 : 0;
}

struct csi {
	unsigned p[4];
	size_t n;
	bool private;
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

static void csi_done(
	struct input *in, const struct csi *c, unsigned mods, input_key_fn *fn, void *ctx)
{
	if (c->private)
		return; /* an answer to a question nobody asked, mouse reports and the like */
	unsigned with = mods | modifiers(c->n > 1 ? c->p[1] : 0);
	if (c->final == '~') {
		if (c->p[0] == 200)
			paste_start(in);
		for (size_t i = 0; i < sizeof numbered_keys / sizeof *numbered_keys; i++) {
			if (numbered_keys[i].number == c->p[0])
				emit(fn, ctx, numbered_keys[i].code, with, numbered_keys[i].cp);
		}
		return;
	}
	if (c->final >= 'P' && c->final <= 'S') {
		emit(fn, ctx, KEY_F, with, (uint32_t)(c->final - 'P' + 1));
		return;
	}
	enum key_code code = letter_key(c->final);
	if (code == KEY_TAB)
		with |= KEY_MOD_SHIFT;
	if (code != KEY_NONE)
		emit(fn, ctx, code, with, 0);
}

/* Linux console: CSI [ A .. E are F1 .. F5. */
static bool linux_f_key(const unsigned char *s, size_t n)
{
	return n == 4 && s[2] == '[' && s[3] >= 'A' && s[3] <= 'E';
}

static void control_key(unsigned char c, unsigned mods, input_key_fn *fn, void *ctx)
{
	if (c == '\r' || c == '\n')
		emit(fn, ctx, KEY_ENTER, mods, 0);
	else if (c == '\t')
		emit(fn, ctx, KEY_TAB, mods, 0);
	else if (c == DEL || c == 0x08)
		emit(fn, ctx, KEY_BACKSPACE, mods, 0);
	else if (c == 0)
		emit(fn, ctx, KEY_CHAR, mods | KEY_MOD_CTRL, ' ');
	else if (c <= 26)
		emit(fn, ctx, KEY_CHAR, mods | KEY_MOD_CTRL, (uint32_t)(c + 'a' - 1));
	else
		emit(fn, ctx, KEY_CHAR, mods | KEY_MOD_CTRL, (uint32_t)(c + 0x40));
}

enum step { STEP_MORE, STEP_DONE };

/* One escape sequence in in->seq; DONE when it is complete and was acted on or dropped. */
static enum step escape_step(struct input *in, input_key_fn *fn, void *ctx)
{
	const unsigned char *s = in->seq;
	size_t n = in->n;
	unsigned mods = 0;
	if (n >= 2 &&
		s[1] == ESC) { /* Alt in front of a sequence: rxvt, and Esc typed before a key */
		mods = KEY_MOD_ALT;
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
			emit(fn, ctx, KEY_F, mods, (uint32_t)(last - 'A' + 1));
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
			emit(fn, ctx, KEY_F, mods, (uint32_t)(last - 'P' + 1));
		else if (last == 'M')
			emit(fn, ctx, KEY_ENTER, mods, 0);
		else if (letter_key(last) != KEY_NONE && last != 'I' && last != 'O')
			csi_done(in, &c, mods, fn, ctx);
		return STEP_DONE;
	}
	if (kind == ']' || kind == 'P' || kind == '_' || kind == '^' || kind == 'X') {
		in->swallow = in->string = true;
		return STEP_DONE;
	}
	if (kind < ' ' || kind == DEL) {
		control_key(kind, KEY_MOD_ALT, fn, ctx);
		return STEP_DONE;
	}
	uint32_t cp = 0;
	int used = utf8_decode(str_n((const char *)s + 1, n - 1), &cp);
	if (used < 0 && n - 1 < 4 && kind >= 0xC2)
		return STEP_MORE;
	if (used > 0)
		emit(fn, ctx, KEY_CHAR, KEY_MOD_ALT, cp);
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

static enum step plain_step(struct input *in, input_key_fn *fn, void *ctx)
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
			emit(fn, ctx, KEY_CHAR, 0, cp);
		return STEP_DONE;
	}
	if (utf8_may_grow(in->seq, in->n))
		return STEP_MORE;
	emit(fn, ctx, KEY_CHAR, 0, 0xFFFD);
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

static void paste_byte(struct input *in, unsigned char c, input_key_fn *fn, void *ctx)
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
	struct key k = {.code = KEY_PASTE, .text = str_n(in->paste, in->paste_n - end)};
	fn(ctx, &k);
}

static void feed_byte(struct input *in, unsigned char c, input_key_fn *fn, void *ctx)
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

void input_feed(struct input *in, const void *bytes, size_t n, input_key_fn *fn, void *ctx)
{
	const unsigned char *s = bytes;
	for (size_t i = 0; i < n; i++)
		feed_byte(in, s[i], fn, ctx);
}

bool input_pending(const struct input *in)
{
	return in->n > 0 && !in->swallow;
}

void input_timeout(struct input *in, input_key_fn *fn, void *ctx)
{
	if (!input_pending(in))
		return;
	if (in->seq[0] != ESC) {
		emit(fn, ctx, KEY_CHAR, 0, 0xFFFD);
	} else if (in->n == 1) {
		emit(fn, ctx, KEY_ESC, 0, 0);
	} else if (in->n == 2 && in->seq[1] == ESC) {
		emit(fn, ctx, KEY_ESC, 0, 0);
		emit(fn, ctx, KEY_ESC, 0, 0);
	} else if (in->n == 2) { /* Alt-[ and Alt-O are the starts of sequences and keys at once */
		emit(fn, ctx, KEY_CHAR, KEY_MOD_ALT, in->seq[1]);
	}
	in->n = 0;
}

static const char *bare_name(struct arena *a, const struct key *k)
{
	static const char *const names[] = {
		[KEY_NONE] = "",
		[KEY_ENTER] = "Enter",
		[KEY_TAB] = "Tab",
		[KEY_BACKSPACE] = "Backspace",
		[KEY_ESC] = "Esc",
		[KEY_UP] = "Up",
		[KEY_DOWN] = "Down",
		[KEY_LEFT] = "Left",
		[KEY_RIGHT] = "Right",
		[KEY_HOME] = "Home",
		[KEY_END] = "End",
		[KEY_PAGE_UP] = "PgUp",
		[KEY_PAGE_DOWN] = "PgDn",
		[KEY_INSERT] = "Insert",
		[KEY_DELETE] = "Delete",
		[KEY_PASTE] = "Paste",
		[KEY_FOCUS_IN] = "FocusIn",
		[KEY_FOCUS_OUT] = "FocusOut",
	};
	if (k->code == KEY_F)
		return arena_printf(a, "F%u", (unsigned)k->cp);
	if (k->code != KEY_CHAR)
		return names[k->code] ? names[k->code] : "";
	if (k->cp == ' ')
		return "Space";
	struct buf b;
	buf_init(&b, a, 8);
	bool upper = (k->mods & KEY_MOD_CTRL) && k->cp >= 'a' && k->cp <= 'z';
	utf8_encode(&b, upper ? k->cp - 'a' + 'A' : k->cp);
	return buf_z(&b);
}

const char *key_name(struct arena *a, const struct key *k)
{
	return arena_printf(a, "%s%s%s%s", k->mods & KEY_MOD_CTRL ? "Ctrl-" : "",
		k->mods & KEY_MOD_ALT ? "Alt-" : "", k->mods & KEY_MOD_SHIFT ? "Shift-" : "",
		bare_name(a, k));
}
