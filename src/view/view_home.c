/* view_home.c: documents of the home screen. */
#include "view/view_home.h"

#include "view/view_header.h"
#include "view/view_room.h"
#include "view/view_severity.h"
#include "view/view_worksheet.h"

static int by_need(const void *x, const void *y)
{
	const struct incident *a = *(const struct incident *const *)x;
	const struct incident *b = *(const struct incident *const *)y;
	bool open_a = incident_is_open(a), open_b = incident_is_open(b);
	if (open_a != open_b)
		return open_a ? -1 : 1;
	if (open_a && a->level != b->level)
		return a->level < b->level ? -1 : 1;
	return a->number > b->number ? -1 : a->number < b->number;
}

size_t view_home_order(struct arena *a, const struct board *b, const struct incident *const **ret)
{
	size_t n = 0;
	const struct incident **order = ARENA_ARRAY(a, b->incidents.n + 1, const struct incident *);
	for (size_t i = 0; i < b->incidents.n; i++)
		if (!b->incidents.v[i]->blank)
			order[n++] = b->incidents.v[i];
	if (n)
		qsort(order, n, sizeof *order, by_need);
	*ret = order;
	return n;
}

size_t view_home_needing(struct arena *a, const struct policies *p, const struct board *b,
	struct str me, instant now)
{
	size_t n = 0;
	for (size_t i = 0; i < b->incidents.n; i++)
		n += view_room_waiting(a, p, b->incidents.v[i], me, now) > 0;
	return n;
}

static struct str hours_minutes(struct arena *a, duration d)
{
	if (d >= 2 * US_PER_DAY)
		return str_z(duration_short(a, d - d % US_PER_DAY));
	return str_fmt(a, "%d:%02d", (int)(d / US_PER_H), (int)(d / US_PER_MIN % 60));
}

static void promise_cell(
	struct doc *d, struct doc_row *row, size_t c, const struct header_facts *f, instant now)
{
	struct arena *a = d->arena;
	if (!f->open || !f->promised) {
		doc_cell(d, row, c, ROLE_DIM, f->open ? STR("--") : (struct str){0});
		return;
	}
	if (f->state_of_due == CADENCE_LATE)
		doc_cell(d, row, c, ROLE_SEV1,
			str_fmt(a, "LATE %s", duration_clock(a, now - f->due)));
	else
		doc_cell(d, row, c, f->state_of_due == CADENCE_AMBER ? ROLE_SEV2 : ROLE_TEXT,
			str_z(duration_clock(a, f->due - now)));
}

static void list_row(struct doc *d, struct doc_block *t, const struct policies *p,
	const struct incident *i, instant now, bool narrow)
{
	struct arena *a = d->arena;
	struct header_facts f;
	size_t c = 0;
	view_header(a, p, i, now, &f);
	enum doc_role role = f.open ? ROLE_TEXT : ROLE_DIM;
	struct doc_row *row = doc_table_row(d, t, str_fmt(a, "INC-%u", i->number));
	doc_cell(d, row, c++, f.open ? f.level_role : ROLE_DIM,
		str_fmt(a, "SEV%d%s", f.level, f.open && f.level == 1 ? "!" : ""));
	doc_cell(d, row, c++, role, f.state);
	doc_cell(d, row, c++, role, str_fmt(a, "INC-%u", i->number));
	doc_cell(d, row, c++, role, f.title);
	if (!narrow) {
		bool missing = f.open && !f.commander.n;
		doc_cell(d, row, c++, missing ? ROLE_WAIT : role,
			missing ? STR("EMPTY") : f.commander);
		doc_cell(d, row, c++, role, hours_minutes(a, f.elapsed));
	}
	promise_cell(d, row, c, &f, now);
}

struct doc *view_home_list(struct arena *a, const struct policies *p,
	const struct incident *const *order, size_t n, instant now, bool narrow)
{
	static const struct doc_column wide[] = {{STR("sev"), DOC_LEFT, false},
		{STR("state"), DOC_LEFT, false}, {STR("id"), DOC_LEFT, false},
		{STR("what"), DOC_LEFT, true}, {STR("IC"), DOC_LEFT, false},
		{STR("age"), DOC_RIGHT, false}, {STR("update"), DOC_LEFT, false}};
	static const struct doc_column small[] = {{STR("sev"), DOC_LEFT, false},
		{STR("state"), DOC_LEFT, false}, {STR("id"), DOC_LEFT, false},
		{STR("what"), DOC_LEFT, true}, {STR("update"), DOC_LEFT, false}};
	struct doc *d = doc_new(a);
	struct doc_block *t = narrow ? doc_table(d, small, 5) : doc_table(d, wide, 7);
	for (size_t i = 0; i < n; i++)
		list_row(d, t, p, order[i], now, narrow);
	return d;
}

struct doc *view_home_look(struct arena *a, const struct policies *p, const struct incident *i,
	struct str me, instant now)
{
	struct doc *d = doc_new(a);
	struct header_facts f;
	view_header(a, p, i, now, &f);
	doc_rule(d, str_fmt(a, "INC-%u in one look", i->number));
	if (i->reason.n)
		doc_para(d, view_worksheet_first(i->reason));
	doc_append(d, view_room_now(a, p, i, me, now, 2));
	if (!incident_is_open(i))
		doc_paraf(d, ROLE_DIM, "%.*s; worst SEV%d; %u action%s open", STR_ARG(f.state),
			i->peak_level, f.actions_open, f.actions_open == 1 ? "" : "s");
	return d;
}

struct doc *view_home_start(struct arena *a, bool nothing_yet)
{
	struct doc *d = doc_new(a);
	if (nothing_yet) {
		doc_para(d, STR("No incidents. This console keeps the record of one: what is "
				"broken for whom, "
				"who does what, what was said and promised."));
		doc_para(d, (struct str){0});
	}
	doc_rule(d, STR("start something"));
	struct doc_block *b = doc_para(d, (struct str){0});
	doc_span(d, b, ROLE_CMD, STR("/declare \"what is broken for whom\""));
	doc_span(d, b, ROLE_TEXT, STR("   opens a room, starts the clocks"));
	b = doc_para(d, (struct str){0});
	doc_span(d, b, ROLE_CMD, STR("/join INC-1   /list all   /help"));
	doc_span(d, b, ROLE_TEXT, STR("   /quit leaves; incidents run on"));
	return d;
}

static size_t overdue_actions(const struct incident *i, instant now, instant *ret_oldest)
{
	size_t n = 0;
	for (size_t k = 0; k < i->actions.n; k++) {
		const struct action *x = &i->actions.v[k];
		bool check = action_waits_for_check(x, now);
		instant due = check ? x->check_at : x->due;
		if (!check && !action_is_overdue(x, now))
			continue;
		if (!n || due < *ret_oldest)
			*ret_oldest = due;
		n++;
	}
	return n;
}

/* Debts of starts without approval outlive the incident. */
static size_t overdue_reviews(const struct incident *i, instant now, instant *ret_oldest)
{
	size_t n = 0;
	for (size_t k = 0; k < i->changes.items.n; k++) {
		const struct change *c = &i->changes.items.v[k];
		if (!change_owes_review(c) || c->review_due >= now)
			continue;
		if (!n || c->review_due < *ret_oldest)
			*ret_oldest = c->review_due;
		n++;
	}
	return n;
}

struct overdue {
	struct doc *d;
	struct doc_block *table;
	size_t rows, max;
	instant now;
};

static void add_overdue(
	struct overdue *o, const struct incident *i, size_t n, const char *what, instant oldest)
{
	static const struct doc_column columns[] = {
		{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};
	struct arena *a = o->d->arena;
	if (!n || o->rows == o->max)
		return;
	if (!o->table) {
		doc_rule(o->d, STR("promises overdue"));
		o->table = doc_table(o->d, columns, 3);
	}
	struct doc_row *row = doc_table_row(o->d, o->table, (struct str){0});
	doc_cell(o->d, row, 0, ROLE_TEXT, str_fmt(a, "INC-%u", i->number));
	doc_cell(o->d, row, 1, ROLE_WAIT,
		str_fmt(a, "%zu %s%s, oldest %s", n, what, n == 1 ? "" : "s",
			duration_short(a, o->now - oldest)));
	doc_cell(o->d, row, 2, ROLE_DIM, i->title);
	o->rows++;
}

struct doc *view_home_overdue(struct arena *a, const struct board *b, instant now, size_t max)
{
	struct overdue o = {.d = doc_new(a), .max = max, .now = now};
	for (size_t k = b->incidents.n; k > 0; k--) {
		const struct incident *i = b->incidents.v[k - 1];
		instant oldest = INSTANT_NONE;
		size_t n = overdue_actions(i, now, &oldest);
		add_overdue(&o, i, n, "action", oldest);
		n = overdue_reviews(i, now, &oldest);
		add_overdue(&o, i, n, "review", oldest);
	}
	return o.d;
}
