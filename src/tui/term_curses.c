/* term_curses.c: the only file that knows curses: the cell grid becomes bytes, and the terminal is given back whole. */
#include "tui/term_internal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cut_internal.h"

/*
 * Curses writes into a memory file; after each update its bytes are taken from there and written to the
 * terminal as it accepts them. So a stuck terminal never blocks the program, and a frame is whole or not begun.
 */

enum { RESTORE_MAX = 512, TITLE_MAX = 120, PAIRS = ROLE_COUNT + 1 };

static const char modes_on[] = "\x1b[?2004h\x1b[?1004h";
static const char modes_off[] = "\x1b[?2004l\x1b[?1004l";
static const char mouse_on[] = "\x1b[?1000h\x1b[?1006h";
static const char mouse_off[] = "\x1b[?1000l\x1b[?1006l";

struct term {
	int in, out, memory;
	FILE *memory_file, *null_in;
	SCREEN *screen;
	struct termios before, raw;
	bool have_before, active, gone, full, ascii, fixed_size, modes, mouse;
	int columns, rows, colours;
	struct theme theme;
	struct grid drawn; /* what the terminal shows */
	struct cell *drawn_cells;
	char *pending;
	size_t pending_n, pending_cap, pending_at;
	char title[TITLE_MAX + 1];
	attr_t attr[ROLE_COUNT];
	short pair[ROLE_COUNT];
};

/* What the signal handlers need, prepared: bytes and settings, no library call. */
static volatile sig_atomic_t rescue_on;
static char rescue_bytes[RESTORE_MAX];
static volatile size_t rescue_n;
static struct termios rescue_termios;
static int rescue_fd = -1;
static bool rescue_have_termios;

static const int rescue_signals[] = {
	SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGPIPE, SIGBUS, SIGFPE, SIGILL};

static void rescue(int signal_number)
{
	if (rescue_on) {
		rescue_on = 0;
		int flags = fcntl(rescue_fd, F_GETFL);
		if (flags >= 0)
			fcntl(rescue_fd, F_SETFL, flags & ~O_NONBLOCK);
		ssize_t ignored = write(rescue_fd, rescue_bytes, rescue_n);
		(void)ignored;
		if (rescue_have_termios)
			tcsetattr(rescue_fd, TCSANOW, &rescue_termios);
	}
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void rescue_install(bool on)
{
	struct sigaction sa = {.sa_flags = SA_RESETHAND | SA_NODEFER};
	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < sizeof rescue_signals / sizeof *rescue_signals; i++) {
		int n = rescue_signals[i];
		/* who is ending already is not killed by a second word to end: a lost terminal says it twice */
		bool ends = n == SIGTERM || n == SIGHUP || n == SIGINT;
		sa.sa_handler = on ? rescue : ends ? SIG_IGN : SIG_DFL;
		sigaction(n, &sa, NULL);
	}
}

/* ---- Output ---- */

static void queue_bytes(struct term *t, const char *p, size_t n)
{
	if (t->pending_at == t->pending_n)
		t->pending_at = t->pending_n = 0;
	if (t->pending_n + n > t->pending_cap) {
		size_t cap = (t->pending_n + n) * 2;
		t->pending = mem_grow(t->pending, t->pending_cap, cap, 1);
		t->pending_cap = cap;
	}
	memcpy(t->pending + t->pending_n, p, n);
	t->pending_n += n;
}

/* Moves what curses wrote from the memory file to the queue. */
static void collect(struct term *t)
{
	char part[4096];
	fflush(t->memory_file);
	off_t end = lseek(t->memory, 0, SEEK_END), at = 0;
	while (at < end) {
		ssize_t n = pread(t->memory, part, sizeof part, at);
		if (n <= 0)
			break;
		queue_bytes(t, part, (size_t)n);
		at += n;
	}
	if (ftruncate(t->memory, 0) == 0)
		lseek(t->memory, 0, SEEK_SET);
}

bool term_flush(struct term *t)
{
	while (t->pending_at < t->pending_n && !t->gone) {
		ssize_t n = write(t->out, t->pending + t->pending_at, t->pending_n - t->pending_at);
		if (n > 0)
			t->pending_at += (size_t)n;
		else if (n < 0 && errno == EINTR)
			continue;
		else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
			t->full = true;
			return false;
		} else
			t->gone = true;
	}
	t->full = false;
	t->pending_at = t->pending_n = 0;
	return true;
}

/* Serial lines tell how much they hold; a pseudo terminal says nothing until it is full. */
bool term_behind(const struct term *t, size_t bytes)
{
	int held = 0;
	if (ioctl(t->out, TIOCOUTQ, &held) != 0 || held < 0)
		held = 0;
	return t->full || (size_t)held > bytes;
}

bool term_gone(const struct term *t)
{
	return t->gone;
}

static void set_blocking(struct term *t, bool blocking)
{
	int flags = fcntl(t->out, F_GETFL);
	if (flags >= 0)
		fcntl(t->out, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
}

/* Everything out now, for at most as long as the kernel takes: before a stop or the end. */
static void drain(struct term *t)
{
	set_blocking(t, true);
	term_flush(t);
}

/* ---- Colours ---- */

static int direct_colour(const struct term *t, int colour)
{
	if (colour == LOOK_DEFAULT || t->colours <= 256)
		return colour;
	if (colour & LOOK_RGB)
		return colour & 0xffffff;
	return colour < 8 ? colour : (int)theme_rgb(colour);
}

static void make_looks(struct term *t)
{
	for (int r = 0; r < ROLE_COUNT; r++) {
		struct look l = theme_look(&t->theme, (enum doc_role)r, t->colours);
		t->attr[r] = (l.bold ? A_BOLD : 0) | (l.underline ? A_UNDERLINE : 0) |
			     (l.reverse ? A_REVERSE : 0);
		t->pair[r] = 0;
		if (t->colours < 8 || (l.fg == LOOK_DEFAULT && l.bg == LOOK_DEFAULT))
			continue;
		if (init_extended_pair(r + 1, direct_colour(t, l.fg), direct_colour(t, l.bg)) == OK)
			t->pair[r] = (short)(r + 1);
	}
}

void term_theme(struct term *t, const struct theme *theme)
{
	t->theme = *theme;
	make_looks(t);
	term_forget(t);
}

/* ---- Opening ---- */

/* Our own settings: keys raw, Ctrl-\ kept as the way to a core dump, no flow control, output as written. */
static void make_raw(struct term *t)
{
	t->raw = t->before;
	t->raw.c_iflag &= ~(
		tcflag_t)(ICRNL | INLCR | IGNCR | IXON | IXOFF | ISTRIP | BRKINT | PARMRK);
	t->raw.c_oflag &= ~(tcflag_t)OPOST;
	t->raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN);
	t->raw.c_lflag |= ISIG;
	t->raw.c_cc[VINTR] = t->raw.c_cc[VSUSP] = _POSIX_VDISABLE;
	t->raw.c_cc[VMIN] = 1;
	t->raw.c_cc[VTIME] = 0;
}

static void append(char *to, size_t max, size_t *n, const char *z)
{
	if (!z || z == (const char *)-1)
		return;
	size_t len = strlen(z);
	if (*n + len > max)
		return;
	memcpy(to + *n, z, len);
	*n += len;
}

/* Padding such as $<50> means nothing to a memory file; terminals that need it are long gone. */
static size_t strip_padding(char *p, size_t n)
{
	size_t out = 0;
	for (size_t i = 0; i < n;) {
		char *end = i + 2 < n && p[i] == '$' && p[i + 1] == '<' ? memchr(p + i, '>', n - i)
									: NULL;
		if (end)
			i = (size_t)(end - p) + 1;
		else
			p[out++] = p[i++];
	}
	return out;
}

static void prepare_rescue(struct term *t)
{
	size_t n = 0;
	if (t->modes)
		append(rescue_bytes, RESTORE_MAX, &n, modes_off);
	if (t->modes)
		append(rescue_bytes, RESTORE_MAX, &n, mouse_off);
	append(rescue_bytes, RESTORE_MAX, &n, tigetstr("sgr0"));
	append(rescue_bytes, RESTORE_MAX, &n, tigetstr("op"));
	append(rescue_bytes, RESTORE_MAX, &n, tigetstr("rmkx"));
	append(rescue_bytes, RESTORE_MAX, &n, tigetstr("cnorm"));
	append(rescue_bytes, RESTORE_MAX, &n, tigetstr("rmcup"));
	if (!tigetstr("rmcup"))
		append(rescue_bytes, RESTORE_MAX, &n, "\r\n");
	rescue_n = strip_padding(rescue_bytes, n);
	rescue_fd = t->out;
	rescue_termios = t->before;
	rescue_have_termios = t->have_before;
}

static bool memory_files(struct term *t)
{
	t->memory = memfd_create("screen", MFD_CLOEXEC);
	if (t->memory < 0)
		return false;
	t->memory_file = fdopen(t->memory, "w+");
	t->null_in = fopen("/dev/null", "re");
	return t->memory_file && t->null_in;
}

/* Curses asks the environment for the size, because it cannot ask a memory file. */
static void tell_size(int columns, int rows)
{
	char text[16];
	if (columns < 1) {
		unsetenv("LINES");
		unsetenv("COLUMNS");
		return;
	}
	snprintf(text, sizeof text, "%d", rows);
	setenv("LINES", text, 1);
	snprintf(text, sizeof text, "%d", columns);
	setenv("COLUMNS", text, 1);
}

static SCREEN *new_screen(struct term *t, const char *type)
{
	SCREEN *s = type && *type ? newterm(type, t->memory_file, t->null_in) : NULL;
	if (s)
		set_term(s);
	return s;
}

/* A terminal that says it knows more colours than its name gets the entry that has them, when there is one. */
static SCREEN *best_screen(struct term *t, const struct term_options *o)
{
	bool wants_more = o->colours >= 256 || (o->colours < 0 && o->colorterm && *o->colorterm);
	char richer[96];
	if (!o->type || !*o->type)
		return NULL;
	int n = snprintf(richer, sizeof richer, "%s-256color", o->type);
	SCREEN *s = NULL;
	if (wants_more && n < (int)sizeof richer && !strstr(o->type, "256color"))
		s = new_screen(t, richer);
	return s ? s : new_screen(t, o->type);
}

static int count_colours(const struct term_options *o)
{
	int have = tigetnum("colors");
	have = have < 8 ? 0 : have;
	if (o->no_color && o->colours < 0)
		return 0;
	return o->colours >= 0 && o->colours < have ? (o->colours < 8 ? 0 : o->colours) : have;
}

static bool can_address(void)
{
	const char *cup = tigetstr("cup");
	return cup && cup != (const char *)-1;
}

static bool is_xterm_like(const char *type)
{
	static const char *const old[] = {"vt", "linux", "ansi", "cons", "sun", "dumb"};
	for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
		if (strncmp(type, old[i], strlen(old[i])) == 0)
			return false;
	}
	return true;
}

static void setup_curses(struct term *t, const struct term_options *o)
{
	set_escdelay(25);
	t->colours = count_colours(o);
	if (t->colours >= 8) {
		start_color();
		use_default_colors();
	}
	nonl();
	leaveok(stdscr, FALSE);
	scrollok(stdscr, FALSE);
	t->modes = is_xterm_like(o->type);
	make_looks(t);
}

static void resize_to(struct term *t, int columns, int rows)
{
	columns = columns < 1 ? 1 : columns > GRID_SIDE_MAX ? GRID_SIDE_MAX : columns;
	rows = rows < 1 ? 1 : rows > GRID_SIDE_MAX ? GRID_SIDE_MAX : rows;
	if (columns == t->columns && rows == t->rows)
		return;
	t->columns = columns;
	t->rows = rows;
	if (!t->screen)
		return;
	resize_term(rows, columns);
	/* the scrolling region of the old size would catch line feeds in the middle of the new one */
	char *region = tigetstr("csr");
	if (t->active && region && region != (char *)-1) {
		const char *bytes = tparm(region, 0, rows - 1);
		queue_bytes(t, bytes, strlen(bytes));
	}
	term_forget(t);
}

void term_size(struct term *t, int *ret_columns, int *ret_rows)
{
	struct winsize w;
	if (!t->fixed_size && ioctl(t->out, TIOCGWINSZ, &w) == 0 && w.ws_col && w.ws_row)
		resize_to(t, w.ws_col, w.ws_row);
	*ret_columns = t->columns;
	*ret_rows = t->rows;
}

static void enter(struct term *t)
{
	if (t->have_before)
		tcsetattr(t->out, TCSADRAIN, &t->raw);
	set_blocking(t, false);
	t->active = true;
	rescue_on = 1;
	if (t->modes)
		queue_bytes(t, modes_on, sizeof modes_on - 1);
	if (t->mouse)
		queue_bytes(t, mouse_on, sizeof mouse_on - 1);
	term_forget(t);
}

enum rc term_open(const struct term_options *o, struct term **ret, struct err *err)
{
	struct term *t = mem_alloc(sizeof *t);
	t->in = o->in;
	t->out = o->out;
	t->memory = -1;
	t->ascii = o->ascii;
	t->fixed_size = o->columns > 0 && o->rows > 0;
	theme_builtin(STR("dark"), &t->theme);
	if (!memory_files(t)) {
		term_close(t);
		return err_set(err, RC_IO, "no memory file for the screen");
	}
	t->have_before = tcgetattr(t->out, &t->before) == 0;
	make_raw(t);
	int columns = o->columns, rows = o->rows;
	resize_to(t, t->fixed_size ? columns : 80, t->fixed_size ? rows : 24);
	term_size(t, &columns, &rows);
	tell_size(columns, rows);
	t->screen = best_screen(t, o);
	tell_size(0, 0);
	if (!t->screen || !can_address()) {
		term_close(t);
		return err_set(err, RC_UNKNOWN, "terminal type \"%s\" is not known here",
			o->type ? o->type : "");
	}
	setup_curses(t, o);
	prepare_rescue(t);
	rescue_install(true);
	enter(t);
	*ret = t;
	return RC_OK;
}

static void leave_screen(struct term *t)
{
	/* the rest of an unfinished frame is of no use any more */
	if (t->pending_at)
		t->pending_n = cut_after(str_n(t->pending, t->pending_n), t->pending_at);
	else
		t->pending_n = 0;
	endwin();
	collect(t);
	if (t->modes)
		queue_bytes(t, modes_off, sizeof modes_off - 1);
	if (t->mouse)
		queue_bytes(t, mouse_off, sizeof mouse_off - 1);
	drain(t);
	rescue_on = 0;
	if (t->have_before)
		tcsetattr(t->out, TCSADRAIN, &t->before);
	t->active = false;
}

void term_leave(struct term *t)
{
	if (t->active)
		leave_screen(t);
}

void term_return(struct term *t)
{
	if (!t->active)
		enter(t);
}

void term_close(struct term *t)
{
	if (!t)
		return;
	if (t->active) {
		leave_screen(t);
		rescue_install(false);
	}
	if (t->screen) {
		if (!isendwin())
			endwin();
		delscreen(t->screen);
	}
	if (t->memory_file)
		fclose(t->memory_file);
	else if (t->memory >= 0)
		close(t->memory);
	if (t->null_in)
		fclose(t->null_in);
	mem_free(t->drawn_cells);
	mem_free(t->pending);
	mem_free(t);
}

/* ---- Drawing ---- */

void term_forget(struct term *t)
{
	mem_free(t->drawn_cells);
	t->drawn_cells = NULL;
	t->drawn = (struct grid){0};
	clearok(stdscr, TRUE);
	erase();
}

static void put_cell(struct term *t, int x, int y, const struct cell *c)
{
	wchar_t codes[CELL_CODES + 1] = {0};
	cchar_t out;
	enum doc_role role = c->role < ROLE_COUNT ? (enum doc_role)c->role : ROLE_TEXT;
	attr_t attr = t->attr[role];
	if (c->flags & CELL_FLIP)
		attr ^= A_REVERSE;
	if (c->flags & CELL_LINE)
		attr |= A_UNDERLINE;
	for (int i = 0; i < CELL_CODES; i++)
		codes[i] = (wchar_t)c->code[i];
	if (t->ascii && codes[0] > '~') {
		codes[0] = '?';
		codes[1] = 0;
	}
	int pair = t->pair[role];
	if (setcchar(&out, codes, attr, (short)pair, &pair) != OK)
		setcchar(&out, L"?", attr, (short)pair, &pair);
	mvadd_wch(y, x, &out);
	if (t->ascii && c->width == 2)
		mvaddch(y, x + 1, ' ');
}

static void draw_row(struct term *t, const struct grid *g, int y)
{
	for (int x = 0; x < g->columns; x++) {
		const struct cell *c = grid_at(g, x, y);
		if (c->width)
			put_cell(t, x, y, c);
	}
}

static void remember(struct term *t, const struct grid *g)
{
	size_t n = (size_t)g->columns * (size_t)g->rows;
	if (!t->drawn_cells || t->drawn.columns != g->columns || t->drawn.rows != g->rows) {
		mem_free(t->drawn_cells);
		t->drawn_cells = mem_array(n, sizeof *t->drawn_cells);
	}
	memcpy(t->drawn_cells, g->cells, n * sizeof *g->cells);
	t->drawn = *g;
	t->drawn.cells = t->drawn_cells;
}

void term_draw(struct term *t, const struct grid *g)
{
	bool changed = false;
	for (int y = 0; y < g->rows && y < t->rows; y++) {
		if (t->drawn_cells && grid_row_equal(g, &t->drawn, y))
			continue;
		draw_row(t, g, y);
		changed = true;
	}
	bool cursor = !t->drawn_cells || g->cursor_x != t->drawn.cursor_x ||
		      g->cursor_y != t->drawn.cursor_y;
	if (!changed && !cursor)
		return;
	curs_set(g->cursor_x >= 0 ? 1 : 0);
	if (g->cursor_x >= 0)
		move(g->cursor_y, g->cursor_x);
	refresh();
	collect(t);
	remember(t, g);
}

void term_ascii(struct term *t, bool on)
{
	t->ascii = on;
	term_forget(t);
}

void term_mouse(struct term *t, bool on)
{
	if (!t->modes || t->mouse == on)
		return;
	t->mouse = on;
	queue_bytes(t, on ? mouse_on : mouse_off, sizeof mouse_on - 1);
}

void term_bell(struct term *t)
{
	queue_bytes(t, "\a", 1);
}

void term_note(struct term *t, struct str bytes)
{
	if (t->modes)
		queue_bytes(t, bytes.p, bytes.n);
}

void term_raw(struct term *t, struct str bytes)
{
	queue_bytes(t, bytes.p, bytes.n);
}

void term_title(struct term *t, struct str title)
{
	char text[TITLE_MAX + 1];
	struct str cut = str_cut(
		title, 0, utf8_floor(title, title.n < TITLE_MAX ? title.n : TITLE_MAX));
	if (!t->modes || (cut.n == strlen(t->title) && memcmp(cut.p, t->title, cut.n) == 0))
		return;
	memset(text, 0, sizeof text);
	if (cut.n)
		memcpy(text, cut.p, cut.n);
	memcpy(t->title, text, sizeof text);
	queue_bytes(t, "\x1b]2;", 4);
	queue_bytes(t, text, cut.n);
	queue_bytes(t, "\a", 1);
}
