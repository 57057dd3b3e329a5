/* tui_lines.c: what happens to a line when Enter is pressed: chat or command, taken or refused. */
#include "base/utf8.h"
#include "sys/clock.h"
#include "tui/scroll_internal.h"
#include "tui/tui_internal.h"

/* Verbs that only look may run while the past is on screen. */
static bool only_looks(struct str line)
{
	const struct command *c;
	ptrdiff_t end = str_find_ch(line, ' ');
	struct str verb = str_cut(line, 0, end < 0 ? line.n : (size_t)end);
	if (command_find(verb, DOOR_CONSOLE, &c, NULL) != RC_OK)
		return true; /* the refusal will say what is wrong */
	return c->needs == CAP_OBSERVE && !str_eq_z(verb, "say");
}

static struct request request_of(const struct tui *t, struct str line)
{
	return (struct request){.door = DOOR_CONSOLE,
		.actor = str_z(t->me),
		.capabilities = t->capabilities,
		.incident = t->incident,
		.line = line};
}

enum rc tui_rehearse(struct tui *t, struct str line, struct answer *ret, struct err *err)
{
	struct request rq = request_of(t, line);
	rq.rehearse = true;
	return engine_submit(t->engine, &rq, t->shown_arena, ret, err);
}

/* A verb that looks with some words and records with others. */
static bool would_record(struct tui *t, struct str line)
{
	struct answer would = {0};
	return tui_rehearse(t, line, &would, NULL) == RC_OK && would.event_count > 0;
}

static enum rc refuse_past(struct tui *t, struct err *err)
{
	return err_set(err, RC_STATE, "you look at %s; /live first",
		time_hm(t->turn, t->past_at, zone_offset_min(engine_zone(t->engine), t->past_at)));
}

/* One short paragraph goes to the attention line, anything longer over the body. */
static bool is_short(const struct doc *d, int columns)
{
	size_t cells = 0;
	if (d->n != 1 || d->v[0].type != DOC_PARA)
		return false;
	for (size_t i = 0; i < d->v[0].spans.n; i++)
		cells += d->v[0].spans.v[i].text.n;
	return cells <= (size_t)columns;
}

static void say_short(struct tui *t, const struct doc *d)
{
	const struct doc_spans *s = &d->v[0].spans;
	struct buf b;
	buf_init(&b, t->turn, NOTICE_MAX - 1);
	for (size_t i = 0; i < s->n; i++)
		buf_add(&b, s->v[i].text);
	enum doc_role role = s->n && s->v[0].role != ROLE_TEXT ? s->v[0].role : ROLE_OK;
	tui_say(t, role, "%.*s", STR_ARG(buf_str(&b)));
}

static void show_reply(struct tui *t, struct str line, const struct answer *answer)
{
	const struct doc *d = answer->reply;
	if (t->linear) {
		if (d && d->n)
			linear_show(t, d);
		else if (answer->stored)
			tui_say(t, ROLE_OK, "recorded as E-%llu",
				(unsigned long long)answer->last_seq);
		return;
	}
	if (d && d->n && !is_short(d, t->drawn.columns - 2)) {
		struct str title = str_cut(line, 0, utf8_floor(line, sizeof t->shown_title - 1));
		memset(t->shown_title, 0, sizeof t->shown_title);
		if (title.n)
			memcpy(t->shown_title, title.p,
				title.n < sizeof t->shown_title - 1 ? title.n
								    : sizeof t->shown_title - 1);
		t->shown = d;
		t->shown_top = 0;
	} else if (d && d->n) {
		say_short(t, d);
	} else if (answer->stored) {
		tui_say(t, ROLE_OK, "recorded as E-%llu", (unsigned long long)answer->last_seq);
	}
}

static enum rc do_acts(struct tui *t, struct str line, const struct answer *answer, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < answer->act_count; i++) {
		struct act act = answer->acts[i];
		bool at = act.type == ACT_SCREEN && str_eq_z(act.name, "at");
		ptrdiff_t blank = str_find_ch(line, ' ');
		if (at && blank > 0) /* the words as typed: the console reads the time itself */
			act.text = str_trim(str_cut(line, (size_t)blank, line.n));
		rc = tui_do_act(t, &act, err);
	}
	return rc;
}

/* For a while the attention line offers to take it back. */
static void offer_undo(struct tui *t, const struct answer *answer)
{
	const struct doc *d = answer->reply;
	struct str what = d && d->n && d->v[0].spans.n ? d->v[0].spans.v[0].text : STR("done");
	size_t n = utf8_floor(what, what.n < NOTICE_MAX / 2 ? what.n : NOTICE_MAX / 2);
	snprintf(t->offer, sizeof t->offer, "%.*s   /undo takes it back (for %d s)", (int)n, what.p,
		OFFER_S);
	t->offer_until = clock_now() + OFFER_S * US_PER_S;
	t->notice[0] = 0;
	if (t->linear)
		tui_say(t, ROLE_TEXT, "/undo takes it back, for %d seconds.", OFFER_S);
}

bool tui_command(struct tui *t, struct str line, struct err *err)
{
	enum rc rc;
	t->shown = NULL;
	arena_reset(t->shown_arena);
	if (t->past && (!only_looks(line) || would_record(t, line))) {
		refuse_past(t, err);
		return false;
	}
	if (confirm_takes(t, line, &rc, err))
		return true;
	return rc == RC_OK && tui_run_now(t, line, err);
}

bool tui_run_now(struct tui *t, struct str line, struct err *err)
{
	struct answer answer = {0};
	struct request rq = request_of(t, line);
	uint32_t was = t->incident;
	t->shown = NULL;
	arena_reset(t->shown_arena);
	if (engine_submit(t->engine, &rq, t->shown_arena, &answer, err) != RC_OK)
		return false;
	if (t->linear)
		linear_catch_up(t); /* what was done stands before the words about it */
	show_reply(t, line, &answer);
	if (answer.stored && answer.care == CARE_UNDO)
		offer_undo(t, &answer);
	if (answer.incident && answer.incident != was)
		tui_enter(t, answer.incident);
	if (do_acts(t, line, &answer, err) != RC_OK)
		return false;
	return true;
}

void tui_run_line(struct tui *t, struct str line)
{
	struct err err = {.at = -1};
	if (!tui_command(t, line, &err))
		tui_say(t, ROLE_ERR, "%s", err.text);
	tui_dirty(t);
}

static enum rc say(struct tui *t, struct str text, struct err *err)
{
	if (t->past)
		return refuse_past(t, err);
	if (!t->incident)
		return err_set(
			err, RC_STATE, "nobody hears you here: /join an incident or /declare one");
	return engine_say(t->engine, str_z(t->me), t->incident, text, err);
}

void tui_say_chat(struct tui *t, struct str text)
{
	struct err err = {.at = -1};
	if (say(t, text, &err) != RC_OK)
		tui_say(t, ROLE_ERR, "%s", err.text);
}

void tui_submit_draft(struct tui *t)
{
	struct err err = {.at = -1};
	struct str text = str_dup(t->turn, edit_text(&t->prompt.edit));
	size_t sign = prompt_sign(&t->prompt);
	bool taken;
	if (!str_trim(text).n)
		return;
	if (sign) {
		taken = tui_command(t, str_trim(str_cut(text, 1, text.n)), &err);
	} else {
		struct str chat = str_starts(text, STR("//")) ? str_cut(text, 1, text.n) : text;
		taken = say(t, chat, &err) == RC_OK;
		if (taken && t->pane->digit == '1') {
			t->anchor = 0;
			scroll_all_seen(t); /* who answers has read */
		}
	}
	if (taken) {
		prompt_done(&t->prompt);
		return;
	}
	prompt_refused(&t->prompt, sign ? err.at : -1);
	tui_say(t, ROLE_ERR, "%s", err.text[0] ? err.text : err_default_text(err.rc));
}
