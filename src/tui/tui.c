/* tui.c: the console as an edge: bytes in, frames out, clocks and signals of the loop in between. */
#include "tui/tui_internal.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "sys/clock.h"
#include "sys/tty.h"
#include "sys/user.h"
#include "tui/doc_copy_internal.h"
#include "tui/header_internal.h"
#include "tui/scroll_internal.h"
#include "view/view_room.h"

enum { MENU_PAUSE_MS = 150 };

/* ---- Frames ---- */

static void wait_writable(struct tui *t);

/* The mark of tests: this frame is out and nothing typed is waiting. */
static void mark_frame(struct tui *t)
{
	int waiting = 0;
	char text[48];
	if (!t->frame_mark || t->dirty || input_pending(&t->input))
		return;
	if (ioctl(STDIN_FILENO, FIONREAD, &waiting) != 0 || waiting)
		return;
	int n = snprintf(text, sizeof text, "\x1b]2;frame %lu\a", ++t->frames);
	term_raw(t->term, str_n(text, (size_t)n));
}

static void flush(struct tui *t)
{
	if (!term_flush(t->term))
		wait_writable(t);
	if (term_gone(t->term))
		tui_quit(t, "the terminal is gone");
}

static void draw(struct tui *t)
{
	int columns, rows;
	arena_reset(t->frame);
	term_size(t->term, &columns, &rows);
	bool in_sight = t->pane->digit == '1' && !t->anchor && !t->past && !t->help && !t->away;
	if (in_sight && !t->in_sight)
		scroll_mark_unread(t);
	struct screen_state s = tui_state(t, columns, rows);
	frame_render(&s, t->frame, &t->drawn, &t->info);
	struct list *l = &t->lists[panes_index(t->pane)];
	if (!t->help && t->info.list_key) {
		l->key = t->info.list_key;
		l->at = t->info.list_at;
		l->top = t->info.list_top;
	}
	if (in_sight)
		t->seen = tui_board(t)->seq;
	t->in_sight = in_sight;
	term_draw(t->term, &t->drawn);
	if (!t->frame_mark)
		term_title(t->term, header_title(&s, t->frame));
}

static void paint(void *ctx)
{
	struct tui *t = ctx;
	t->paint_timer = 0;
	if (!t->term || t->editor || t->leaving)
		return;
	if (!term_flush(t->term)) {
		wait_writable(t);
		return; /* the newest state wins once the line is free */
	}
	if (t->dirty) {
		t->dirty = false;
		draw(t);
		mark_frame(t);
	}
	flush(t);
}

void tui_send(struct tui *t)
{
	if (!t->paint_timer && t->term)
		t->paint_timer = loop_after(t->loop, 0, 0, paint, t);
}

void tui_dirty(struct tui *t)
{
	t->dirty = true;
	tui_send(t);
}

static void on_writable(void *ctx, int fd, unsigned ready)
{
	struct tui *t = ctx;
	(void)ready;
	if (!term_flush(t->term))
		return;
	loop_unwatch(t->loop, fd);
	if (term_gone(t->term))
		tui_quit(t, "the terminal is gone");
	else if (t->dirty)
		tui_dirty(t);
}

static void wait_writable(struct tui *t)
{
	loop_watch(t->loop, STDOUT_FILENO, LOOP_WRITE, on_writable, t, NULL);
}

void tui_say(struct tui *t, enum doc_role role, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct str text = str_z(arena_vprintf(t->turn, fmt, ap));
	va_end(ap);
	size_t n = utf8_floor(text, text.n < NOTICE_MAX - 1 ? text.n : NOTICE_MAX - 1);
	memset(t->notice, 0, sizeof t->notice);
	if (n)
		memcpy(t->notice, text.p, n);
	t->notice_role = role;
	if (t->linear)
		linear_notice(t);
	tui_dirty(t);
}

/* ---- Input ---- */

static void arm_menu(struct tui *t);

static void open_menu(void *ctx)
{
	struct tui *t = ctx;
	t->menu_timer = 0;
	if (t->focus == FOCUS_PROMPT && !t->prompt.searching && prompt_open_menu(&t->prompt))
		tui_dirty(t);
}

static void arm_menu(struct tui *t)
{
	loop_cancel(t->loop, t->menu_timer);
	t->menu_timer = 0;
	if (prompt_sign(&t->prompt) && !t->prompt.menu && t->prompt.edit.n > 1)
		t->menu_timer = loop_after(t->loop, MENU_PAUSE_MS * 1000, 0, open_menu, t);
}

static void on_event(void *ctx, const struct input_event *ev)
{
	struct tui *t = ctx;
	switch (ev->what) {
	case INPUT_KEY:
		tui_key(t, ev->key);
		arm_menu(t);
		break;
	case INPUT_PASTE:
		tui_paste(t, ev->text, ev->cut);
		break;
	case INPUT_FOCUS_IN:
	case INPUT_FOCUS_OUT:
		t->away = ev->what == INPUT_FOCUS_OUT;
		t->focused = !t->away;
		break;
	}
}

static void esc_over(void *ctx)
{
	struct tui *t = ctx;
	t->esc_timer = 0;
	arena_reset(t->turn);
	input_timeout(&t->input, on_event, t);
}

static void on_input(void *ctx, int fd, unsigned ready)
{
	struct tui *t = ctx;
	char bytes[4096];
	(void)ready;
	ssize_t n = read(fd, bytes, sizeof bytes);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		loop_unwatch(t->loop, fd);
		tui_quit(t, "the terminal is gone");
		return;
	}
	loop_cancel(t->loop, t->esc_timer);
	t->esc_timer = 0;
	arena_reset(t->turn);
	input_feed(&t->input, bytes, (size_t)n, on_event, t);
	if (input_pending(&t->input))
		t->esc_timer = loop_after(t->loop, INPUT_ESC_MS * 1000, 0, esc_over, t);
}

void tui_watch_input(struct tui *t, bool on)
{
	if (on)
		loop_watch(t->loop, STDIN_FILENO, LOOP_READ, on_input, t, NULL);
	else
		loop_unwatch(t->loop, STDIN_FILENO);
}

/* ---- Signals ---- */

static void on_resize(void *ctx, int signal_number)
{
	(void)signal_number;
	tui_dirty(ctx);
}

static void on_stop(void *ctx, int signal_number)
{
	(void)signal_number;
	tui_suspend(ctx);
}

/* Stopped and continued from outside: the shell may have changed the settings meanwhile. */
static void on_continue(void *ctx, int signal_number)
{
	struct tui *t = ctx;
	(void)signal_number;
	if (t->term && !t->editor) {
		term_leave(t->term);
		term_return(t->term);
		tui_dirty(t);
	}
}

static void on_end(void *ctx, int signal_number)
{
	if (signal_number == SIGINT && tui_stop_busy(ctx))
		return;
	tui_quit(ctx, signal_number == SIGHUP ? "the terminal is gone" : "");
}

/* ---- Doors for the app ---- */

void tui_notice(struct tui *t, enum doc_role role, struct str text)
{
	tui_say(t, role, "%.*s", STR_ARG(text));
}

void tui_busy(struct tui *t, struct str words, void (*stop)(void *ctx), void *ctx)
{
	size_t n = utf8_floor(words, words.n < NOTICE_MAX - 1 ? words.n : NOTICE_MAX - 1);
	memset(t->busy, 0, sizeof t->busy);
	if (n)
		memcpy(t->busy, words.p, n);
	t->busy_stop = stop;
	t->busy_ctx = ctx;
	tui_dirty(t);
}

bool tui_stop_busy(struct tui *t)
{
	if (!t->busy_stop)
		return false;
	t->busy_stop(t->busy_ctx);
	return true;
}

void tui_show(struct tui *t, const struct doc *d)
{
	struct doc *copy = doc_copy(t->shown_arena, d);
	if (t->linear) {
		linear_show(t, copy);
		return;
	}
	bool one = copy->n == 1 && copy->v[0].type == DOC_PARA && copy->v[0].spans.n == 1;
	if (one && copy->v[0].spans.v[0].text.n < 120) {
		tui_say(t, ROLE_OK, "%.*s", STR_ARG(copy->v[0].spans.v[0].text));
		return;
	}
	t->shown = copy;
	t->shown_top = 0;
	t->shown_title[0] = 0;
	tui_dirty(t);
}

static struct link_state *link_named(struct tui *t, const char *name)
{
	for (size_t i = 0; i < t->link_count; i++) {
		if (strcmp(t->links[i].name, name) == 0)
			return &t->links[i];
	}
	return NULL;
}

static bool is_down(const char *state)
{
	return strncmp(state, "DOWN", 4) == 0;
}

void tui_link_state(struct tui *t, const char *name, const char *state, instant since)
{
	struct link_state *l = link_named(t, name);
	bool goes_on = l && is_down(l->state) && is_down(state);
	if (l && strcmp(l->state, state) == 0)
		return; /* the same state began when it began */
	if (!*state) {
		if (l)
			*l = t->links[--t->link_count];
		tui_dirty(t);
		return;
	}
	if (!l && t->link_count == LINKS_MAX)
		return;
	l = l ? l : &t->links[t->link_count++];
	since = goes_on ? l->since : since;
	memset(l, 0, sizeof *l);
	snprintf(l->name, sizeof l->name, "%s", name);
	snprintf(l->state, sizeof l->state, "%s", state);
	l->since = since;
	if (t->linear && strcmp(state, "ok") != 0 && !goes_on)
		tui_say(t, ROLE_WAIT, "link %s is %s", name, state);
	tui_dirty(t);
}

uint32_t tui_incident(const struct tui *t)
{
	return t->incident;
}

/* ---- Opening and closing ---- */

static bool utf8_locale(void)
{
	setlocale(LC_CTYPE, "");
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static bool env_on(const char *name)
{
	const char *v = getenv(name);
	return v && *v;
}

/* Types to try: the terminal's own name, then what nearly all terminals understand. */
static enum rc open_term(struct tui *t, const struct tui_options *o, struct err *err)
{
	const char *types[] = {getenv("TERM"), "xterm-256color", "vt100"};
	struct term_options to = {.in = STDIN_FILENO,
		.out = STDOUT_FILENO,
		.columns = o->columns,
		.rows = o->rows,
		.colours = o->colours,
		.ascii = t->ascii,
		.colorterm = getenv("COLORTERM"),
		.no_color = env_on("NO_COLOR")};
	enum rc rc = RC_UNKNOWN;
	for (size_t i = 0; rc != RC_OK && i < sizeof types / sizeof *types; i++) {
		to.type = types[i];
		rc = term_open(&to, &t->term, err);
		if (rc == RC_OK && i > 0)
			tui_say(t, ROLE_WAIT, "terminal type \"%s\" is unknown, drawing as for %s",
				types[0], types[i]);
	}
	return rc;
}

/* NULL when a screen is wanted and possible. */
static const char *why_linear(const struct tui_options *o)
{
	const char *type = getenv("TERM");
	if (o->linear)
		return "linear mode";
	if (!tty_is(STDIN_FILENO) || !tty_is(STDOUT_FILENO))
		return "not a terminal, so linear mode";
	if (!type || !*type || strcmp(type, "dumb") == 0)
		return "this terminal cannot place a cursor, so linear mode";
	return NULL;
}

struct str tui_auto_theme(void)
{
	const char *fgbg = getenv("COLORFGBG");
	const char *last = fgbg ? strrchr(fgbg, ';') : NULL;
	bool light = last && (strcmp(last, ";15") == 0 || strcmp(last, ";7") == 0);
	return light ? STR("light") : STR("dark");
}

static void pick_theme(struct tui *t, const struct tui_options *o)
{
	struct err err;
	if (tui_load_theme(t, o->theme ? str_z(o->theme) : tui_auto_theme(), &err) != RC_OK)
		tui_say(t, ROLE_ERR, "%s", err.text);
}

static void pick_incident(struct tui *t, uint32_t wanted)
{
	const struct board *b = tui_board(t);
	const struct incident *current = board_current(b);
	t->pane = panes_find(STR("home"));
	if (wanted && board_incident(b, wanted))
		tui_enter(t, wanted);
	else if (!wanted && current && board_open_count(b) == 1)
		tui_enter(t, current->number);
}

static enum rc start_screen(struct tui *t, const struct tui_options *o, struct err *err)
{
	enum rc rc = open_term(t, o, err);
	if (rc != RC_OK)
		return rc;
	pick_theme(t, o);
	rc = loop_watch(t->loop, STDIN_FILENO, LOOP_READ, on_input, t, err);
	if (rc == RC_OK)
		rc = loop_on_signal(t->loop, SIGWINCH, on_resize, t, err);
	if (rc == RC_OK)
		rc = loop_on_signal(t->loop, SIGTSTP, on_stop, t, err);
	if (rc == RC_OK)
		rc = loop_on_signal(t->loop, SIGCONT, on_continue, t, err);
	return rc;
}

static struct tui *make(struct engine *e, struct loop *l, const struct tui_options *o)
{
	struct tui *t = mem_alloc(sizeof *t);
	struct arena *a = arena_new();
	t->engine = e;
	t->loop = l;
	t->process = a;
	t->turn = arena_new();
	t->frame = arena_new();
	t->shown_arena = arena_new();
	t->stream_arena = arena_new();
	t->keymap = keymap_new(a);
	t->verb_count = world_verbs(a, &t->verbs);
	t->capabilities = o->capabilities ? o->capabilities : CAP_ALL;
	t->ascii = o->ascii || !utf8_locale();
	t->still = o->still || env_on("REDUCE_MOTION") ||
		   (env_on("WARROOM_MOTION") && strcmp(getenv("WARROOM_MOTION"), "off") == 0);
	t->frame_mark = env_on("WARROOM_FRAME_MARK");
	memcpy(t->alert, "!", 2);
	snprintf(t->me, sizeof t->me, "%s", o->actor ? o->actor : user_name(a));
	input_init(&t->input);
	prompt_init(&t->prompt);
	return t;
}

enum rc tui_open(struct engine *e, struct loop *l, const struct tui_options *o, tui_act_fn *act,
	void *self, struct tui **ret, struct err *err)
{
	struct tui *t = make(e, l, o);
	const char *why = why_linear(o);
	enum rc rc = RC_OK;
	static const int ends[] = {SIGTERM, SIGHUP, SIGINT};
	t->act = act;
	t->self = self;
	/* first of all: what is printed may be answered by a signal */
	for (size_t i = 0; rc == RC_OK && i < sizeof ends / sizeof *ends; i++)
		rc = loop_on_signal(l, ends[i], on_end, t, err);
	pick_incident(t, o->incident);
	if (rc == RC_OK && !why) {
		rc = start_screen(t, o, err);
		keep_fetch(t);
		if (rc == RC_UNKNOWN)
			why = "no terminal type fits, so linear mode";
	}
	if (why && (rc == RC_OK || rc == RC_UNKNOWN))
		rc = linear_open(t, o, why, err);
	if (rc != RC_OK) {
		tui_close(t);
		return rc;
	}
	engine_watch(e, pulse_changed, t);
	t->tick_timer = loop_after(l, US_PER_S, US_PER_S, pulse_tick, t);
	tui_dirty(t);
	*ret = t;
	return RC_OK;
}

void tui_close(struct tui *t)
{
	if (!t)
		return;
	editor_close(t);
	keep_store(t);
	notify_close(t);
	engine_unwatch(t->engine, pulse_changed, t);
	uint64_t timers[] = {
		t->esc_timer, t->menu_timer, t->paint_timer, t->tick_timer, t->confirm.timer};
	for (size_t i = 0; i < sizeof timers / sizeof *timers; i++)
		loop_cancel(t->loop, timers[i]);
	loop_unwatch(t->loop, STDIN_FILENO);
	loop_unwatch(t->loop, STDOUT_FILENO);
	bool screen = t->term && !term_gone(t->term);
	term_close(t->term);
	linear_close(t);
	if (screen)
		leave_last_words(t);
	board_free(t->past);
	input_clear(&t->input);
	prompt_clear(&t->prompt);
	arena_free(t->stream_arena);
	arena_free(t->shown_arena);
	arena_free(t->frame);
	arena_free(t->turn);
	arena_free(t->process);
	mem_free(t);
}
