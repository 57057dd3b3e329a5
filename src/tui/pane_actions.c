/* pane_actions.c: the sheet of work: open loops, facts and hypotheses, action items, vendor cases; the marked row below. */
#include "tui/pane_internal.h"
#include "view/view_work.h"

enum { WIDE = 110, HUGE = 180, SIDE_WIDE = 42, SIDE_HUGE = 76 };

extern const struct pane_type pane_actions;

static void content(struct pane_view *v, struct pane_parts *ret)
{
	const struct screen_state *s = v->s;
	bool wide = v->width >= WIDE && v->height >= 16;
	instant now = s->past ? s->past_at : s->now;
	const uint64_t *keys = NULL;
	size_t n = 0;
	if (!v->incident)
		return;
	ret->main = view_work(v->arena, v->incident, now, !wide, &keys, &n);
	list_settle(&v->list, keys, n);
	ret->keys = keys;
	ret->count = n;
	ret->gutter = ret->marked = true;
	if (wide) {
		ret->side = view_work_known(v->arena, v->incident, s->zone);
		ret->side_width = v->width >= HUGE ? SIDE_HUGE : SIDE_WIDE;
	}
	if (n && v->height >= 12) {
		ret->below = view_work_detail(v->arena, v->incident, v->list.key, now, s->zone);
		ret->below_max = v->height / 3;
	}
}

static struct str selected(const struct pane_view *v, uint64_t key)
{
	return view_work_name(v->arena, key);
}

static const struct pane_choice for_task[] = {
	{"a", "ack {selected} ", "read it back in your words"},
	{"d", "done {selected} ", "done: what came of it"},
	{"o", "ask {selected} @", "somebody else does it"},
	{"t", "ask {selected} 5m", "more time"},
	{"x", "ask {selected} cancel=\"", "not needed any more, and why"},
	{NULL, NULL, NULL},
};
static const struct pane_choice for_poll[] = {
	{"o", "object {selected} ", "a strong objection"},
	{"y", "decide {selected} yes reason=\"", "yes, and why"},
	{"n", "decide {selected} no reason=\"", "no, and why"},
	{NULL, NULL, NULL},
};
static const struct pane_choice for_decision[] = {
	{"h", "decide {selected} held ", "it held: what was seen"},
	{"x", "decide {selected} failed ", "it failed: what was seen"},
	{NULL, NULL, NULL},
};
static const struct pane_choice for_fact[] = {
	{"a", "amend {selected} ", "correct it; the old words stay"},
	{"s", "show {selected}", "all that is known of it"},
	{NULL, NULL, NULL},
};
static const struct pane_choice for_theory[] = {
	{"c", "theory {selected} confirmed result=\"", "confirmed: what shows it"},
	{"r", "theory {selected} ruled-out result=\"", "ruled out: what shows it"},
	{"p", "theory {selected} parked result=\"", "parked, and why"},
	{NULL, NULL, NULL},
};
static const struct pane_choice for_action[] = {
	{"d", "action done {selected} ", "done: what shows it"},
	{"o", "action change {selected} @", "another owner"},
	{"t", "action change {selected} due=", "another date"},
	{"e", "action change {selected} done=\"", "how one sees that it is done"},
	{"x", "action drop {selected} ", "dropped, and why"},
	{NULL, NULL, NULL},
};
static const struct pane_choice for_vendor[] = {
	{"a", "vendor ack {selected} @", "who works on it there"},
	{"e", "vendor escalate {selected} ", "one step up the ladder"},
	{"s", "vendor say {selected} ", "what they claim"},
	{"c", "vendor close {selected} ", "the case is over"},
	{NULL, NULL, NULL},
};
static const struct pane_choice for_nothing[] = {
	{"t", "ask @", "give one person a task"},
	{"p", "poll \"", "ask for strong objections"},
	{"h", "theory \"", "a hypothesis, who looks, what shows it wrong"},
	{"a", "action add \"", "follow-up work"},
	{"v", "vendor open ", "a case at a vendor"},
	{NULL, NULL, NULL},
};

static const struct pane_choice *choices(const struct screen_state *s)
{
	switch (view_work_letter(s->lists[panes_index(&pane_actions)].key)) {
	case 'T':
		return for_task;
	case 'P':
		return for_poll;
	case 'D':
		return for_decision;
	case 'E':
		return for_fact;
	case 'H':
		return for_theory;
	case 'A':
		return for_action;
	case 'V':
		return for_vendor;
	default:
		return for_nothing;
	}
}

static struct str badge(const struct screen_state *s, struct arena *a)
{
	const struct incident *i = screen_incident(s);
	size_t open = i ? view_work_open(i) : 0;
	return open ? str_fmt(a, " %zu", open) : (struct str){0};
}

const struct pane_type pane_actions = {
	.name = "actions",
	.title = "Act",
	.brief = "open loops, facts, hypotheses, action items, vendors",
	.digit = '7',
	.needs_room = true,
	.content = content,
	.choices_now = choices,
	.badge = badge,
	.open = "show {selected}",
	.selected = selected,
};
