/* pane_timeline.c: what happened in order of time: filter, follow, the marked event, and the past as it was known. */
#include "base/vec.h"
#include "tui/filter_internal.h"
#include "tui/pane_internal.h"
#include "view/view_room.h"
#include "view/view_timeline.h"

struct rows {
	const struct entry **v;
	size_t n, cap;
	size_t known;  /* rows without the filter */
	size_t late;   /* facts of then that were recorded later */
	size_t hidden; /* how many of them are not among the rows */
};

static int by_time(const void *x, const void *y)
{
	const struct entry *a = *(const struct entry *const *)x,
			   *b = *(const struct entry *const *)y;
	if (a->occurred != b->occurred)
		return a->occurred < b->occurred ? -1 : 1;
	return a->seq < b->seq ? -1 : a->seq > b->seq;
}

/* Facts of then that were recorded later: counted always, among the rows when the person asked for them. */
static void add_late(const struct pane_view *v, const struct filter *f, struct rows *r)
{
	const struct incident *live = board_incident(v->s->board, v->s->incident);
	for (size_t k = 0; v->s->past && live && k < live->entries.n; k++) {
		const struct entry *e = &live->entries.v[k];
		if (!timeline_is_late(e, v->s->past_at))
			continue;
		r->late++;
		if (v->s->late && filter_passes(f, e))
			*VEC_PUSH(v->arena, r) = e;
		else
			r->hidden++;
	}
}

static struct rows read_rows(const struct pane_view *v, struct filter *f)
{
	const struct incident *i = v->incident;
	struct rows r = {0};
	bool sorted = true;
	if (filter_parse(v->arena, v->s->filter, v->s->now, f, NULL) != RC_OK)
		*f = (struct filter){.since = INSTANT_NONE};
	for (size_t k = 0; i && k < i->entries.n; k++) {
		const struct entry *e = &i->entries.v[k];
		if (timeline_is_machinery(e->kind))
			continue;
		r.known++;
		if (!filter_passes(f, e))
			continue;
		sorted = sorted && (!r.n || r.v[r.n - 1]->occurred <= e->occurred);
		*VEC_PUSH(v->arena, &r) = e;
	}
	add_late(v, f, &r);
	if (!sorted || r.hidden < r.late)
		qsort(r.v, r.n, sizeof *r.v, by_time);
	return r;
}

static bool is_late(const struct pane_view *v, const struct entry *e)
{
	return v->s->past && timeline_is_late(e, v->s->past_at);
}

/* One letter per kind for the strip of the whole incident. */
static char strip_letter(enum event_kind kind)
{
	switch ((int)kind) {
	case EV_DECLARE:
	case EV_SEV_COMPUTED:
	case EV_SEV_SET:
	case EV_SEV_OVERRIDE:
	case EV_REOPEN:
		return 'S';
	case EV_UPDATE_SENT:
		return 'u';
	case EV_UPDATE_MISSED:
	case EV_UPDATE_SNOOZE:
	case EV_UPDATE_REJECT:
	case EV_UPDATE_OVERRIDE:
	case EV_GAP:
	case EV_ROLE_GAP:
	case EV_ROLE_SHIFT:
		return '!';
	case EV_ROLE_ASSIGN:
	case EV_ROLE_RELEASE:
	case EV_ROLE_OFFER:
	case EV_ROLE_REQUEST:
	case EV_ROLE_ACCEPT:
	case EV_ROLE_ANNOUNCE:
	case EV_ROLE_LAPSE:
	case EV_ROLE_TAKEOVER:
		return 'r';
	case EV_ACTION_CREATE:
	case EV_ACTION_UPDATE:
		return 'a';
	case EV_STATUS_SET:
	case EV_MARK_SET:
	case EV_CLOSE:
		return 'm';
	default:
		return '.';
	}
}

static bool outranks(char a, char b)
{
	static const char order[] = "S!umar.-";
	return strchr(order, a) < strchr(order, b);
}

static struct str strip(const struct pane_view *v, const struct rows *r, int cells)
{
	const struct zone *z = v->s->zone;
	instant from = r->v[0]->occurred, to = v->s->now;
	for (size_t i = 0; i < r->n; i++)
		to = r->v[i]->occurred > to ? r->v[i]->occurred : to;
	char *bins = arena_alloc(v->arena, (size_t)cells + 1);
	memset(bins, '-', (size_t)cells);
	duration whole = to > from ? to - from : 1;
	for (size_t i = 0; i < r->n; i++) {
		int at = (int)((double)(r->v[i]->occurred - from) / (double)whole * (cells - 1));
		char c = strip_letter(r->v[i]->kind);
		bins[at] = outranks(c, bins[at]) ? c : bins[at];
	}
	if (v->s->past && v->s->past_at >= from && v->s->past_at <= to)
		bins[(int)((double)(v->s->past_at - from) / (double)whole * (cells - 1))] = 'O';
	return str_fmt(v->arena, "%s |%s| %s", time_hm(v->arena, from, zone_offset_min(z, from)),
		bins, time_hm(v->arena, to, zone_offset_min(z, to)));
}

static const struct doc *top_doc(const struct pane_view *v, const struct rows *r)
{
	struct doc *d = doc_new(v->arena);
	struct doc_block *b = doc_para(d, (struct str){0});
	bool filtered = v->s->filter.n > 0;
	doc_span(d, b, ROLE_HEAD, STR("filter: "));
	doc_span(d, b, filtered ? ROLE_CMD : ROLE_DIM, filtered ? v->s->filter : STR("none"));
	doc_spanf(d, b, ROLE_DIM, "  %zu of %zu shown", r->n - (r->late - r->hidden), r->known);
	if (filtered && !r->n)
		doc_span(d, b, ROLE_WAIT, STR(", the filter hides them; /filter clears it"));
	if (r->hidden)
		doc_spanf(d, b, ROLE_WAIT, "   +%zu late hidden%s", r->hidden,
			v->s->late ? "" : ", Space v");
	if (r->hidden < r->late)
		doc_spanf(d, b, ROLE_DIM, "   %zu late shown, Space v hides", r->late - r->hidden);
	if (r->n && v->width >= 40 && v->height >= 12)
		doc_para(d, strip(v, r, v->width - 17));
	return d;
}

static enum doc_role label_role(const struct entry *e)
{
	char c = strip_letter(e->kind);
	if (c == 'S')
		return ROLE_SEV2;
	if (c == '!')
		return ROLE_WAIT;
	return c == 'u' ? ROLE_OK : ROLE_SEV3;
}

static const char *since_zero(struct arena *a, instant zero, instant at)
{
	if (zero == INSTANT_NONE)
		return "";
	return at >= zero ? arena_printf(a, "T+%s", time_elapsed(a, at - zero))
			  : arena_printf(a, "T-%s", time_elapsed(a, zero - at));
}

static const struct doc *list_doc(
	const struct pane_view *v, const struct rows *r, size_t first, size_t n)
{
	static const struct doc_column wide[] = {{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, false},
		{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};
	struct doc *d = doc_new(v->arena);
	bool narrow = v->width < 60;
	size_t skip = narrow ? 1 : 0;
	struct doc_block *t = doc_table(d, wide + skip, 5 - skip);
	instant zero = incident_zero(v->incident);
	for (size_t i = first; i < first + n && i < r->n; i++) {
		const struct entry *e = r->v[i];
		bool unknown = is_late(v, e), late = e->recorded - e->occurred > US_PER_MIN;
		enum doc_role role = e->amended_by || unknown ? ROLE_DIM : ROLE_TEXT;
		struct doc_row *row = doc_table_row(
			d, t, str_fmt(v->arena, "E-%llu", (unsigned long long)e->seq));
		size_t c = 0;
		doc_cell(d, row, c++, late ? ROLE_DIM : ROLE_TEXT,
			str_z(time_hms(
				v->arena, e->occurred, zone_offset_min(v->s->zone, e->occurred))));
		if (!narrow)
			doc_cell(d, row, c++, ROLE_DIM,
				str_z(since_zero(v->arena, zero, e->occurred)));
		doc_cell(d, row, c++, unknown ? ROLE_DIM : label_role(e), e->label);
		doc_cell(d, row, c++, ROLE_DIM, view_room_who(e->actor));
		if (unknown) /* in front of the words, where it is never cut off */
			doc_cell(d, row, c, role,
				str_fmt(v->arena, "[%.*s] ",
					STR_ARG(timeline_late_text(v->arena, e, v->s->zone))));
		doc_cell(d, row, c, role, e->text);
		if (str_eq_z(e->known_by, "nick only"))
			doc_cell(d, row, c, ROLE_WAIT, STR(" (nick only)"));
	}
	return d;
}

/* In the past: what a correction said later of this row, or that nobody knew it yet. */
static void known_then(const struct pane_view *v, struct doc *d, const struct entry *e)
{
	const struct incident *live = board_incident(v->s->board, v->s->incident);
	const struct entry *now = v->s->past && live ? incident_entry(live, e->seq) : NULL;
	if (is_late(v, e))
		doc_field(d, "late", STR("not known at this moment"), ROLE_WAIT);
	else if (now && !str_eq(now->text, e->text))
		doc_field(d, "now", now->text, ROLE_WAIT);
}

static const struct doc *detail_doc(const struct pane_view *v, const struct rows *r, size_t at)
{
	const struct entry *e = r->v[at];
	struct arena *a = v->arena;
	int offset = zone_offset_min(v->s->zone, e->occurred);
	struct doc *d = doc_new(a);
	duration lag = e->recorded - e->occurred;
	doc_rule(d, str_fmt(a, "%.*s %s %.*s", STR_ARG(e->label), time_hms(a, e->occurred, offset),
			    STR_ARG(view_room_who(e->actor))))
		->name = str_fmt(a, "event %zu of %zu", at + 1, r->n);
	doc_para(d, e->text);
	known_then(v, d, e);
	if (e->said.n)
		doc_field(d, "first said", e->said, ROLE_DIM);
	if (e->amended_by)
		doc_field(d, "corrected",
			str_fmt(a, "by E-%llu", (unsigned long long)e->amended_by), ROLE_WAIT);
	if (incident_backing(v->incident, e->seq))
		doc_field(d, "backed by", incident_backing(v->incident, e->seq)->by, ROLE_DIM);
	doc_field(d, "id",
		str_fmt(a, "E-%llu at the %.*s%s%.*s, recorded %s (%s)", (unsigned long long)e->seq,
			STR_ARG(e->door), e->known_by.n ? ", known by " : "", STR_ARG(e->known_by),
			time_hms(a, e->recorded, offset),
			lag > US_PER_S ? arena_printf(a, "%s later", duration_short(a, lag))
				       : "no delay"),
		ROLE_DIM);
	return d;
}

static void content(struct pane_view *v, struct pane_parts *ret)
{
	struct filter f;
	struct rows r = read_rows(v, &f);
	uint64_t *keys = ARENA_ARRAY(v->arena, r.n + 1, uint64_t);
	for (size_t i = 0; i < r.n; i++)
		keys[i] = r.v[i]->seq;
	list_settle(&v->list, keys, r.n);
	ret->top = v->height >= 6 ? top_doc(v, &r) : NULL;
	ret->title = v->s->past ? str_fmt(v->arena, "known at %s",
					  time_hms(v->arena, v->s->past_at,
						  zone_offset_min(v->s->zone, v->s->past_at)))
				: STR("timeline");
	ret->right = STR("newest below");
	ret->keys = keys;
	ret->count = r.n;
	ret->gutter = ret->marked = true;
	int fixed = (ret->top ? 2 : 0) + 1;
	ret->below_max = v->height >= 14 ? v->height / 3 : 0;
	bool beside = v->width >= 180;
	if (r.n && beside) {
		ret->side = detail_doc(v, &r, v->list.at);
		ret->side_width = v->width / 2 - 6;
		ret->below_max = 0;
	} else if (r.n && ret->below_max) {
		ret->below = detail_doc(v, &r, v->list.at);
	}
	int room = v->height - fixed - ret->below_max;
	ret->first = list_window(&v->list, r.n, (size_t)(room > 1 ? room : 1));
	if (r.n)
		ret->main = list_doc(v, &r, ret->first, (size_t)(v->height > 1 ? v->height : 1));
}

static struct str selected(const struct pane_view *v, uint64_t key)
{
	return str_fmt(v->arena, "E-%llu", (unsigned long long)key);
}

static const struct pane_choice choices[] = {
	{"a", "amend {selected} ", "correct it; the old words stay"},
	{"s", "show {selected}", "all that is known of it"},
	{"b", "link {selected} ", "what backs it: EV-3, E-7, or recollection"},
	{"l", "log -5m ", "record something that happened earlier"},
	{"f", "lint", "what does not add up, and what puts it right"},
	{NULL, NULL, NULL},
};

const struct pane_type pane_timeline = {
	.name = "timeline",
	.title = "Time",
	.brief = "what happened, in order",
	.digit = '2',
	.needs_room = true,
	.timeline = true,
	.follows = true,
	.content = content,
	.choices = choices,
	.open = "show {selected}",
	.selected = selected,
};
