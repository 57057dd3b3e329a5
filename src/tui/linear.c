/* linear.c: the console without a screen: lines are only appended, standard input is the prompt. */
#include <errno.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "doc/print.h"
#include "sys/clock.h"
#include "tui/promptline_internal.h"
#include "tui/tui_internal.h"
#include "view/view_header.h"

enum { LINEAR_LINE_MAX = EDIT_MAX, LINEAR_ROWS_MAX = 200 };

struct linear {
	char line[LINEAR_LINE_MAX];
	size_t n;
	bool overlong; /* the line so far is dropped up to its end */
	uint64_t said_seq;
	uint64_t
		wanted_seq; /* rows from this one on are to be said with the next breath; 0: none */
	/* What was spoken last, to speak again on change and at 5, 2 and 1 minutes. */
	int level;
	enum status status;
	instant due;
	int spoken_minutes;
};

static const char *now_hms(struct tui *t)
{
	instant now = clock_now();
	return time_hms(t->turn, now, zone_offset_min(engine_zone(t->engine), now));
}

/* Everything that is printed passes here: cleaned, one line, marked when something was hidden in it. */
static void put_line(struct tui *t, const char *at, struct str raw)
{
	struct utf8_clean c = utf8_clean(t->turn, raw, UTF8_LINE);
	struct str text = utf8_unmark(t->turn, c.text);
	printf("%s%s%s%.*s\n", at, *at ? " " : "", c.flags & UTF8_SUSPECT ? "!text: " : "",
		STR_ARG(text));
}

static void speak_state(struct tui *t)
{
	const struct incident *i = board_incident(tui_board(t), t->incident);
	struct header_facts f;
	instant now = clock_now();
	if (!i) {
		put_line(t, now_hms(t),
			str_fmt(t->turn, "STATE: %zu open. /declare starts one, /list shows them.",
				board_open_count(tui_board(t))));
		return;
	}
	view_header(t->turn, engine_policies(t->engine), i, now, &f);
	struct str said = view_header_spoken(t->turn, &f, now);
	put_line(t, now_hms(t), str_fmt(t->turn, "STATE: %.*s", STR_ARG(said)));
	t->linear->level = i->level;
	t->linear->status = i->status;
}

static void speak_row(struct tui *t, const struct row *r)
{
	instant at = r->entry ? r->entry->occurred : r->chat.occurred;
	const char *when = time_hms(t->turn, at, zone_offset_min(engine_zone(t->engine), at));
	/* of several incidents each row says which */
	const char *in = t->incident || !r->incident
				 ? ""
				 : arena_printf(t->turn, "INC-%u ", r->incident);
	if (r->incident && !board_incident(tui_board(t), r->incident))
		return; /* not for this person */
	if (r->entry) {
		put_line(t, when,
			str_fmt(t->turn, "%s%.*s %.*s: %.*s", in, STR_ARG(r->entry->label),
				STR_ARG(view_room_who(r->entry->actor)), STR_ARG(r->entry->text)));
		return;
	}
	struct str who = view_room_who(r->chat.nick.n ? r->chat.nick : r->chat.actor);
	if (str_eq_z(r->chat.how, "join") || str_eq_z(r->chat.how, "part") ||
		str_eq_z(r->chat.how, "quit"))
		return; /* comings and goings are noise to the ear */
	put_line(
		t, when, str_fmt(t->turn, "%s%.*s: %.*s", in, STR_ARG(who), STR_ARG(r->chat.text)));
}

/* Whoever reads the lines may go away: then there is nobody to speak to. */
static void say_out(struct tui *t)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		tui_quit(t, "nobody reads any more");
}

/* Rows of others come in batches, once a second: a screen reader is not cut off by every one of them. */
void linear_changed(struct tui *t, uint64_t from_seq)
{
	struct linear *l = t->linear;
	if (!l->wanted_seq || from_seq < l->wanted_seq)
		l->wanted_seq = from_seq;
}

/* At most LINEAR_ROWS_MAX rows behind a record; how many there were, and the last of them. */
static size_t speak_rows(struct tui *t, uint64_t after, uint64_t *ret_last)
{
	struct journal_window w = {.incident = t->incident ? t->incident : UINT32_MAX,
		.after_seq = after,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE,
		.limit = LINEAR_ROWS_MAX};
	struct rows rows = {0};
	if (engine_window(t->engine, &w, tui_board(t), t->turn, &rows, NULL) != RC_OK)
		return 0;
	for (size_t i = 0; i < rows.n; i++)
		speak_row(t, &rows.v[i]);
	if (rows.n)
		*ret_last = rows.v[rows.n - 1].seq;
	return rows.n;
}

void linear_catch_up(struct tui *t)
{
	struct linear *l = t->linear;
	const struct board *b = tui_board(t);
	if (!l->wanted_seq)
		return;
	uint64_t after = l->wanted_seq - 1 > l->said_seq ? l->wanted_seq - 1 : l->said_seq;
	l->wanted_seq = 0;
	while (speak_rows(t, after, &after) == LINEAR_ROWS_MAX)
		;
	l->said_seq = b->seq;
	const struct incident *i = board_incident(b, t->incident);
	if (i && (i->level != l->level || i->status != l->status))
		speak_state(t);
	say_out(t);
}

/* At 5, 2 and 1 minutes before a promise, and when it is late. */
void linear_tick(struct tui *t)
{
	static const int at_minutes[] = {5, 2, 1, 0};
	struct linear *l = t->linear;
	const struct incident *i = board_incident(tui_board(t), t->incident);
	struct header_facts f;
	instant now = clock_now();
	linear_catch_up(t);
	if (!i)
		return;
	view_header(t->turn, engine_policies(t->engine), i, now, &f);
	if (!f.promised)
		return;
	int due_now = 99;
	for (size_t k = 0; k < sizeof at_minutes / sizeof *at_minutes; k++) {
		if (f.due - now <= at_minutes[k] * US_PER_MIN)
			due_now = at_minutes[k];
	}
	if (f.due != l->due) { /* the first one was spoken with the state at the start */
		l->spoken_minutes = l->due == INSTANT_NONE ? due_now : 99;
		l->due = f.due;
	}
	if (due_now < l->spoken_minutes) {
		l->spoken_minutes = due_now;
		speak_state(t);
		say_out(t);
	}
}

void linear_notice(struct tui *t)
{
	put_line(t, now_hms(t), str_z(t->notice));
	say_out(t);
}

void linear_show(struct tui *t, const struct doc *d)
{
	struct print_opts o = {.width = 100, .ascii = t->ascii};
	struct str text;
	struct err err;
	if (print_text(t->turn, d, &o, &text, &err) != RC_OK) {
		put_line(t, "", str_z(err.text));
		return;
	}
	printf("%.*s%s", STR_ARG(text), str_ends(text, STR("\n")) ? "" : "\n");
	fflush(stdout);
}

/* ---- Input ---- */

static void refuse(struct tui *t, struct str line, size_t sign, const struct err *err)
{
	put_line(t, "refused:", str_z(err->text[0] ? err->text : err_default_text(err->rc)));
	if (sign && err->at >= 0) {
		struct str before = str_cut(line, 0, sign + (size_t)err->at);
		printf("  %.*s\n  %*s^\n", STR_ARG(utf8_plain(t->turn, line, UTF8_LINE)),
			(int)utf8_cells(utf8_plain(t->turn, before, UTF8_LINE)), "");
	}
}

static void take_line(struct tui *t, struct str line)
{
	struct err err = {.at = -1};
	size_t sign = promptline_sign(line);
	uint32_t was = t->incident;
	if (confirm_line(t, line) || !str_trim(line).n) {
		fflush(stdout);
		return;
	}
	if (sign && !tui_command(t, str_trim(str_cut(line, 1, line.n)), &err))
		refuse(t, line, sign, &err);
	else if (!sign)
		tui_say_chat(t, str_starts(line, STR("//")) ? str_cut(line, 1, line.n) : line);
	if (t->incident != was)
		speak_state(t);
	say_out(t);
}

static void take_bytes(struct tui *t, const char *p, size_t n)
{
	struct linear *l = t->linear;
	for (size_t i = 0; i < n && !t->leaving; i++) {
		if (p[i] != '\n') {
			if (l->n < LINEAR_LINE_MAX)
				l->line[l->n++] = p[i];
			else
				l->overlong = true;
			continue;
		}
		if (l->n && l->line[l->n - 1] == '\r')
			l->n--;
		if (l->overlong)
			put_line(t, "refused:", STR("that line is too long"));
		else
			take_line(t, str_n(l->line, l->n));
		l->n = 0;
		l->overlong = false;
	}
}

static void on_input(void *ctx, int fd, unsigned ready)
{
	struct tui *t = ctx;
	char bytes[4096];
	(void)ready;
	ssize_t n = read(fd, bytes, sizeof bytes);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	arena_reset(t->turn);
	if (n > 0) {
		take_bytes(t, bytes, (size_t)n);
		return;
	}
	loop_unwatch(t->loop, fd);
	if (t->linear->n)
		take_bytes(t, "\n", 1);
	tui_quit(t, "");
}

static void read_file(void *ctx)
{
	struct tui *t = ctx;
	on_input(t, STDIN_FILENO, LOOP_READ);
	if (!t->leaving)
		loop_after(t->loop, 0, 0, read_file, t);
}

static void on_reader(void *ctx, int fd, unsigned ready)
{
	struct tui *t = ctx;
	if (!(ready & LOOP_HANGUP))
		return;
	loop_unwatch(t->loop, fd);
	tui_quit(t, "nobody reads any more");
}

/* The newest rows, oldest of them first. */
static void speak_newest(struct tui *t, size_t n)
{
	struct journal_window w = {.incident = t->incident ? t->incident : UINT32_MAX,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE,
		.backwards = true,
		.limit = n};
	struct rows rows = {0};
	if (!n || engine_window(t->engine, &w, tui_board(t), t->turn, &rows, NULL) != RC_OK)
		return;
	for (size_t i = rows.n; i > 0; i--)
		speak_row(t, &rows.v[i - 1]);
}

/* Standard input is the prompt, unless only reading was asked for. */
static enum rc watch_input(struct tui *t, bool reads_only, struct err *err)
{
	struct err ignored;
	if (reads_only) { /* the end of a pipe is heard before the next line is lost in it */
		loop_watch(t->loop, STDOUT_FILENO, 0, on_reader, t, &ignored);
		return RC_OK;
	}
	if (loop_watch(t->loop, STDIN_FILENO, LOOP_READ, on_input, t, err) == RC_OK)
		return RC_OK;
	/* a plain file cannot be polled but is always ready */
	return loop_after(t->loop, 0, 0, read_file, t)
		       ? RC_OK
		       : err_set(err, RC_IO, "standard input cannot be read");
}

enum rc linear_open(struct tui *t, const struct tui_options *o, const char *why, struct err *err)
{
	static const char keys[] = "A line is said in the room, /verb is a command, /help lists "
				   "them, /leave ends.";
	t->linear = mem_alloc(sizeof *t->linear);
	t->linear->due = INSTANT_NONE;
	t->linear->spoken_minutes = 99;
	t->linear->said_seq = tui_board(t)->seq;
	t->still = true;
	if (!o->reads_only)
		put_line(t, "warroom:", str_fmt(t->turn, "%s. %s", why, keys));
	speak_newest(t, o->first_rows);
	speak_state(t);
	say_out(t);
	return watch_input(t, o->reads_only, err);
}

void linear_close(struct tui *t)
{
	if (t->linear)
		linear_catch_up(t);
	mem_free(t->linear);
	t->linear = NULL;
}
