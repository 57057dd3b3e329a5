/* view_action_report.c: action items over all incidents, by owner, with their age and what is overdue. */
#include "view/view_action_report.h"

#include "base/vec.h"
#include "core/fence.h"
#include "view/view_action.h"

static int rank(const struct action *x)
{
	return x->status == ACTION_OPEN ? 0 : x->check == CHECK_WAITS ? 1 : 2;
}

static int by_owner(const void *x, const void *y)
{
	const struct action_row *a = x, *b = y;
	int c = str_cmp(a->action->owner, b->action->owner);

	if (c)
		return c;
	if (rank(a->action) != rank(b->action))
		return rank(a->action) - rank(b->action);
	if (a->action->due != b->action->due)
		return a->action->due < b->action->due ? -1 : 1;
	return a->action->seq < b->action->seq ? -1 : a->action->seq > b->action->seq;
}

static bool is_meant(const struct incident *i, instant from, instant to, bool outside)
{
	return incident_counts(i) && (!outside || incident_may_leave(i)) &&
	       (from == INSTANT_NONE || i->declared >= from) &&
	       (to == INSTANT_NONE || i->declared < to);
}

void action_report_of(struct arena *a, const struct board *b, instant from, instant to, instant now,
	bool outside, struct action_report *ret)
{
	VEC(struct action_row) rows = {0};

	for (size_t n = 0; n < b->incidents.n; n++) {
		const struct incident *i = b->incidents.v[n];

		for (size_t k = 0; is_meant(i, from, to, outside) && k < i->actions.n; k++)
			*VEC_PUSH(a, &rows) = (struct action_row){i, &i->actions.v[k]};
	}
	if (rows.n)
		qsort(rows.v, rows.n, sizeof *rows.v, by_owner);
	*ret = (struct action_report){rows.v, rows.n, now};
}

/* What an owner has. */
struct tally {
	size_t open, overdue, checks, done, late, again;
	duration oldest; /* of the open ones */
};

static bool was_late(const struct action *x)
{
	return x->status == ACTION_DONE && x->due != INSTANT_NONE && x->finished > x->due;
}

static void count(struct tally *t, const struct action *x, instant now)
{
	t->open += x->status == ACTION_OPEN;
	t->overdue += action_is_overdue(x, now);
	t->checks += action_waits_for_check(x, now);
	t->done += x->status == ACTION_DONE;
	t->late += was_late(x);
	t->again += x->not_effective > 0;
	if (x->status == ACTION_OPEN && now - x->created > t->oldest)
		t->oldest = now - x->created;
}

/* Done in time, of those that are done or should be. */
static struct str on_time(struct arena *a, const struct tally *t)
{
	size_t all = t->done + t->overdue;

	return all ? str_fmt(a, "%zu%%", (t->done - t->late) * 100 / all) : STR("-");
}

static void owner_row(
	struct doc *d, struct doc_block *table, struct str owner, const struct tally *t)
{
	struct arena *a = d->arena;
	struct doc_row *row = doc_table_row(d, table, (struct str){0});

	doc_cell(d, row, 0, ROLE_HEAD, owner);
	doc_cell(d, row, 1, ROLE_TEXT, str_fmt(a, "%zu", t->open));
	doc_cell(d, row, 2, t->overdue ? ROLE_SEV1 : ROLE_DIM, str_fmt(a, "%zu", t->overdue));
	doc_cell(d, row, 3, ROLE_TEXT, t->open ? str_z(duration_short(a, t->oldest)) : STR("-"));
	doc_cell(d, row, 4, t->checks ? ROLE_WAIT : ROLE_DIM, str_fmt(a, "%zu", t->checks));
	doc_cell(d, row, 5, ROLE_TEXT, on_time(a, t));
	doc_cell(d, row, 6, t->again ? ROLE_SEV2 : ROLE_DIM, str_fmt(a, "%zu", t->again));
}

static void owners(struct doc *d, const struct action_report *r)
{
	static const struct doc_column columns[] = {{.title = {"owner", 5}},
		{.title = {"open", 4}, .align = DOC_RIGHT},
		{.title = {"overdue", 7}, .align = DOC_RIGHT},
		{.title = {"oldest", 6}, .align = DOC_RIGHT},
		{.title = {"to check", 8}, .align = DOC_RIGHT},
		{.title = {"on time", 7}, .align = DOC_RIGHT},
		{.title = {"did not help", 12}, .align = DOC_RIGHT}};
	struct doc_block *t = doc_table(d, columns, 7);

	for (size_t n = 0; n < r->n;) {
		struct str owner = r->v[n].action->owner;
		struct tally sum = {0};

		for (; n < r->n && str_eq(r->v[n].action->owner, owner); n++)
			count(&sum, r->v[n].action, r->now);
		owner_row(d, t, owner, &sum);
	}
}

static struct str state(struct arena *a, const struct action *x, instant now)
{
	if (action_is_overdue(x, now))
		return str_fmt(a, "LATE %s", duration_short(a, now - x->due));
	if (x->status == ACTION_DONE && x->check == CHECK_WAITS)
		return STR("to check");
	if (x->check == CHECK_HELD)
		return STR("helped");
	return x->not_effective && x->status == ACTION_OPEN ? STR("again")
							    : str_z(action_status_name(x->status));
}

static void row_cells(struct doc *d, struct doc_row *row, const struct action_row *x, instant now)
{
	const struct action *y = x->action;
	struct arena *a = d->arena;

	doc_cell(d, row, 0, ROLE_HEAD, str_fmt(a, "INC-%u", x->incident->number));
	doc_cell(d, row, 1, ROLE_HEAD, str_fmt(a, "A-%u", y->id));
	doc_cell(d, row, 2, action_is_overdue(y, now) ? ROLE_SEV1 : ROLE_TEXT, state(a, y, now));
	doc_cell(d, row, 3, ROLE_TEXT, y->owner);
	doc_cell(d, row, 4, ROLE_TEXT,
		str_z(y->due == INSTANT_NONE ? "?" : time_iso_prec(a, y->due, PREC_DAY)));
	doc_cell(d, row, 5, ROLE_DIM,
		str_fmt(a, "%lld", (long long)((now - y->created) / US_PER_DAY)));
	doc_cell(d, row, 6, ROLE_TEXT, y->priority);
	doc_cell(d, row, 7, ROLE_TEXT, y->class);
	doc_cell(d, row, 8, ROLE_TEXT, y->text);
	doc_cell(d, row, 9, y->done_when.n ? ROLE_TEXT : ROLE_WAIT,
		y->done_when.n ? y->done_when : STR("?"));
}

static struct doc_block *begin_table(struct doc *d)
{
	static const struct doc_column columns[] = {{.title = {"incident", 8}},
		{.title = {"action", 6}}, {.title = {"state", 5}}, {.title = {"owner", 5}},
		{.title = {"due", 3}}, {.title = {"age (days)", 10}, .align = DOC_RIGHT},
		{.title = {"priority", 8}}, {.title = {"class", 5}},
		{.title = {"what", 4}, .flexible = true},
		{.title = {"done when", 9}, .flexible = true}};

	return doc_table(d, columns, sizeof columns / sizeof *columns);
}

/* On a screen there is less room. */
static void put_short(struct doc *d, struct doc_block **t, const struct action_row *x, instant now)
{
	static const struct doc_column columns[] = {{.title = {"action", 6}},
		{.title = {"state", 5}}, {.title = {"owner", 5}}, {.title = {"due", 3}},
		{.title = {"age", 3}, .align = DOC_RIGHT},
		{.title = {"what, and when it is done", 25}, .flexible = true}};
	const struct action *y = x->action;
	struct arena *a = d->arena;
	struct str id = str_fmt(a, "INC-%u A-%u", x->incident->number, y->id);
	struct doc_row *row;

	if (!*t) {
		doc_heading(d, 2, STR("Not over"));
		*t = doc_table(d, columns, 6);
	}
	row = doc_table_row(d, *t, id);
	doc_cell(d, row, 0, ROLE_HEAD, id);
	doc_cell(d, row, 1, action_is_overdue(y, now) ? ROLE_SEV1 : ROLE_TEXT, state(a, y, now));
	doc_cell(d, row, 2, ROLE_TEXT, y->owner);
	doc_cell(d, row, 3, ROLE_TEXT,
		str_z(y->due == INSTANT_NONE ? "?" : time_iso_prec(a, y->due, PREC_DAY)));
	doc_cell(d, row, 4, ROLE_DIM, str_z(duration_short(a, now - y->created)));
	doc_cell(d, row, 5, ROLE_TEXT, y->text);
	doc_cell(d, row, 5, y->done_when.n ? ROLE_DIM : ROLE_WAIT,
		str_fmt(a, "; %.*s",
			STR_ARG(y->done_when.n ? y->done_when : STR("nobody said when"))));
}

struct doc *view_action_report(struct arena *a, const struct action_report *r)
{
	struct doc *d = doc_new(a);
	struct doc_block *t = NULL;

	if (!r->n) {
		doc_paraf(d, ROLE_DIM, "No action was agreed in these incidents.");
		return d;
	}
	owners(d, r);
	for (size_t n = 0; n < r->n; n++) {
		if (rank(r->v[n].action) < 2)
			put_short(d, &t, &r->v[n], r->now);
	}
	if (!t)
		doc_paraf(d, ROLE_OK, "All of them are done or dropped.");
	return d;
}

struct doc *view_action_report_table(struct arena *a, const struct action_report *r)
{
	struct doc *d = doc_new(a);
	struct doc_block *t = begin_table(d);

	for (size_t n = 0; n < r->n; n++)
		row_cells(d, doc_table_row(d, t, (struct str){0}), &r->v[n], r->now);
	return d;
}

void view_action_report_json(struct buf *out, const struct action_report *r)
{
	for (size_t n = 0; n < r->n; n++) {
		const struct action *x = r->v[n].action;
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		view_action_json(&o, r->v[n].incident, x);
		json_out_int(&o, "age_days", (r->now - x->created) / US_PER_DAY);
		json_out_bool(&o, "overdue", action_is_overdue(x, r->now));
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}
