/* tui_acts.c: the acts that are the console's own: views, themes, keys, the past, suspend, copy, leave. */
#include <signal.h>
#include <unistd.h>

#include "base/utf8.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/paths.h"
#include "tui/find_internal.h"
#include "tui/filter_internal.h"
#include "tui/header_internal.h"
#include "tui/scroll_internal.h"
#include "tui/tui_internal.h"
#include "view/view_compare.h"
#include "view/view_header.h"

enum { THEME_FILE_MAX = 65536 };

static void keep_text(char *to, size_t max, struct str text)
{
	size_t n = utf8_floor(text, text.n < max - 1 ? text.n : max - 1);
	memset(to, 0, max);
	if (n)
		memcpy(to, text.p, n);
}

/* ---- Themes ---- */

static bool theme_text(void *self, struct str name, struct str *ret)
{
	struct tui *t = self;
	struct str file = str_fmt(t->turn, "themes/%.*s.theme", STR_ARG(name));
	const char *path = paths_find(t->turn, str_to_z(t->turn, file));
	return path && file_read(t->turn, path, THEME_FILE_MAX, ret, NULL) == RC_OK;
}

enum rc tui_load_theme(struct tui *t, struct str name, struct err *err)
{
	struct theme theme;
	struct theme_problems problems = {0};
	struct str text;
	if (theme_text(t, name, &text)) {
		const char *file = arena_printf(t->turn, "%.*s.theme", STR_ARG(name));
		theme_parse(t->turn, file, text, theme_text, t, &theme, &problems);
	} else if (!theme_builtin(name, &theme)) {
		struct file_names names = {0};
		struct buf b;
		buf_init(&b, t->turn, 400);
		paths_list(t->turn, "themes", ".theme", &names, NULL);
		for (size_t i = 0; i < names.n; i++)
			buf_addf(&b, " %.*s", (int)names.v[i].n - 6, names.v[i].p);
		return err_set(err, RC_UNKNOWN, "there is no theme %.*s; there are:%s",
			STR_ARG(str_cut(name, 0, 40)), buf_z(&b));
	}
	memcpy(t->alert, theme.alert, sizeof t->alert);
	if (t->term)
		term_theme(t->term, &theme);
	if (problems.v.n)
		tui_say(t, ROLE_WAIT, "%.*s", STR_ARG(problems.v.v[0]));
	return RC_OK;
}

static enum rc theme_act(struct tui *t, const struct act *act, struct err *err)
{
	struct file_names names = {0};
	if (act->name.n)
		return tui_load_theme(t, act->name, err);
	struct doc *d = doc_new(t->shown_arena);
	doc_rule(d, STR("themes"));
	paths_list(t->shown_arena, "themes", ".theme", &names, NULL);
	for (size_t i = 0; i < names.n; i++)
		doc_item(d, -1, str_cut(names.v[i], 0, names.v[i].n - 6));
	doc_rule(d, STR("roles as they look now"));
	for (int r = 0; r < ROLE_COUNT; r++)
		doc_paraf(d, (enum doc_role)r, "%s", doc_role_name((enum doc_role)r));
	tui_show(t, d);
	return RC_OK;
}

/* ---- Keys ---- */

static enum rc bind_act(struct tui *t, const struct act *act, struct err *err)
{
	struct str old = {0};
	if (!act->name.n) {
		struct doc *d = doc_new(t->shown_arena);
		keymap_help(t->keymap, d);
		tui_show(t, d);
		return RC_OK;
	}
	return keymap_bind(t->keymap, KEYCTX_ANY, act->name, act->text, &old, err);
}

/* ---- Views ---- */

static enum rc set_filter(struct tui *t, struct str text, struct err *err)
{
	struct filter f;
	enum rc rc = filter_parse(t->turn, text, clock_now(), &f, err);
	if (rc != RC_OK)
		return rc;
	keep_text(t->filter, sizeof t->filter, text);
	tui_go(t, panes_find(STR("timeline")));
	return RC_OK;
}

static enum rc view_act(struct tui *t, const struct act *act, struct err *err)
{
	const struct pane_type *p = panes_find(act->name);
	if (!p)
		return err_set(err, RC_UNKNOWN, "there is no view %.*s", STR_ARG(act->name));
	if (p->needs_room && !t->incident && !t->last_incident)
		return err_set(
			err, RC_STATE, "no incident is open here: /join one or /declare one");
	tui_go(t, p);
	if (act->text.n && strcmp(p->name, "help") == 0)
		keep_text(t->help_filter, sizeof t->help_filter, act->text);
	else if (act->text.n)
		return set_filter(t, act->text, err);
	return RC_OK;
}

enum rc tui_look_back(struct tui *t, instant at, struct err *err)
{
	struct board *then;
	enum rc rc = engine_board_at(t->engine, at, &then, err);
	if (rc != RC_OK)
		return rc;
	tui_forget_past(t);
	t->past = then;
	t->past_at = at;
	t->lists[panes_index(panes_find(STR("timeline")))].follow = true;
	return RC_OK;
}

/* Linear mode says in words what the screen shows in its header. */
static void say_past(struct tui *t)
{
	const struct incident *i = tui_looked_at(t);
	struct header_facts f;
	const char *at = time_hms(
		t->turn, t->past_at, zone_offset_min(engine_zone(t->engine), t->past_at));
	if (!t->linear)
		return;
	if (i)
		view_header(t->turn, engine_policies(t->engine), i, t->past_at, &f);
	tui_say(t, ROLE_PAST, "PAST %s. %.*s %zu events. Say /live to return.", at,
		STR_ARG(i ? view_header_spoken(t->turn, &f, t->past_at)
			  : STR("Not yet recorded then.")),
		i ? i->entries.n : 0);
}

static void say_help(struct tui *t)
{
	struct screen_state s = tui_state(t, 80, 24);
	struct pane_parts parts = {0};
	s.help = true;
	s.pane = panes_find(STR("help"));
	struct pane_view v = pane_view_of(&s, t->turn, 80, 24);
	s.pane->content(&v, &parts);
	linear_show(t, parts.main);
}

static enum rc at_act(struct tui *t, struct str text, struct err *err)
{
	const struct incident *i = board_incident(tui_board(t), t->incident);
	struct time_ctx ctx = {.now = t->past ? t->past_at : clock_now(),
		.zero = i ? incident_zero(i) : INSTANT_NONE,
		.zone = engine_zone(t->engine)};
	struct stamp at;
	enum rc rc = t->incident ? time_parse(text, &ctx, &at, err)
				 : err_set(err, RC_STATE, "/join an incident first");
	if (rc == RC_OK)
		rc = tui_look_back(t, at.at, err);
	if (rc == RC_OK) {
		tui_go(t, panes_find(STR("timeline")));
		say_past(t);
	}
	return rc;
}

static enum rc must_look_back(const struct tui *t, struct err *err)
{
	return t->past ? RC_OK
		       : err_set(err, RC_STATE, "you look at now; `/at TIME` goes back first");
}

enum rc tui_show_late(struct tui *t, struct err *err)
{
	enum rc rc = must_look_back(t, err);
	if (rc == RC_OK && t->linear)
		return tui_compare(t, err); /* it lists them */
	if (rc == RC_OK)
		t->late = !t->late;
	return rc;
}

enum rc tui_compare(struct tui *t, struct err *err)
{
	const struct incident *live = board_incident(tui_board(t), t->incident);
	enum rc rc = must_look_back(t, err);
	struct compare c;
	if (rc == RC_OK && !live)
		rc = err_set(err, RC_STATE, "/join an incident first");
	if (rc != RC_OK)
		return rc;
	compare_of(t->turn, engine_policies(t->engine), tui_looked_at(t), live, t->past_at,
		clock_now(), &c);
	tui_show(t, view_compare(t->turn, &c, engine_zone(t->engine)));
	snprintf(t->shown_title, sizeof t->shown_title, "compare");
	return RC_OK;
}

/* ---- The screen ---- */

/* What the marked row says: the pane knows, or it is an event, or a line of chat. */
static struct str marked_words(struct tui *t)
{
	const struct incident *i = tui_looked_at(t);
	const struct incident *live = board_incident(tui_board(t), t->incident);
	const struct entry *e = i ? incident_entry(i, t->info.list_key) : NULL;
	if (t->pane->copy) {
		struct screen_state state = tui_state(t, t->drawn.columns, t->drawn.rows);
		struct pane_view v = pane_view_of(&state, t->turn, 0, 0);
		/* cppcheck-suppress returnDanglingLifetime ; the words live in the turn arena */
		return t->pane->copy(&v, t->info.list_key);
	}
	if (!e && t->late && live)
		e = incident_entry(live, t->info.list_key);
	if (e)
		return e->text;
	struct stream s = tui_stream(t, t->turn, 400);
	for (size_t k = 0; k < s.n; k++) {
		if (s.v[k].seq == t->info.list_key)
			return s.v[k].text;
	}
	return (struct str){0};
}

void tui_copy_row(struct tui *t)
{
	struct str text = marked_words(t);
	struct err err;
	if (!text.n) {
		tui_say(t, ROLE_ERR,
			t->pane->copy ? "there is nothing here to copy"
				      : "no row is marked: Esc, then the arrows");
		return;
	}
	text = utf8_plain(t->turn, text, UTF8_LINE);
	const char *dir = paths_data_dir(t->turn), *file = file_join(t->turn, dir, "yank");
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	struct buf b;
	buf_init(&b, t->turn, 74000);
	buf_add_z(&b, "\x1b]52;c;");
	for (size_t k = 0; k < text.n; k += 3) {
		uint32_t three = 0;
		size_t have = text.n - k < 3 ? text.n - k : 3;
		for (size_t n = 0; n < 3; n++)
			three = three << 8 | (n < have ? (unsigned char)text.p[k + n] : 0);
		for (size_t n = 0; n < 4; n++)
			buf_add_ch(&b, n <= have ? digits[three >> (18 - 6 * n) & 63] : '=');
	}
	buf_add_z(&b, "\x1b\\");
	if (t->term && !b.over)
		term_raw(t->term, buf_str(&b));
	bool kept = file_mkdirs(dir, 0700, &err) == RC_OK &&
		    file_write(file, text, 0600, &err) == RC_OK;
	tui_say(t, ROLE_TEXT, "copied to the terminal's clipboard if it allows it%s%s",
		kept ? ", and to " : "", kept ? file : "");
}

static struct str status_line(struct tui *t)
{
	const struct board *b = tui_board(t);
	const struct incident *i = t->incident ? board_incident(b, t->incident) : board_current(b);
	struct header_facts f;
	instant now = clock_now();
	if (!i || !incident_is_open(i))
		return STR("no incident is open");
	view_header(t->turn, engine_policies(t->engine), i, now, &f);
	return view_header_spoken(t->turn, &f, now);
}

void tui_suspend(struct tui *t)
{
	if (!t->term)
		return;
	struct str line = utf8_plain(t->turn, status_line(t), UTF8_LINE);
	term_leave(t->term);
	printf("%.*s  `fg` returns.\n", STR_ARG(line));
	fflush(stdout);
	kill(0, SIGSTOP); /* the whole job, as Ctrl-Z at a shell would */
	term_return(t->term);
	tui_dirty(t);
}

void tui_quit(struct tui *t, const char *why)
{
	struct act act = {.type = ACT_QUIT, .text = str_z(why)};
	struct err err;
	if (t->leaving)
		return;
	t->leaving = true;
	t->act(t->self, &act, &err);
}

static enum rc save_screen(struct tui *t, struct str file, struct err *err)
{
	if (!t->drawn.cells)
		return err_set(err, RC_STATE, "nothing is drawn yet");
	const char *path = str_to_z(t->turn, file);
	if (file_exists(path))
		return err_set(err, RC_STATE, "%s is there already; name a new file", path);
	return file_write(path, grid_text(t->turn, &t->drawn), 0600, err);
}

static enum rc mute_act(struct tui *t, struct str text, struct err *err)
{
	duration d = 30 * US_PER_MIN;
	enum rc rc = text.n ? duration_parse(text, &d, err) : RC_OK;
	if (rc != RC_OK)
		return rc;
	attention_mute(&t->bells, clock_now() + d);
	tui_say(t, ROLE_TEXT, "quiet for %s but for late promises and raised severity",
		duration_short(t->turn, d));
	return RC_OK;
}

static enum rc find_act(struct tui *t, struct str text)
{
	t->find_open = true;
	t->find_typing = !text.n;
	t->find_n = text.n < SEARCH_MAX ? text.n : SEARCH_MAX;
	if (t->find_n) {
		memcpy(t->find, text.p, t->find_n);
		find_run(t);
	}
	return RC_OK;
}

static enum rc screen_act(struct tui *t, const struct act *act, struct err *err)
{
	struct str n = act->name;
	if (str_eq_z(n, "at"))
		return at_act(t, act->text, err);
	if (str_eq_z(n, "filter"))
		return set_filter(t, act->text, err);
	if (str_eq_z(n, "find"))
		return find_act(t, act->text);
	if (str_eq_z(n, "mute"))
		return mute_act(t, act->text, err);
	if (str_eq_z(n, "late"))
		return tui_show_late(t, err);
	if (str_eq_z(n, "compare"))
		return tui_compare(t, err);
	if (str_eq_z(n, "screen"))
		return save_screen(t, act->text, err);
	if (str_eq_z(n, "live")) {
		tui_forget_past(t);
		scroll_live(t);
		scroll_all_seen(t);
		if (t->linear)
			tui_say(t, ROLE_TEXT, "LIVE again.");
	} else if (str_eq_z(n, "unread")) {
		tui_go(t, panes_find(STR("room")));
		if (!scroll_unread(t))
			tui_say(t, ROLE_TEXT, "you have seen everything");
	} else if (str_eq_z(n, "do")) {
		t->focus = FOCUS_LIST;
		t->menu_leader = true;
	} else if (str_eq_z(n, "yank")) {
		tui_copy_row(t);
	} else if (str_eq_z(n, "edit")) {
		editor_open(t);
	} else if (str_eq_z(n, "bare")) {
		t->bare = !t->bare;
	} else if (str_eq_z(n, "redraw") && t->term) {
		term_forget(t->term);
	} else if (str_eq_z(n, "suspend")) {
		tui_suspend(t);
	} else if (str_eq_z(n, "history")) {
		prompt_search(&t->prompt);
	}
	return RC_OK;
}

static enum rc quit_act(struct tui *t, struct str how, struct err *err)
{
	enum rc rc = how.n ? RC_OK : leave_may(t, err);
	if (rc == RC_OK)
		tui_quit(t, "");
	return rc;
}

enum rc tui_do_act(struct tui *t, const struct act *act, struct err *err)
{
	tui_dirty(t);
	switch ((int)act->type) {
	case ACT_VIEW:
		if (t->linear && str_eq_z(act->name, "help")) {
			say_help(t);
			return RC_OK;
		}
		return view_act(t, act, err);
	case ACT_THEME:
		return theme_act(t, act, err);
	case ACT_BIND:
		return bind_act(t, act, err);
	case ACT_SCREEN:
		return screen_act(t, act, err);
	case ACT_SAY:
		if (!t->incident)
			return err_set(err, RC_STATE, "/join an incident or /declare one first");
		return engine_say(t->engine, str_z(t->me), t->incident, act->text, err);
	case ACT_QUIT:
		return quit_act(t, act->text, err);
	default: /* the app's; it keeps the options and hands ours back through tui_act */
		return t->act(t->self, act, err);
	}
}

/* ---- Options ---- */

static enum rc set_theme(struct tui *t, struct str value, struct err *err)
{
	return tui_load_theme(t, str_eq_z(value, "auto") ? tui_auto_theme() : value, err);
}

static enum rc set_mute(struct tui *t, struct str value, struct err *err)
{
	duration d = 0;
	enum rc rc = duration_parse(value, &d, err);
	if (rc == RC_OK)
		attention_mute(&t->bells, clock_now() + d);
	return rc;
}

static enum rc set_option(struct tui *t, struct str name, struct str value, struct err *err)
{
	bool on = str_eq_z(value, "on");
	tui_dirty(t);
	if (str_eq_z(name, "theme"))
		return set_theme(t, value, err);
	if (str_eq_z(name, "mute"))
		return set_mute(t, value, err);
	if (str_eq_z(name, "motion")) {
		t->still = !on;
	} else if (str_eq_z(name, "vi")) {
		t->vi = on;
	} else if (str_eq_z(name, "bell")) {
		t->silent = !on;
	} else if (str_eq_z(name, "notify")) {
		notify_set(t, value);
	} else if (str_eq_z(name, "mouse") && t->term) {
		term_mouse(t->term, on);
	} else if (str_eq_z(name, "ascii")) {
		t->ascii = on;
		if (t->term)
			term_ascii(t->term, on);
	} else if (str_eq_z(name, "colors")) {
		tui_say(t, ROLE_TEXT, "colors counts from the next start");
	}
	return RC_OK;
}

enum rc tui_act(struct tui *t, const struct act *act, struct err *err)
{
	bool ours = act->type == ACT_VIEW || act->type == ACT_THEME || act->type == ACT_BIND ||
		    act->type == ACT_SAY || act->type == ACT_SCREEN;
	if (act->type == ACT_SET)
		return set_option(t, act->name, act->text, err);
	if (!ours)
		return err_set(err, RC_USAGE, "that is not the console's to do");
	return tui_do_act(t, act, err);
}
