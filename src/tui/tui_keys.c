/* tui_keys.c: what a key does: the key table says which act, this file carries it out. */
#include "tui/tui_internal.h"

#include "base/utf8.h"
#include "tui/find_internal.h"
#include "tui/scroll_internal.h"

static bool is_text(struct key k)
{
	return k.code == KEYCODE_CHAR && !k.mods && k.ch >= ' ';
}

/* On home an empty prompt leaves the arrows and Enter to the list. */
static bool home_list_key(const struct tui *t, struct key k)
{
	bool arrow = k.code == KEYCODE_UP || k.code == KEYCODE_DOWN || k.code == KEYCODE_ENTER;
	return arrow && !k.mods && t->pane->digit == '0' && !t->prompt.edit.n && !t->help;
}

static enum key_context context(const struct tui *t)
{
	if (t->focus == FOCUS_PROMPT)
		return KEYCTX_PROMPT;
	if (t->find_open)
		return KEYCTX_FIND;
	if (t->pane->form)
		return KEYCTX_FORM;
	if (t->vi)
		return KEYCTX_VI;
	return t->pane->timeline ? KEYCTX_TIMELINE : KEYCTX_LIST;
}

/* Letters typed anywhere become text in the prompt; they never act. */
static void type(struct tui *t, uint32_t ch)
{
	t->focus = FOCUS_PROMPT;
	t->find_open = false;
	prompt_type(&t->prompt, ch);
	tui_refresh_prompt(t);
}

/* Puts a command into the prompt; an unsent draft stays in the history. */
static void write_line(struct tui *t, struct str line)
{
	struct str draft = str_dup(t->turn, edit_text(&t->prompt.edit));
	history_add(&t->prompt.history, draft);
	prompt_set(&t->prompt, line);
	t->focus = FOCUS_PROMPT;
	tui_refresh_prompt(t);
}

/* "{selected}" in a line becomes the name of the marked row. */
static struct str with_selected(struct tui *t, struct str line)
{
	static const char mark[] = "{selected}";
	ptrdiff_t at = str_find(line, STR(mark));
	struct screen_state s;
	if (at < 0)
		return line;
	s = tui_state(t, t->drawn.columns, t->drawn.rows);
	struct pane_view v = pane_view_of(&s, t->turn, 0, 0);
	struct str name = t->pane->selected ? t->pane->selected(&v, t->info.list_key)
					    : (struct str){0};
	return str_fmt(t->turn, "%.*s%.*s%.*s", (int)at, line.p, STR_ARG(name),
		STR_ARG(str_cut(line, (size_t)at + sizeof mark - 1, line.n)));
}

/* ---- Choices ---- */

/* False: no choice has this key, it means what it means without the menu. */
static bool choose(struct tui *t, struct key k)
{
	struct str typed = str_z(key_print(t->turn, k));
	struct screen_state s = tui_state(t, t->drawn.columns, t->drawn.rows);
	for (const struct pane_choice *c = panes_choices(&s); c && c->key; c++) {
		if (str_eq_z(typed, c->key)) {
			struct str line = with_selected(t, str_z(c->line));
			write_line(t, str_fmt(t->turn, "/%.*s", STR_ARG(line)));
			return true;
		}
	}
	k.leader = LEADER_SPACE;
	const struct binding *b = keymap_find(t->keymap, context(t), k);
	if (!b)
		return false;
	if (b->how == KEY_HOW_BUILTIN)
		tui_run_key_act(t, b->act);
	else
		write_line(t, str_fmt(t->turn, "/%.*s", STR_ARG(with_selected(t, b->line))));
	return true;
}

/* ---- Forms ---- */

/* The line of the button that is marked; false when none is. */
static bool button_line(struct tui *t, struct str *ret_line)
{
	struct screen_state s = tui_state(t, t->drawn.columns, t->drawn.rows);
	struct pane_view v = pane_view_of(&s, t->turn, 0, 0);
	uint64_t key = t->lists[panes_index(t->pane)].key;
	return t->focus == FOCUS_LIST && t->pane->push && t->pane->push(&v, key, ret_line);
}

/* A button only writes; who reads the line decides with Enter. */
static void push_button(struct tui *t, struct str line)
{
	if (line.n)
		write_line(t, str_fmt(t->turn, "/%.*s", STR_ARG(line)));
	else
		tui_say(t, ROLE_TEXT, "there is nothing to apply: the answers are recorded");
}

static void step_value(struct tui *t, int direction)
{
	struct screen_state s = tui_state(t, t->drawn.columns, t->drawn.rows);
	struct pane_view v = pane_view_of(&s, t->turn, 0, 0);
	struct str line;
	uint64_t key = t->lists[panes_index(t->pane)].key;
	if (!t->pane->step)
		return;
	if (button_line(t, &line)) {
		if (direction > 0)
			push_button(t, line);
		return;
	}
	key = key ? key : 1;
	if (t->pane->step(&v, key, direction, edit_text(&t->prompt.edit), &line)) {
		prompt_set(&t->prompt, line);
		tui_refresh_prompt(t);
		return;
	}
	if (direction > 0) { /* a number: it is typed in the prompt */
		struct str name = t->pane->selected(&v, key);
		bool going = prompt_sign(&t->prompt) != 0;
		struct str draft = str_trim(edit_text(&t->prompt.edit));
		const char *verb = t->incident ? "/impact" : "/declare";
		write_line(t, going ? str_fmt(t->turn, "%.*s %.*s=", STR_ARG(draft), STR_ARG(name))
				    : str_fmt(t->turn, "%s %.*s=", verb, STR_ARG(name)));
	}
}

/* ---- One step out ---- */

/* The mark begins where the pane drew it: at the step in hand, at the newest row. */
static void into_list(struct tui *t)
{
	struct list *l = &t->lists[panes_index(t->pane)];
	t->focus = FOCUS_LIST;
	if (!l->follow && t->info.list_key) {
		l->key = t->info.list_key;
		l->at = t->info.list_at;
	}
}

static void step_out(struct tui *t)
{
	if (t->prompt.menu) {
		t->prompt.menu = t->prompt.cycling = false;
		t->prompt.menu_at = COMPLETE_MAX;
	} else if (t->shown) {
		t->shown = NULL;
	} else if (t->help) {
		t->help = false;
	} else if (t->bare) {
		t->bare = false;
		term_forget(t->term);
	} else if (t->find_open) {
		t->find_open = false;
	} else if (tui_stop_busy(t)) {
		return;
	} else if (t->focus == FOCUS_LIST && t->past) {
		tui_forget_past(t);
	} else if (t->focus == FOCUS_LIST) {
		t->focus = FOCUS_PROMPT;
	} else {
		into_list(t);
	}
}

static void open_row(struct tui *t)
{
	if (t->shown) {
		t->shown = NULL;
		return;
	}
	struct screen_state s = tui_state(t, t->drawn.columns, t->drawn.rows);
	const char *line = panes_open(&s);
	if (line && t->info.list_key && t->pane->writes)
		write_line(t, str_fmt(t->turn, "/%.*s", STR_ARG(with_selected(t, str_z(line)))));
	else if (line && t->info.list_key)
		tui_run_line(t, str_dup(t->turn, with_selected(t, str_z(line))));
}

static void next_pane(struct tui *t, int direction)
{
	size_t n = panes_count(), at = 0;
	for (size_t i = 0; i < n; i++)
		at = panes_at(i) == t->pane ? i : at;
	for (size_t i = 0; i < n; i++) {
		at = (at + (direction > 0 ? 1 : n - 1)) % n;
		const struct pane_type *p = panes_at(at);
		if (p->digit && p->digit != '0' && (t->incident || !p->needs_room)) {
			tui_go(t, p);
			t->focus = FOCUS_LIST;
			return;
		}
	}
}

/* The next thing that waits: its command stands in the prompt, ready to be read and sent. */
static void next_waiting(struct tui *t)
{
	const struct incident *i = board_incident(tui_board(t), t->incident);
	struct screen_state s = tui_state(t, t->drawn.columns, t->drawn.rows);
	struct str line = i ? view_room_answer(t->turn, s.policies, i, s.me, s.now, 0)
			    : (struct str){0};
	if (line.n && !t->prompt.edit.n)
		write_line(t, str_fmt(t->turn, "/%.*s", STR_ARG(line)));
	else
		tui_run_line(t, STR("next"));
}

/* With nothing typed the marked row's own text is opened, where the pane has one. */
static void open_editor(struct tui *t)
{
	struct screen_state s = tui_state(t, t->drawn.columns, t->drawn.rows);
	struct pane_view v = pane_view_of(&s, t->turn, 0, 0);
	struct str text, line;
	if (!t->prompt.edit.n && t->pane->edits && t->pane->edits(&v, v.list.key, &text, &line))
		editor_open_row(t, text, line);
	else
		editor_open(t);
}

static void stop_typing_find(struct tui *t)
{
	t->find_typing = false;
	if (!t->find_n) {
		t->find_open = false;
		return;
	}
	t->focus = FOCUS_LIST;
	find_run(t);
}

/* The row under the mouse is marked, as the arrows would. */
static void click(struct tui *t)
{
	uint64_t key = t->click_row < FRAME_ROWS_MAX ? t->info.row_key[t->click_row] : 0;
	struct list *l = &t->lists[panes_index(t->pane)];
	if (!key || t->help || t->shown)
		return;
	l->key = key;
	l->follow = false;
	t->focus = FOCUS_LIST;
}

static void look_beside(struct tui *t, enum key_act act)
{
	struct err err;
	enum rc rc = act == KEY_ACT_LATE ? tui_show_late(t, &err) : tui_compare(t, &err);
	if (rc != RC_OK)
		tui_say(t, ROLE_ERR, "%s", err.text);
}

bool tui_run_key_act(struct tui *t, enum key_act act)
{
	struct str line;
	bool changed = false;
	if (scroll_act(t, act))
		return true;
	switch ((int)act) {
	case KEY_ACT_SUBMIT:
		/* the key that takes a button is not the key that runs its line */
		if (button_line(t, &line))
			tui_say(t, ROLE_TEXT, "Space takes this button; Enter then runs its line");
		else
			tui_submit_draft(t);
		return true;
	case KEY_ACT_OUT:
		step_out(t);
		return true;
	case KEY_ACT_HELP:
		t->help = !t->help;
		t->help_top = 0;
		t->help_filter[0] = 0;
		return true;
	case KEY_ACT_HISTORY_SEARCH:
		prompt_search(&t->prompt);
		t->focus = FOCUS_PROMPT;
		return true;
	case KEY_ACT_OPEN:
		open_row(t);
		return true;
	case KEY_ACT_CLICK:
		click(t);
		return true;
	case KEY_ACT_NEXT_PANE:
	case KEY_ACT_PREVIOUS_PANE:
		next_pane(t, act == KEY_ACT_NEXT_PANE ? 1 : -1);
		return true;
	case KEY_ACT_CHOICES:
		t->menu_leader = true;
		return true;
	case KEY_ACT_CHOOSE:
	case KEY_ACT_NEXT_VALUE:
		step_value(t, 1);
		return true;
	case KEY_ACT_PREVIOUS_VALUE:
		step_value(t, -1);
		return true;
	case KEY_ACT_FIND:
		t->find_open = t->find_typing = true;
		t->find_n = t->find_count = t->find_at = 0;
		return true;
	case KEY_ACT_FIND_NEXT:
	case KEY_ACT_FIND_PREVIOUS:
		find_step(t, act == KEY_ACT_FIND_NEXT ? 1 : -1);
		return true;
	case KEY_ACT_COPY:
		tui_copy_row(t);
		return true;
	case KEY_ACT_LATE:
	case KEY_ACT_COMPARE:
		look_beside(t, act);
		return true;
	case KEY_ACT_EDITOR:
		open_editor(t);
		return true;
	case KEY_ACT_SAY_HOW_TO_LEAVE:
		if (t->prompt.edit.n)
			prompt_act(&t->prompt, KEY_ACT_DELETE_CHAR, &changed);
		else
			tui_say(t, ROLE_TEXT,
				"/leave leaves the console; incidents stay as they are");
		tui_refresh_prompt(t);
		return true;
	case KEY_ACT_REDRAW:
		term_forget(t->term);
		return true;
	case KEY_ACT_SUSPEND:
		tui_suspend(t);
		return true;
	case KEY_ACT_CLEAR:
		if (tui_stop_busy(t))
			return true;
		if (!t->prompt.edit.n)
			tui_say(t, ROLE_TEXT,
				"/leave leaves the console; Ctrl-C only clears the line");
		break;
	default:
		break;
	}
	if (!prompt_act(&t->prompt, act, &changed))
		return false;
	t->focus = FOCUS_PROMPT;
	if (changed)
		tui_refresh_prompt(t);
	return true;
}

/* ---- Places that take keys before the table does ---- */

static bool searching_key(struct tui *t, struct key k)
{
	if (!t->prompt.searching)
		return false;
	if (is_text(k))
		prompt_search_type(&t->prompt, k.ch);
	else if (k.code == KEYCODE_BACKSPACE)
		prompt_search_type(&t->prompt, 0);
	else if (k.code == KEYCODE_CHAR && k.mods == KEYMOD_CTRL && k.ch == 'r')
		prompt_search(&t->prompt);
	else
		prompt_search_end(&t->prompt);
	tui_refresh_prompt(t);
	/* any key that is not part of the search ends it and is then itself; Enter and Esc only end it */
	return t->prompt.searching || k.code == KEYCODE_ENTER || k.code == KEYCODE_ESC;
}

static bool finding_key(struct tui *t, struct key k)
{
	struct buf b;
	if (!t->find_typing)
		return false;
	buf_init(&b, t->turn, 8);
	if (is_text(k)) {
		utf8_encode(&b, k.ch);
		if (t->find_n + b.n <= SEARCH_MAX) {
			memcpy(t->find + t->find_n, b.p, b.n);
			t->find_n += b.n;
		}
	} else if (k.code == KEYCODE_BACKSPACE) {
		t->find_n -= utf8_prev(str_n(t->find, t->find_n));
	} else if (k.code == KEYCODE_ENTER) {
		stop_typing_find(t);
	} else {
		t->find_typing = t->find_open = false;
	}
	return true;
}

static bool help_key(struct tui *t, struct key k)
{
	size_t n = strlen(t->help_filter);
	if (!t->help)
		return false;
	if (is_text(k) && k.ch == '?') {
		t->help = false;
	} else if (is_text(k) && k.ch < 0x7F && n + 1 < sizeof t->help_filter) {
		t->help_filter[n] = (char)k.ch;
		t->help_filter[n + 1] = 0;
		t->help_top = 0;
	} else if (k.code == KEYCODE_BACKSPACE && n) {
		t->help_filter[n - 1] = 0;
	} else {
		return false;
	}
	return true;
}

static void run_binding(struct tui *t, const struct binding *b)
{
	struct str line = str_dup(t->turn, with_selected(t, b->line));
	if (b->how == KEY_HOW_BUILTIN)
		tui_run_key_act(t, b->act);
	else if (b->how == KEY_HOW_WRITE)
		write_line(t, str_fmt(t->turn, "/%.*s", STR_ARG(line)));
	else if (str_eq_z(line, "next"))
		next_waiting(t);
	else
		tui_run_line(t, line);
}

/* "?" is help only while nothing is typed; in the prompt with text it is a sign like any other. */
static bool means_itself(const struct tui *t, const struct binding *b, struct key k)
{
	return is_text(k) && b->act == KEY_ACT_HELP && t->prompt.edit.n > 0;
}

static void table_key(struct tui *t, struct key k)
{
	k.leader = t->leader;
	t->leader = LEADER_NONE;
	enum key_context here = home_list_key(t, k) ? KEYCTX_LIST : context(t);
	const struct binding *b = keymap_find(t->keymap, here, k);
	if (b && !means_itself(t, b, k)) {
		run_binding(t, b);
		return;
	}
	if (k.leader != LEADER_NONE)
		return;
	int leader = key_as_leader(k);
	if (leader == LEADER_CTRL_X && keymap_has_leader(t->keymap, context(t), leader)) {
		t->leader = leader;
		return;
	}
	if (is_text(k)) {
		type(t, k.ch);
	} else if (k.code == KEYCODE_CHAR && k.mods == KEYMOD_ALT) { /* Esc, then the key */
		tui_key(t, (struct key){.code = KEYCODE_ESC});
		k.mods = 0;
		tui_key(t, k);
	}
}

void tui_key(struct tui *t, struct key k)
{
	if (k.code == KEYCODE_CLICK) { /* the row goes beside the key: the table knows one click */
		t->click_row = k.ch ? k.ch - 1 : 0;
		k.ch = 0;
	}
	t->notice[0] = 0;
	tui_dirty(t);
	if (confirm_key(t, k))
		return;
	if (t->menu_leader) {
		t->menu_leader = false;
		if (k.code == KEYCODE_ESC || (is_text(k) && choose(t, k)))
			return;
	}
	if (searching_key(t, k) || finding_key(t, k) || help_key(t, k))
		return;
	table_key(t, k);
}

void tui_paste(struct tui *t, struct str text, bool cut)
{
	enum { LONG_PASTE = 400 };
	t->notice[0] = 0;
	t->focus = FOCUS_PROMPT;
	t->prompt.cycling = false;
	bool fits = edit_insert(&t->prompt.edit, text);
	if (cut || !fits)
		tui_say(t, ROLE_WAIT, "the paste was longer than a line may be and was cut");
	else if (text.n > LONG_PASTE)
		tui_say(t, ROLE_TEXT, "%zu bytes pasted, nothing is sent before Enter", text.n);
	tui_refresh_prompt(t);
	tui_dirty(t);
}
