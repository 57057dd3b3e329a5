/* pane_comms.c: open drafts with marks, findings and approval; without one, who is told what by whom until when. */
#include "tui/pane_internal.h"
#include "view/view_comms.h"
#include "view/view_draft.h"

enum { SIDE_WIDE = 46, SIDE_HUGE = 70, RECENT_ROWS = 12 };

/* Keys of audiences lie above those of drafts, which are their numbers. */
#define AUDIENCE_KEYS (UINT64_C(1) << 40)

static instant now_of(const struct pane_view *v)
{
	return v->s->past ? v->s->past_at : v->s->now;
}

/* Open drafts, newest first. */
static size_t open_drafts(const struct pane_view *v, uint64_t **ret)
{
	const struct update_log *log = v->incident ? &v->incident->comms : NULL;
	size_t count = log ? log->drafts.n : 0, n = 0;
	uint64_t *keys = ARENA_ARRAY(v->arena, count + 1, uint64_t);
	for (size_t k = count; k > 0; k--) {
		if (draft_is_open(&log->drafts.v[k - 1]))
			keys[n++] = log->drafts.v[k - 1].id;
	}
	*ret = keys;
	return n;
}

static struct draft_ask asking(const struct pane_view *v, const struct update_draft *d)
{
	return (struct draft_ask){.policies = v->s->policies,
		.incident = v->incident,
		.draft = d,
		.now = now_of(v),
		.zone = v->s->zone,
		.width = v->width,
		.brief = true};
}

static struct str audience_of(const struct update_draft *d)
{
	struct str rest = d->audiences, one = {0};
	str_split(&rest, ',', &one);
	return one;
}

/* ---- A draft is open: the composer ---- */

static const struct doc *draft_rows(
	const struct pane_view *v, const uint64_t *keys, size_t n, uint64_t chosen)
{
	struct doc *d = doc_new(v->arena);
	for (size_t k = 0; k < n; k++) {
		const struct update_draft *x = incident_draft(v->incident, (uint32_t)keys[k]);
		struct draft_ask ask = asking(v, x);
		bool here = x->id == chosen;
		doc_paraf(d, here ? ROLE_HEAD : ROLE_DIM, "%s%.*s",
			n == 1 ? ""
			: here ? "> "
			       : "  ",
			STR_ARG(view_draft_head(v->arena, &ask)));
	}
	return d;
}

static const struct doc *aside(const struct pane_view *v, const struct update_draft *d)
{
	struct draft_ask ask = asking(v, d);
	struct doc *side = view_facts(
		v->arena, v->s->policies, v->incident, audience_of(d), now_of(v));
	doc_append(side, view_draft_approval(v->arena, &ask));
	doc_append(side, view_told(v->arena, v->incident, audience_of(d), RECENT_ROWS));
	return side;
}

static void compose(struct pane_view *v, struct pane_parts *ret, uint64_t *keys, size_t n)
{
	bool wide = v->width >= 100 && v->height >= 18;
	list_settle(&v->list, keys, n);
	const struct update_draft *d = incident_draft(v->incident, (uint32_t)v->list.key);
	struct draft_ask ask = asking(v, d);
	if (wide) {
		ret->side = aside(v, d);
		ret->side_width = v->width >= 180 ? SIDE_HUGE : SIDE_WIDE;
		ask.width -= ret->side_width + 2;
		ask.aside = true;
	}
	ret->top = draft_rows(v, keys, n, d->id);
	ret->main = view_draft(v->arena, &ask);
	ret->keys = keys;
	ret->count = n;
	ret->wrap = true;
}

/* ---- No draft: the ledger ---- */

static size_t audience_rows(const struct pane_view *v, const struct doc *d, uint64_t **ret)
{
	const struct doc_block *t = d->n && d->v[0].type == DOC_TABLE ? &d->v[0] : NULL;
	size_t n = t ? t->row_count : 0;
	uint64_t *keys = ARENA_ARRAY(v->arena, n + 1, uint64_t);
	for (size_t k = 0; k < n; k++)
		keys[k] = AUDIENCE_KEYS + k;
	*ret = keys;
	return n;
}

static void ledger(struct pane_view *v, struct pane_parts *ret)
{
	struct doc *d = view_cadence(v->arena, v->s->policies, v->incident, now_of(v));
	uint64_t *keys;
	size_t n = audience_rows(v, d, &keys);
	list_settle(&v->list, keys, n);
	ret->title = STR("who is told, by whom, until when");
	ret->right = STR("no draft is open: Space d");
	ret->main = d;
	ret->keys = keys;
	ret->count = n;
	ret->gap = 1;
	ret->gutter = true;
	ret->below = view_told(v->arena, v->incident, (struct str){0}, (size_t)v->height);
	ret->below_max = v->height / 2;
}

static void content(struct pane_view *v, struct pane_parts *ret)
{
	uint64_t *keys;
	size_t n = open_drafts(v, &keys);
	if (n)
		compose(v, ret, keys, n);
	else
		ledger(v, ret);
}

/* ---- What can be done ---- */

static bool is_audience(uint64_t key)
{
	return key >= AUDIENCE_KEYS;
}

static struct str selected(const struct pane_view *v, uint64_t key)
{
	uint64_t *keys;
	if (!v->incident)
		return (struct str){0};
	if (!is_audience(key))
		return key ? str_fmt(v->arena, "C-%llu", (unsigned long long)key) : (struct str){0};
	struct doc *d = view_cadence(v->arena, v->s->policies, v->incident, now_of(v));
	size_t at = (size_t)(key - AUDIENCE_KEYS), n = audience_rows(v, d, &keys);
	return at < n ? d->v[0].rows[at].key : (struct str){0};
}

static const struct pane_choice of_drafts[] = {
	{"a", "comms approve {selected} ", "approve it as it stands"},
	{"s", "comms send {selected} ", "send it"},
	{"r", "comms reject {selected} reason=\"", "send it back with what must change"},
	{"e", "comms edit {selected} ", "write it anew; Alt-e opens your editor"},
	{"d", "comms show {selected}", "the whole draft and what changed"},
	{"l", "comms lint {selected}", "what keeps it from being sent"},
	{"x", "comms drop {selected} reason=\"", "drop it"},
	{"n", "comms draft to=", "another draft"},
	{NULL, NULL, NULL},
};

static const struct pane_choice of_audiences[] = {
	{"d", "comms draft to={selected} ", "draft a text, or start from the template"},
	{"u", "update to={selected} ", "write and send in one"},
	{"z", "snooze {selected} ", "put it off: a time and reason=..."},
	{"t", "timeline type=comms", "all that was told"},
	{NULL, NULL, NULL},
};

static bool composing(const struct screen_state *s)
{
	const struct incident *i = screen_incident(s);
	for (size_t k = 0; i && k < i->comms.drafts.n; k++) {
		if (draft_is_open(&i->comms.drafts.v[k]))
			return true;
	}
	return false;
}

static const struct pane_choice *choices(const struct screen_state *s)
{
	return composing(s) ? of_drafts : of_audiences;
}

static const char *open_row(const struct screen_state *s)
{
	return composing(s) ? "comms show {selected}" : "cadence";
}

static bool edits(
	const struct pane_view *v, uint64_t key, struct str *ret_text, struct str *ret_line)
{
	const struct update_draft *d = v->incident && key < AUDIENCE_KEYS
					       ? incident_draft(v->incident, (uint32_t)key)
					       : NULL;
	if (!d || !draft_is_open(d) || v->s->past)
		return false;
	*ret_text = draft_now(d)->text;
	*ret_line = str_fmt(v->arena, "comms edit C-%u ", d->id);
	return true;
}

const struct pane_type pane_comms = {
	.name = "comms",
	.title = "Comms",
	.brief = "what is told to whom",
	.digit = '4',
	.needs_room = true,
	.content = content,
	.choices_now = choices,
	.open_now = open_row,
	.selected = selected,
	.edits = edits,
};
