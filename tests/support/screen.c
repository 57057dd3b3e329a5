/* screen.c: libvterm behind a small face, and a whitelist of everything a program may send to a terminal. */
#include "support/screen.h"

#include <stdint.h>
#include <vterm.h>

enum { SCREEN_MODES = 16, TEXT_MAX = 400 * 1024 };

struct screen {
	VTerm *vt;
	VTermScreen *screen;
	int columns, rows;
	VTermPos cursor;
	bool alternate, visible;
	unsigned long frames, bells;
	char text[TEXT_MAX], row[4096], title[512];
	size_t title_n;
	int modes[SCREEN_MODES];
	size_t mode_count;
	/* the whitelist reads the bytes on its own */
	enum { PLAIN, ESCAPE, CSI, OSC, OSC_ESC, CHARSET } state;
	char seq[256];
	size_t seq_n;
	char forbidden[320];
};

static void forbid(struct screen *s, const char *why)
{
	size_t n = 0;
	if (s->forbidden[0])
		return;
	n += (size_t)snprintf(s->forbidden, sizeof s->forbidden, "%s: ESC", why);
	for (size_t i = 0; i < s->seq_n && n + 5 < sizeof s->forbidden; i++) {
		unsigned char c = (unsigned char)s->seq[i];
		n += (size_t)snprintf(s->forbidden + n, sizeof s->forbidden - n,
			c >= ' ' && c < 127 ? "%c" : "<%02X>", c);
	}
}

static void set_mode(struct screen *s, int mode, bool on)
{
	for (size_t i = 0; i < s->mode_count; i++) {
		if (s->modes[i] == mode) {
			if (!on)
				s->modes[i] = s->modes[--s->mode_count];
			return;
		}
	}
	if (on && s->mode_count < SCREEN_MODES)
		s->modes[s->mode_count++] = mode;
}

/* Finals that curses uses for drawing, with any parameters. */
static void check_csi(struct screen *s)
{
	char final = s->seq[s->seq_n - 1];
	if (s->seq[1] == '?' && final == 'c') /* the shape of the Linux console's cursor */
		return;
	if (s->seq[1] == '?') {
		static const int allowed[] = {
			1, 7, 12, 25, 47, 1000, 1004, 1006, 1047, 1048, 1049, 2004, 2026};
		for (const char *p = s->seq + 2; *p >= '0' && *p <= '9';) {
			char *end;
			int mode = (int)strtol(p, &end, 10);
			bool known = false;
			for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
				known = known || allowed[i] == mode;
			if (!known || (final != 'h' && final != 'l'))
				forbid(s, "private mode");
			set_mode(s, mode, final == 'h');
			p = *end == ';' ? end + 1 : end;
		}
		return;
	}
	/* 22;0;0t and 23;0;0t put the title away and fetch it again: part of smcup in newer entries */
	if (final == 't') {
		bool stack = strncmp(s->seq, "[22;", 4) == 0 || strncmp(s->seq, "[23;", 4) == 0;
		if (!stack)
			forbid(s, "window");
		return;
	}
	if (s->seq[1] == '>' || s->seq[1] == '!' || !strchr("ABCDEFGHJKLMPSTXZ@bdfghlmr`", final))
		forbid(s, "control sequence");
}

/* Desktop notes, after `set notify`; always with our own word in front. */
static bool is_note(const char *seq)
{
	return strncmp(seq, "]9;warroom: ", 12) == 0 || strncmp(seq, "]99;;warroom: ", 14) == 0 ||
	       strncmp(seq, "]777;notify;warroom;", 20) == 0;
}

static void check_osc(struct screen *s)
{
	s->seq[s->seq_n] = 0;
	if (strncmp(s->seq, "]2;", 3) != 0 && strncmp(s->seq, "]0;", 3) != 0 &&
		strncmp(s->seq, "]52;c;", 6) != 0 && !is_note(s->seq) &&
		strcmp(s->seq, "]104") != 0) /* curses: colours as they were */
		forbid(s, "operating system command");
	if (strncmp(s->seq, "]2;frame ", 9) == 0)
		s->frames = strtoul(s->seq + 9, NULL, 10);
}

static void keep(struct screen *s, char c)
{
	if (s->seq_n + 1 < sizeof s->seq)
		s->seq[s->seq_n++] = c;
	s->seq[s->seq_n] = 0;
}

static void check_byte(struct screen *s, unsigned char c)
{
	switch (s->state) {
	case PLAIN:
		s->seq_n = 0;
		if (c == 0x1B)
			s->state = ESCAPE;
		else if (c == 0x07)
			s->bells++;
		else if (c < ' ' && c != '\n' && c != '\r' && c != '\b' && c != '\t' && c != 0x0E &&
			 c != 0x0F) {
			keep(s, (char)c);
			forbid(s, "control code");
		}
		return;
	case ESCAPE:
		keep(s, (char)c);
		if (c == '[')
			s->state = CSI;
		else if (c == ']')
			s->state = OSC;
		else if (c == '(' || c == ')')
			s->state = CHARSET;
		else {
			s->state = PLAIN;
			if (!strchr("78=>MDEHc", c))
				forbid(s, "escape sequence");
		}
		return;
	case CSI:
		keep(s, (char)c);
		if (c >= 0x40) {
			check_csi(s);
			s->state = PLAIN;
		}
		return;
	case OSC:
	case OSC_ESC:
		if (c == 0x07 || (s->state == OSC_ESC && c == '\\')) {
			check_osc(s);
			s->state = PLAIN;
			return;
		}
		s->state = c == 0x1B ? OSC_ESC : OSC;
		if (c != 0x1B)
			keep(s, (char)c);
		return;
	case CHARSET:
		s->state = PLAIN;
		return;
	}
}

static int on_cursor(VTermPos pos, VTermPos old, int visible, void *user)
{
	struct screen *s = user;
	(void)old;
	(void)visible;
	s->cursor = pos;
	return 1;
}

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct screen *s = user;
	if (prop == VTERM_PROP_ALTSCREEN)
		s->alternate = value->boolean;
	if (prop == VTERM_PROP_CURSORVISIBLE)
		s->visible = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.movecursor = on_cursor, .settermprop = on_property};

struct screen *screen_new(int columns, int rows)
{
	struct screen *s = calloc(1, sizeof *s);
	s->vt = vterm_new(rows, columns);
	s->columns = columns;
	s->rows = rows;
	s->visible = true;
	vterm_set_utf8(s->vt, 1);
	s->screen = vterm_obtain_screen(s->vt);
	vterm_screen_set_callbacks(s->screen, &callbacks, s);
	vterm_screen_enable_altscreen(s->screen, 1);
	vterm_screen_reset(s->screen, 1);
	return s;
}

void screen_free(struct screen *s)
{
	if (!s)
		return;
	vterm_free(s->vt);
	free(s);
}

void screen_resize(struct screen *s, int columns, int rows)
{
	s->columns = columns;
	s->rows = rows;
	vterm_set_size(s->vt, rows, columns);
}

void screen_feed(struct screen *s, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_byte(s, (unsigned char)bytes[i]);
	vterm_input_write(s->vt, bytes, n);
	vterm_screen_flush_damage(s->screen);
}

static size_t put_code(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 63));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xE0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 63));
		to[2] = (char)(0x80 | (c & 63));
		return 3;
	}
	to[0] = (char)(0xF0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 63));
	to[2] = (char)(0x80 | (c >> 6 & 63));
	to[3] = (char)(0x80 | (c & 63));
	return 4;
}

const char *screen_row(struct screen *s, int row)
{
	size_t n = 0, end = 0;
	for (int x = 0; x < s->columns && n + 32 < sizeof s->row; x++) {
		VTermScreenCell cell;
		VTermPos pos = {.row = row, .col = x};
		if (!vterm_screen_get_cell(s->screen, pos, &cell))
			break;
		if (cell.chars[0] == (uint32_t)-1)
			continue; /* right half of a wide character */
		if (!cell.chars[0]) {
			s->row[n++] = ' ';
			continue;
		}
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			n += put_code(s->row + n, cell.chars[i]);
		end = cell.chars[0] == ' ' ? end : n;
	}
	s->row[end] = 0;
	return s->row;
}

const char *screen_text(struct screen *s)
{
	size_t n = 0;
	for (int y = 0; y < s->rows; y++) {
		const char *row = screen_row(s, y);
		n += (size_t)snprintf(s->text + n, sizeof s->text - n, "%s\n", row);
	}
	return s->text;
}

bool screen_has(struct screen *s, const char *text)
{
	return strstr(screen_text(s), text) != NULL;
}

void screen_cursor(const struct screen *s, int *ret_x, int *ret_y)
{
	*ret_x = s->cursor.col;
	*ret_y = s->cursor.row;
}

bool screen_alternate(const struct screen *s)
{
	return s->alternate;
}

bool screen_cursor_visible(const struct screen *s)
{
	return s->visible;
}

bool screen_row_reversed(struct screen *s, int row, int column)
{
	VTermScreenCell cell;
	VTermPos pos = {.row = row, .col = column};
	return vterm_screen_get_cell(s->screen, pos, &cell) && cell.attrs.reverse;
}

bool screen_has_colour(struct screen *s)
{
	VTermColor fg, bg;
	vterm_state_get_default_colors(vterm_obtain_state(s->vt), &fg, &bg);
	for (int y = 0; y < s->rows; y++) {
		for (int x = 0; x < s->columns; x++) {
			VTermScreenCell cell;
			VTermPos pos = {.row = y, .col = x};
			vterm_screen_get_cell(s->screen, pos, &cell);
			if (cell.chars[0] && (!vterm_color_is_equal(&cell.fg, &fg) ||
						     !vterm_color_is_equal(&cell.bg, &bg)))
				return true;
		}
	}
	return false;
}

unsigned long screen_frames(const struct screen *s)
{
	return s->frames;
}

unsigned long screen_bells(const struct screen *s)
{
	return s->bells;
}

const char *screen_forbidden(const struct screen *s)
{
	return s->forbidden[0] ? s->forbidden : NULL;
}

bool screen_mode(const struct screen *s, int mode)
{
	for (size_t i = 0; i < s->mode_count; i++) {
		if (s->modes[i] == mode)
			return true;
	}
	return false;
}
