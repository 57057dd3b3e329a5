/* confirm.c: asks before a line is recorded that weighs something: buttons, or the incident's number and ten seconds. */
#include "tui/confirm_internal.h"

#include "base/utf8.h"
#include "sys/clock.h"
#include "sys/tty.h"
#include "tui/scroll_internal.h"
#include "tui/tui_internal.h"
#include "view/view_confirm.h"

#include <unistd.h>

/* ---- Words ---- */

struct str confirm_label(struct arena *a, const struct confirm_look *c)
{
	return c->stage == CONFIRM_NUMBER
		       ? str_fmt(a, "type %u to %.*s> ", c->incident, STR_ARG(c->verb))
		       : (struct str){0};
}

const struct doc *confirm_doc(struct arena *a, const struct confirm_look *c)
{
	struct doc *d = doc_new(a);
	struct doc_block *p = doc_para(d, (struct str){0});
	switch (c->stage) {
	case CONFIRM_BUTTONS:
		doc_span(d, p, c->apply ? ROLE_HEAD : ROLE_SEL,
			c->apply ? STR(" [ Back ] ") : STR(">[ Back ] "));
		doc_span(d, p, ROLE_TEXT, STR("  "));
		doc_span(d, p, c->apply ? ROLE_SEL : ROLE_HEAD,
			c->apply ? STR(">[ Apply ] ") : STR(" [ Apply ] "));
		break;
	case CONFIRM_NUMBER:
		doc_spanf(d, p, ROLE_WAIT,
			"Type %u and Enter; then %d seconds run before it is recorded.",
			c->incident, CONFIRM_HOLD_S);
		break;
	case CONFIRM_HOLD:
		doc_spanf(d, p, ROLE_SEV2, "%.*s INC-%u in %d s.  Esc stops it.", STR_ARG(c->verb),
			c->incident, c->seconds);
		break;
	case CONFIRM_NONE:
		break;
	}
	return d;
}

bool confirm_is_number(struct str typed, uint32_t incident)
{
	struct str s = str_trim(typed);
	uint64_t n;
	if (s.n > 4 && str_ieq(str_cut(s, 0, 4), STR("INC-")))
		s = str_cut(s, 4, s.n);
	return str_to_u64(s, UINT32_MAX, &n) && n == incident;
}

struct confirm_look confirm_look(const struct tui *t)
{
	const struct confirm *c = &t->confirm;
	duration left = c->stage == CONFIRM_HOLD ? c->until - clock_mono() : 0;
	return (struct confirm_look){.stage = c->stage,
		.apply = c->apply,
		.incident = c->incident,
		.verb = str_z(c->verb),
		.seconds = left > 0 ? (int)((left + US_PER_S - 1) / US_PER_S) : 0};
}

/* ---- Opening ---- */

/* The heaviest that lines of this verb may be; scripts that feed a linear console are not asked. */
static enum care heaviest(const struct tui *t, struct str line)
{
	const struct command *c;
	ptrdiff_t end = str_find_ch(line, ' ');
	struct str verb = str_cut(line, 0, end < 0 ? line.n : (size_t)end);
	if (t->linear && !tty_is(STDIN_FILENO))
		return CARE_NONE;
	return command_find(verb, DOOR_CONSOLE, &c, NULL) == RC_OK ? c->care : CARE_NONE;
}

static enum rc show(struct tui *t, struct str line, const struct answer *would, struct err *err)
{
	struct board *with = NULL;
	const struct incident *before = board_incident(tui_board(t), would->incident);
	enum rc rc = engine_board_with(t->engine, would->events, would->event_count, &with, err);
	const struct incident *after = rc == RC_OK ? board_incident(with, would->incident) : NULL;
	if (rc == RC_OK && (!before || !after))
		rc = err_set(err, RC_STATE, "INC-%u is not there", would->incident);
	if (rc == RC_OK) {
		struct confirm_ask ask = {.policies = engine_policies(t->engine),
			.before = before,
			.after = after,
			.reply = would->reply,
			.now = clock_now(),
			.zone = engine_zone(t->engine)};
		tui_show(t, view_confirm(t->turn, &ask));
		snprintf(t->shown_title, sizeof t->shown_title, "%.*s",
			(int)utf8_floor(line, line.n < sizeof t->shown_title
						      ? line.n
						      : sizeof t->shown_title - 1),
			line.p);
	}
	board_free(with);
	return rc;
}

static void say_question(struct tui *t)
{
	const struct confirm *c = &t->confirm;
	if (!t->linear)
		return;
	if (c->care == CARE_TYPED)
		tui_say(t, ROLE_WAIT, "Type %u to %s INC-%u. Any other line goes back.",
			c->incident, c->verb, c->incident);
	else
		tui_say(t, ROLE_WAIT, "Type apply to do it. Any other line goes back.");
}

static void open(struct tui *t, struct str line, const struct answer *would)
{
	struct confirm *c = &t->confirm;
	ptrdiff_t end = str_find_ch(line, ' ');
	struct str verb = str_cut(line, 0, end < 0 ? line.n : (size_t)end);
	*c = (struct confirm){.care = would->care, .incident = would->incident};
	c->stage = would->care == CARE_TYPED ? CONFIRM_NUMBER : CONFIRM_BUTTONS;
	snprintf(c->line, sizeof c->line, "%.*s", STR_ARG(line));
	snprintf(c->verb, sizeof c->verb, "%.*s", STR_ARG(verb));
	t->focus = c->stage == CONFIRM_NUMBER ? FOCUS_PROMPT : FOCUS_LIST;
	say_question(t);
	tui_dirty(t);
}

bool confirm_takes(struct tui *t, struct str line, enum rc *ret_rc, struct err *err)
{
	struct answer would = {0};
	*ret_rc = RC_OK;
	if (heaviest(t, line) < CARE_PREVIEW || line.n > EDIT_MAX)
		return false;
	*ret_rc = tui_rehearse(t, line, &would, err);
	if (*ret_rc != RC_OK || would.care < CARE_PREVIEW || !would.event_count)
		return false;
	*ret_rc = show(t, line, &would, err);
	if (*ret_rc == RC_OK)
		open(t, line, &would);
	return *ret_rc == RC_OK;
}

/* ---- Ending ---- */

static void end(struct tui *t)
{
	loop_cancel(t->loop, t->confirm.timer);
	t->confirm.timer = 0;
	t->confirm.stage = CONFIRM_NONE;
	t->shown = NULL;
	t->focus = FOCUS_PROMPT;
	tui_dirty(t);
}

void confirm_stop(struct tui *t)
{
	if (t->confirm.stage == CONFIRM_NONE)
		return;
	if (t->confirm.stage == CONFIRM_NUMBER)
		prompt_set(&t->prompt, (struct str){0});
	end(t);
	if (!t->linear && !t->prompt.edit.n)
		prompt_set(&t->prompt, str_fmt(t->turn, "/%s", t->confirm.line));
	tui_refresh_prompt(t);
	tui_say(t, ROLE_TEXT, "%s: nothing was recorded", t->confirm.verb);
}

static void apply(struct tui *t)
{
	struct err err = {.at = -1};
	struct str line = str_dup(t->turn, str_z(t->confirm.line));
	bool there = t->confirm.incident == t->incident;
	if (!there) {
		confirm_stop(t);
		return;
	}
	end(t);
	if (tui_run_now(t, line, &err))
		return;
	if (!t->linear && !t->prompt.edit.n)
		prompt_set(&t->prompt, str_fmt(t->turn, "/%.*s", STR_ARG(line)));
	tui_say(t, ROLE_ERR, "%s", err.text);
}

static void count(void *ctx)
{
	struct tui *t = ctx;
	duration left = t->confirm.until - clock_mono();
	t->confirm.timer = 0;
	arena_reset(t->turn);
	if (left <= 0) {
		apply(t);
		return;
	}
	t->confirm.timer = loop_after(t->loop, left < US_PER_S ? left : US_PER_S, 0, count, t);
	tui_dirty(t);
}

static void hold(struct tui *t)
{
	prompt_set(&t->prompt, (struct str){0});
	t->confirm.stage = CONFIRM_HOLD;
	t->confirm.until = clock_mono() + CONFIRM_HOLD_S * US_PER_S;
	count(t);
}

/* ---- Keys ---- */

static enum key_act act_of(const struct tui *t, struct key k)
{
	const struct binding *b = keymap_find(t->keymap, KEYCTX_PROMPT, k);
	return b && b->how == KEY_HOW_BUILTIN ? b->act : KEY_ACT_NONE;
}

static bool is_text(struct key k)
{
	return k.code == KEYCODE_CHAR && !k.mods && k.ch >= ' ';
}

static void enter(struct tui *t)
{
	struct confirm *c = &t->confirm;
	if (c->stage == CONFIRM_BUTTONS && c->apply) {
		apply(t);
	} else if (c->stage == CONFIRM_BUTTONS) {
		confirm_stop(t);
	} else if (c->stage == CONFIRM_HOLD) {
		tui_say(t, ROLE_TEXT, "it is counting; Esc stops it");
	} else if (confirm_is_number(edit_text(&t->prompt.edit), c->incident)) {
		hold(t);
	} else {
		prompt_set(&t->prompt, (struct str){0});
		tui_say(t, ROLE_ERR, "that is not the number of INC-%u; Esc goes back",
			c->incident);
	}
}

/* Editing of what is typed meanwhile; nothing else reaches the prompt. */
static void edit(struct tui *t, struct key k, enum key_act act)
{
	bool changed = false;
	bool edits = act == KEY_ACT_DELETE_BACK || act == KEY_ACT_DELETE_CHAR ||
		     act == KEY_ACT_CHAR_LEFT || act == KEY_ACT_CHAR_RIGHT ||
		     act == KEY_ACT_DELETE_WORD || act == KEY_ACT_DELETE_TO_START;
	if (is_text(k))
		prompt_type(&t->prompt, k.ch);
	else if (edits)
		prompt_act(&t->prompt, act, &changed);
	tui_refresh_prompt(t);
}

static void scroll(struct tui *t, struct key k)
{
	scroll_act(t, k.code == KEYCODE_UP     ? KEY_ACT_ROW_UP
		      : k.code == KEYCODE_DOWN ? KEY_ACT_ROW_DOWN
		      : k.code == KEYCODE_PGUP ? KEY_ACT_SCROLL_UP
					       : KEY_ACT_SCROLL_DOWN);
}

static bool scrolls(struct key k)
{
	return k.code == KEYCODE_UP || k.code == KEYCODE_DOWN || k.code == KEYCODE_PGUP ||
	       k.code == KEYCODE_PGDN;
}

static bool moves(struct key k)
{
	return k.code == KEYCODE_TAB || k.code == KEYCODE_LEFT || k.code == KEYCODE_RIGHT;
}

bool confirm_key(struct tui *t, struct key k)
{
	struct confirm *c = &t->confirm;
	enum key_act act = act_of(t, k);
	if (c->stage == CONFIRM_NONE)
		return false;
	if (act == KEY_ACT_REDRAW || act == KEY_ACT_SUSPEND)
		return false;
	if (act == KEY_ACT_OUT || act == KEY_ACT_CLEAR) {
		confirm_stop(t);
	} else if (k.code == KEYCODE_ENTER) {
		enter(t);
	} else if (scrolls(k)) {
		scroll(t, k);
	} else if (c->stage != CONFIRM_BUTTONS) {
		edit(t, k, act);
	} else if (moves(k)) {
		c->apply = !c->apply;
	} else if (is_text(k)) { /* letters never act: they begin a line of their own */
		confirm_stop(t);
		prompt_set(&t->prompt, (struct str){0});
		return false;
	}
	return true;
}

bool confirm_line(struct tui *t, struct str line)
{
	struct confirm *c = &t->confirm;
	bool yes = c->stage == CONFIRM_BUTTONS  ? str_ieq(str_trim(line), STR("apply"))
		   : c->stage == CONFIRM_NUMBER ? confirm_is_number(line, c->incident)
						: false;
	if (c->stage == CONFIRM_NONE)
		return false;
	if (!yes) {
		confirm_stop(t);
		return !str_trim(line).n; /* any other words mean themselves */
	}
	if (c->stage == CONFIRM_BUTTONS) {
		apply(t);
		return true;
	}
	tui_say(t, ROLE_WAIT, "%s INC-%u in %d seconds. Any line stops it.", c->verb, c->incident,
		CONFIRM_HOLD_S);
	hold(t);
	return true;
}
