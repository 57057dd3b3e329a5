/* lint.c: finds what does not add up in the record of an incident, while somebody still remembers. */
#include "core/lint.h"

#include "core/milestone.h"

const char *lint_rule_name(enum lint_rule r)
{
	static const char *const names[LINT_RULES] = {"order", "recovery", "future", "missing",
		"no-time", "status", "duration", "silent", "claim", "recollection", "zone",
		"planned", "edited", "bot"};

	return names[r];
}

void lint_add(struct lint_findings *l, const struct lint_finding *f)
{
	if (l->n == LINT_FINDINGS_MAX) {
		l->more++;
		return;
	}
	if (!l->v)
		l->v = ARENA_ARRAY(l->arena, LINT_FINDINGS_MAX, struct lint_finding);
	l->v[l->n++] = *f;
}

struct search {
	const struct policies *p;
	const struct incident *i;
	instant now;
	struct lint_findings *l;
	const struct entry **rows; /* of people, with a known time, in order of it */
	size_t n;
};

static struct str row_name(struct arena *a, uint64_t seq)
{
	return str_fmt(a, "E-%llu", (unsigned long long)seq);
}

static void found(
	struct search *r, enum lint_rule rule, uint64_t seq, struct str text, struct str fix)
{
	struct lint_finding f = {.rule = rule,
		.seq = seq,
		.row = seq ? row_name(r->l->arena, seq) : (struct str){0},
		.text = text,
		.fix = fix};

	lint_add(r->l, &f);
}

static struct str amend_at(struct arena *a, uint64_t seq)
{
	return str_fmt(a, "amend E-%llu at=", (unsigned long long)seq);
}

/* ---- Milestones ---- */

static enum lint_rule rule_of(const struct milestone_question *q)
{
	if (q->trouble == MILESTONE_MISSING)
		return LINT_MISSING;
	if (q->trouble == MILESTONE_FUTURE)
		return LINT_FUTURE;
	return q->mark == MARK_IMPACT_END ? LINT_RECOVERY : LINT_ORDER;
}

static void milestones(struct search *r)
{
	const struct milestone_question *q;
	struct arena *a = r->l->arena;
	size_t n = milestone_questions(a, r->i, r->now, &q);

	for (size_t k = 0; k < n; k++) {
		struct lint_finding f = {.rule = rule_of(&q[k]),
			.seq = r->i->marks[q[k].mark].seq,
			.row = str_z(mark_name(q[k].mark)),
			.text = q[k].text,
			.fix = str_fmt(a, "mark %s ", mark_name(q[k].mark))};

		if (q[k].trouble == MILESTONE_MISSING)
			f.text = str_z(milestone_asked(q[k].mark));
		lint_add(r->l, &f);
	}
}

/* ---- Single rows ---- */

static bool is_by_people(const struct entry *e)
{
	return !str_eq_z(e->actor, "system") && e->kind != EV_LINK_STATE &&
	       e->kind != EV_CHAT_OUT_STATE && e->kind != EV_LEASE_TAKEN;
}

static void check_time(struct search *r, const struct entry *e)
{
	struct arena *a = r->l->arena;

	if (e->precision == PREC_UNKNOWN || e->precision == PREC_DAY)
		found(r, LINT_NO_TIME, e->seq,
			str_fmt(a, "%s: when was that?",
				e->precision == PREC_DAY ? "only its day is known"
							 : "its time is not known"),
			amend_at(a, e->seq));
	else if (e->occurred - e->recorded > US_PER_MIN)
		found(r, LINT_FUTURE, e->seq,
			str_fmt(a, "it happened %s after it was recorded: which clock said so?",
				duration_short(a, e->occurred - e->recorded)),
			amend_at(a, e->seq));
}

static bool is_told(enum event_kind k)
{
	return k == EV_NOTE || k == EV_FACT || k == EV_LEARNED;
}

static void check_memory(struct search *r, const struct entry *e)
{
	struct arena *a = r->l->arena;
	duration late = e->recorded - e->occurred;

	if (!is_told(e->kind) || e->precision == PREC_UNKNOWN ||
		late <= LINT_MEMORY_MIN * US_PER_MIN || incident_backing(r->i, e->seq))
		return;
	found(r, LINT_RECOLLECTION, e->seq,
		str_fmt(a, "it was recorded %s after it happened: from memory, or what shows it?",
			duration_short(a, late)),
		str_fmt(a, "link E-%llu recollection", (unsigned long long)e->seq));
}

static void rows(struct search *r)
{
	for (size_t n = 0; n < r->i->entries.n; n++)
		check_time(r, &r->i->entries.v[n]);
}

static void memories(struct search *r)
{
	for (size_t n = 0; n < r->i->entries.n; n++)
		check_memory(r, &r->i->entries.v[n]);
}

/* ---- Statuses ---- */

static void check_pair(struct search *r, const struct entry *was, const struct entry *is)
{
	struct arena *a = r->l->arena;

	if (is->occurred < was->occurred)
		found(r, LINT_STATUS, is->seq,
			str_fmt(a, "%.*s is said to be %s before E-%llu (%.*s), which it followed",
				STR_ARG(is->text), duration_short(a, was->occurred - is->occurred),
				(unsigned long long)was->seq, STR_ARG(was->text)),
			amend_at(a, is->seq));
	else if (is->occurred - was->occurred < US_PER_S)
		found(r, LINT_STATUS, is->seq,
			str_fmt(a, "two statuses at once: %.*s, and %.*s (E-%llu)",
				STR_ARG(is->text), STR_ARG(was->text),
				(unsigned long long)was->seq),
			amend_at(a, is->seq));
}

static void statuses(struct search *r)
{
	const struct entry *was = NULL;

	for (size_t n = 0; n < r->i->entries.n; n++) {
		const struct entry *e = &r->i->entries.v[n];

		if (e->kind != EV_STATUS_SET && e->kind != EV_REOPEN)
			continue;
		if (was && e->kind == EV_STATUS_SET)
			check_pair(r, was, e);
		was = e;
	}
}

/* ---- Lengths of time in words ---- */

static duration stamped(const struct incident *i, enum lint_said said)
{
	struct response_times t = incident_response_times(i);

	switch (said) {
	case SAID_DETECT:
		return t.detect;
	case SAID_REPAIR:
		return t.mitigate;
	case SAID_RESOLVE:
		return t.resolve;
	}
	return INSTANT_NONE;
}

static void check_lengths(struct search *r, const struct entry *e)
{
	struct lint_duration d;
	struct arena *a = r->l->arena;

	for (size_t from = 0; lint_duration_find(e->text, from, &d); from = d.at + 1) {
		duration by_stamps = stamped(r->i, d.said);

		if (by_stamps == INSTANT_NONE ||
			(d.length - by_stamps <= US_PER_MIN && by_stamps - d.length <= US_PER_MIN))
			continue;
		found(r, LINT_DURATION, e->seq,
			str_fmt(a, "it says %s, the milestones say %s", duration_short(a, d.length),
				duration_short(a, by_stamps)),
			str_fmt(a, "amend E-%llu ", (unsigned long long)e->seq));
	}
}

static void lengths(struct search *r)
{
	for (size_t n = 0; n < r->i->entries.n; n++)
		check_lengths(r, &r->i->entries.v[n]);
}

/* ---- Silence ---- */

static int by_time(const void *x, const void *y)
{
	const struct entry *a = *(const struct entry *const *)x;
	const struct entry *b = *(const struct entry *const *)y;

	if (a->occurred != b->occurred)
		return a->occurred < b->occurred ? -1 : 1;
	return a->seq < b->seq ? -1 : a->seq > b->seq;
}

static instant end_of(const struct incident *i, instant now)
{
	const struct milestone *over = &i->marks[MARK_RESOLVED];

	if (over->seq && over->at != INSTANT_NONE)
		return over->at;
	return i->closed == INSTANT_NONE ? now : i->closed;
}

static void collect(struct search *r)
{
	const struct incident *i = r->i;
	bool sorted = true;

	r->rows = arena_array(r->l->arena, i->entries.n + 1, sizeof *r->rows);
	for (size_t n = 0; n < i->entries.n; n++) {
		const struct entry *e = &i->entries.v[n];

		if (!is_by_people(e) || e->precision > PREC_MIN)
			continue;
		sorted = sorted && (!r->n || r->rows[r->n - 1]->occurred <= e->occurred);
		r->rows[r->n++] = e;
	}
	if (!sorted)
		qsort(r->rows, r->n, sizeof *r->rows, by_time);
}

/* How long people may record nothing behind this row; 0: as long as they like. */
static duration patience(const struct search *r, const struct entry *e)
{
	int level = incident_level_at(r->i, e->seq + 1);
	const struct cadence_row *row = cadence_row(r->p->cadence, level, STR("responders"));

	return row ? LINT_SILENT_INTERVALS *
			       cadence_interval(
				       row, cadence_phase_of(incident_status_at(r->i, e->seq + 1)))
		   : 0;
}

static void check_gap(struct search *r, const struct entry *e, instant to)
{
	duration quiet = to - e->occurred, limit = patience(r, e);
	struct arena *a = r->l->arena;

	if (!limit || quiet <= limit)
		return;
	found(r, LINT_SILENT, e->seq,
		str_fmt(a, "for %s after it people recorded nothing: what was done until %s?",
			duration_short(a, quiet), time_iso_prec(a, to, PREC_MIN)),
		str_fmt(a, "log %s ", time_iso_prec(a, e->occurred + limit / 2, PREC_MIN)));
}

static void silences(struct search *r)
{
	instant end = end_of(r->i, r->now);

	for (size_t n = 0; n < r->n && r->rows[n]->occurred < end; n++) {
		const struct entry *next = n + 1 < r->n ? r->rows[n + 1] : NULL;

		if (r->rows[n]->occurred >= r->i->declared)
			check_gap(
				r, r->rows[n], next && next->occurred < end ? next->occurred : end);
	}
}

/* ---- Claims ---- */

static struct str link_to(struct arena *a, uint64_t seq)
{
	return str_fmt(a, "link E-%llu ", (unsigned long long)seq);
}

static bool was_checked(const struct incident *i)
{
	for (size_t n = 0; n < i->changes.checks.n; n++)
		if (i->changes.checks.v[n].passed)
			return true;
	return false;
}

static void claims(struct search *r)
{
	const struct loops *l = &r->i->loops;
	const struct milestone *over = &r->i->marks[MARK_RESOLVED];
	struct arena *a = r->l->arena;

	for (size_t n = 0; n < l->facts.n; n++)
		if (!l->facts.v[n].evidence && !incident_backing(r->i, l->facts.v[n].seq))
			found(r, LINT_CLAIM, l->facts.v[n].seq,
				STR("a fact that names no evidence: what shows it?"),
				link_to(a, l->facts.v[n].seq));
	for (size_t n = 0; n < l->theories.n; n++) {
		const struct theory *h = &l->theories.v[n];

		if (h->status == THEORY_CONFIRMED && !h->evidence &&
			!incident_backing(r->i, h->seq))
			found(r, LINT_CLAIM, h->seq,
				str_fmt(a, "H-%u was confirmed without evidence: what showed it?",
					h->id),
				link_to(a, h->seq));
	}
	if (over->seq && over->at != INSTANT_NONE && !was_checked(r->i))
		found(r, LINT_CLAIM, over->seq,
			STR("it is said to be over, and no check passed: which signal shows it?"),
			STR("check "));
}

/* Stable: within a rule the order of finding stays. */
static void by_rule(struct lint_findings *l)
{
	struct lint_finding *v = ARENA_ARRAY(l->arena, l->n + 1, struct lint_finding);
	size_t at = 0;

	for (int rule = 0; rule < LINT_RULES; rule++)
		for (size_t n = 0; n < l->n; n++)
			if (l->v[n].rule == (enum lint_rule)rule)
				v[at++] = l->v[n];
	l->v = v;
}

void lint_incident(struct arena *a, const struct policies *p, const struct incident *i, instant now,
	struct lint_findings *ret)
{
	struct search r = {.p = p, .i = i, .now = now, .l = ret};

	*ret = (struct lint_findings){.arena = a};
	if (i->dismissed)
		return;
	collect(&r);
	milestones(&r);
	rows(&r);
	statuses(&r);
	lengths(&r);
	silences(&r);
	claims(&r);
	memories(&r);
	by_rule(ret);
}
