/* view_compare.c: what was known at a moment beside what is known now, from the two boards alone. */
#include "view/view_compare.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "view/view_timeline.h"

enum { LATE_SHOWN = 12, AMENDED_SHOWN = 12, UPDATE_WORDS = 60 };

struct build {
	struct arena *a;
	const struct policies *p;
	const struct incident *then, *live; /* then: NULL when it was not recorded yet */
	struct compare *c;
};

static void differ(struct build *b, struct str what, struct str then, struct str now)
{
	struct str none = STR("-");
	if (str_eq(then, now))
		return;
	*VEC_PUSH(b->a, &b->c->changes) = (struct compare_change){
		.what = what, .then = then.n ? then : none, .now = now.n ? now : none};
}

/* ---- Single facts ---- */

static struct str severity_text(struct arena *a, const struct incident *i)
{
	if (!i || !i->history.n)
		return (struct str){0};
	const struct sev_change *last = &i->history.v[i->history.n - 1];
	struct str rest = last->rules, rule = {0};
	if (!last->by_rule)
		return str_fmt(a, "SEV%d%s, set by %.*s", i->level,
			last->override ? " (override)" : "", STR_ARG(last->actor));
	str_split(&rest, '+', &rule);
	return str_fmt(a, "SEV%d%s, rule %.*s", i->level, i->provisional ? " (provisional)" : "",
		STR_ARG(rule));
}

static struct str rules_say(struct arena *a, const struct incident *i)
{
	return i && i->computed_level ? str_fmt(a, "SEV%d", i->computed_level) : (struct str){0};
}

static struct str title_of(const struct incident *i)
{
	return i ? i->title : (struct str){0};
}

static struct str status_of(const struct incident *i)
{
	return i ? str_z(status_name(i->status)) : (struct str){0};
}

static struct str open_actions(struct arena *a, const struct incident *i)
{
	size_t n = 0;
	for (size_t k = 0; i && k < i->actions.n; k++)
		n += i->actions.v[k].status == ACTION_OPEN;
	return i ? str_fmt(a, "%zu open", n) : (struct str){0};
}

/* ---- Lists ---- */

/* Everybody who holds the role at the end of what this incident knows. */
static struct str holders(struct arena *a, const struct incident *i, struct str role)
{
	struct buf b;
	buf_init(&b, a, 1024);
	for (size_t k = 0; i && k < i->roles.n; k++) {
		const struct tenure *t = &i->roles.v[k];
		if (t->to == INSTANT_NONE && str_eq(t->role, role))
			buf_addf(&b, "%s%.*s", b.n ? ", " : "", STR_ARG(t->person));
	}
	return buf_str(&b);
}

static bool role_met(const struct incident *i, size_t upto, struct str role)
{
	for (size_t k = 0; k < upto; k++) {
		if (str_eq(i->roles.v[k].role, role))
			return true;
	}
	return false;
}

static void compare_roles(struct build *b)
{
	const struct incident *i = b->live; /* has every role that was ever held */
	for (size_t k = 0; k < i->roles.n; k++) {
		struct str role = i->roles.v[k].role;
		if (!role_met(i, k, role))
			differ(b, role, holders(b->a, b->then, role), holders(b->a, b->live, role));
	}
}

static struct str gauge_text(struct build *b, const struct incident *i, enum gauge_id id)
{
	struct gauge g = i ? i->gauges.v[id] : (struct gauge){.state = GAUGE_UNUSED};
	if (g.state == GAUGE_UNUSED)
		return (struct str){0};
	if (g.state == GAUGE_UNKNOWN)
		return STR("?");
	return severity_gauge_show(b->a, b->p->severity, id, g);
}

/* The duration gauge is a clock, not something that is known otherwise now. */
static void compare_gauges(struct build *b)
{
	for (int k = 0; k < GAUGE_COUNT; k++) {
		enum gauge_id id = (enum gauge_id)k;
		if (id != GAUGE_DURATION)
			differ(b, str_z(severity_gauge_name(id)), gauge_text(b, b->then, id),
				gauge_text(b, b->live, id));
	}
}

static struct str mark_text(struct arena *a, const struct incident *i, int which)
{
	const struct milestone *m = i ? &i->marks[which] : NULL;
	if (!m || !m->seq)
		return (struct str){0};
	enum precision shown = m->precision == PREC_US ? PREC_S : m->precision;
	return m->at == INSTANT_NONE ? STR("?") : str_z(time_iso_prec(a, m->at, shown));
}

static void compare_marks(struct build *b)
{
	for (int k = 0; k < MARK_COUNT; k++)
		differ(b, str_z(mark_name((enum mark)k)), mark_text(b->a, b->then, k),
			mark_text(b->a, b->live, k));
}

static struct str update_text(struct arena *a, const struct incident *i, struct str audience)
{
	const struct update *u = i ? incident_last_update(i, audience) : NULL;
	if (!u)
		return (struct str){0};
	size_t n = utf8_floor(u->text, u->text.n < UPDATE_WORDS ? u->text.n : UPDATE_WORDS);
	return str_fmt(a, "%s %.*s%s", time_iso_prec(a, u->at, PREC_S),
		STR_ARG(str_cut(u->text, 0, n)), n < u->text.n ? ".." : "");
}

static void compare_updates(struct build *b)
{
	for (size_t n = 0; n < cadence_audiences(b->p->cadence); n++) {
		struct str audience = cadence_audience(b->p->cadence, n);
		differ(b, str_fmt(b->a, "update to %.*s", STR_ARG(audience)),
			update_text(b->a, b->then, audience), update_text(b->a, b->live, audience));
	}
}

/* ---- Rows ---- */

static int by_time(const void *x, const void *y)
{
	const struct entry *a = *(const struct entry *const *)x,
			   *b = *(const struct entry *const *)y;
	if (a->occurred != b->occurred)
		return a->occurred < b->occurred ? -1 : 1;
	return a->seq < b->seq ? -1 : a->seq > b->seq;
}

static bool said_otherwise(const struct entry *then, const struct entry *now)
{
	return then->occurred != now->occurred || !str_eq(then->text, now->text);
}

static void compare_rows(struct build *b)
{
	struct compare *c = b->c;
	for (size_t k = 0; k < b->live->entries.n; k++) {
		const struct entry *e = &b->live->entries.v[k];
		const struct entry *was = b->then ? incident_entry(b->then, e->seq) : NULL;
		if (was && said_otherwise(was, e))
			*VEC_PUSH(b->a, &c->amended) = (struct compare_amended){
				.then = was, .now = e};
		if (timeline_is_late(e, c->at))
			*VEC_PUSH(b->a, &c->late) = e;
		c->rows_since += !was && !timeline_is_machinery(e->kind);
	}
	if (c->late.n)
		qsort(c->late.v, c->late.n, sizeof *c->late.v, by_time);
}

void compare_of(struct arena *a, const struct policies *p, const struct incident *then,
	const struct incident *live, instant at, instant now, struct compare *ret)
{
	struct compare c = {.at = at, .now = now};
	struct build b = {.a = a, .p = p, .then = then, .live = live, .c = &c};
	differ(&b, STR("severity"), severity_text(a, then), severity_text(a, live));
	differ(&b, STR("rules say"), rules_say(a, then), rules_say(a, live));
	differ(&b, STR("status"), status_of(then), status_of(live));
	differ(&b, STR("title"), title_of(then), title_of(live));
	compare_roles(&b);
	compare_gauges(&b);
	compare_marks(&b);
	differ(&b, STR("actions"), open_actions(a, then), open_actions(a, live));
	compare_updates(&b);
	compare_rows(&b);
	*ret = c;
}

/* ---- As a document ---- */

static const char *clock_of(struct arena *a, instant at, const struct zone *zone)
{
	return time_hms(a, at, zone_offset_min(zone, at));
}

static void changes_doc(struct doc *d, const struct compare *c, const struct zone *zone)
{
	struct arena *a = d->arena;
	const struct doc_column columns[] = {{.title = STR("what")},
		{.title = str_fmt(a, "known %s", clock_of(a, c->at, zone)), .flexible = true},
		{.title = str_fmt(a, "known now, %s", clock_of(a, c->now, zone)),
			.flexible = true}};
	if (!c->changes.n) {
		doc_paraf(d, ROLE_OK,
			"Severity, status, roles, gauges and updates are known now as then.");
		return;
	}
	struct doc_block *t = doc_table(d, columns, 3);
	for (size_t n = 0; n < c->changes.n; n++) {
		const struct compare_change *x = &c->changes.v[n];
		struct doc_row *row = doc_table_row(d, t, x->what);
		doc_cell(d, row, 0, ROLE_HEAD, x->what);
		doc_cell(d, row, 1, ROLE_DIM, x->then);
		doc_cell(d, row, 2, ROLE_TEXT, x->now);
	}
}

static void amended_doc(struct doc *d, const struct compare *c, const struct zone *zone)
{
	struct arena *a = d->arena;
	if (!c->amended.n)
		return;
	doc_rule(d, str_fmt(a, "said otherwise since: %zu", c->amended.n));
	for (size_t n = 0; n < c->amended.n && n < AMENDED_SHOWN; n++) {
		const struct compare_amended *x = &c->amended.v[n];
		const char *id = arena_printf(a, "E-%llu", (unsigned long long)x->now->seq);
		doc_field(d, id,
			str_fmt(a, "%s %.*s", clock_of(a, x->then->occurred, zone),
				STR_ARG(x->then->text)),
			ROLE_DIM);
		doc_field(d,
			x->now->amended_by ? arena_printf(a, "by E-%llu",
						     (unsigned long long)x->now->amended_by)
					   : "now",
			str_fmt(a, "%s %.*s", clock_of(a, x->now->occurred, zone),
				STR_ARG(x->now->text)),
			ROLE_TEXT);
	}
	if (c->amended.n > AMENDED_SHOWN)
		doc_paraf(d, ROLE_DIM, "and %zu more", c->amended.n - AMENDED_SHOWN);
}

static void late_doc(struct doc *d, const struct compare *c, const struct zone *zone)
{
	struct arena *a = d->arena;
	if (!c->late.n)
		return;
	doc_rule(d, str_fmt(a, "of before %s, recorded after it: %zu", clock_of(a, c->at, zone),
			    c->late.n));
	for (size_t n = 0; n < c->late.n && n < LATE_SHOWN; n++) {
		const struct entry *e = c->late.v[n];
		struct doc_block *p = doc_para(d, (struct str){0});
		doc_spanf(d, p, ROLE_DIM, "%s  %.*s  ", clock_of(a, e->occurred, zone),
			STR_ARG(e->actor));
		doc_spanf(d, p, ROLE_TEXT, "%.*s", STR_ARG(e->text));
		doc_spanf(d, p, ROLE_DIM, "  (%.*s)", STR_ARG(timeline_late_text(a, e, zone)));
	}
	if (c->late.n > LATE_SHOWN)
		doc_paraf(d, ROLE_DIM, "and %zu more", c->late.n - LATE_SHOWN);
}

struct doc *view_compare(struct arena *a, const struct compare *c, const struct zone *zone)
{
	struct doc *d = doc_new(a);
	changes_doc(d, c, zone);
	amended_doc(d, c, zone);
	late_doc(d, c, zone);
	doc_paraf(d, ROLE_DIM, "%zu row%s recorded since then.", c->rows_since,
		c->rows_since == 1 ? "" : "s");
	return d;
}

/* ---- As JSON ---- */

static struct str entry_id(struct arena *a, const struct entry *e)
{
	return str_fmt(a, "E-%llu", (unsigned long long)e->seq);
}

static void json_changes(struct json_out *o, const struct compare *c)
{
	json_out_open(o, "changed", '[');
	for (size_t n = 0; n < c->changes.n; n++) {
		json_out_open(o, NULL, '{');
		json_out_str(o, "what", c->changes.v[n].what);
		json_out_str(o, "then", c->changes.v[n].then);
		json_out_str(o, "now", c->changes.v[n].now);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

static void json_rows(struct json_out *o, struct arena *a, const struct compare *c)
{
	json_out_open(o, "amended", '[');
	for (size_t n = 0; n < c->amended.n; n++) {
		json_out_open(o, NULL, '{');
		json_out_str(o, "id", entry_id(a, c->amended.v[n].now));
		json_out_str(o, "then", c->amended.v[n].then->text);
		json_out_str(o, "now", c->amended.v[n].now->text);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
	json_out_open(o, "late", '[');
	for (size_t n = 0; n < c->late.n; n++) {
		const struct entry *e = c->late.v[n];
		json_out_open(o, NULL, '{');
		json_out_str(o, "id", entry_id(a, e));
		json_out_z(o, "occurred", time_iso(a, e->occurred));
		json_out_z(o, "recorded", time_iso(a, e->recorded));
		json_out_str(o, "text", e->text);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

void view_compare_json(struct buf *out, const struct compare *c)
{
	struct json_out o;
	json_out_init(&o, out);
	json_out_open(&o, NULL, '{');
	json_out_z(&o, "at", time_iso(out->arena, c->at));
	json_out_z(&o, "now", time_iso(out->arena, c->now));
	json_changes(&o, c);
	json_rows(&o, out->arena, c);
	json_out_int(&o, "rows_since", (int64_t)c->rows_since);
	json_out_close(&o, '}');
	buf_add_ch(out, '\n');
}
