/* view_retro.c: the parts of a post-mortem: computed facts, or an open question by name, never a blank. */
#include "view/view_retro.h"

#include "core/fence.h"
#include "view/retro_internal.h"
#include "view/view_action.h"
#include "view/view_comms.h"
#include "view/view_delivery.h"
#include "view/view_report.h"
#include "view/view_run.h"
#include "view/view_severity.h"

static const char *title_of(struct arena *a, const struct retro_ask *ask)
{
	const struct incident *i = ask->incident;

	return str_fmt(a, "INC-%u %.*s", i->number, STR_ARG(i->title)).p;
}

static void title(const struct retro_ask *ask, struct doc *d)
{
	const struct incident *i = ask->incident;
	struct arena *a = d->arena;

	doc_heading(d, 1, str_z(title_of(a, ask)));
	doc_paraf(d, view_level_role(i->peak_level), "%s, SEV%d at worst, %s to %s.",
		i->status == STATUS_CLOSED ? "Closed" : "Draft while the incident is open",
		i->peak_level, time_iso_prec(a, incident_zero(i), PREC_S),
		i->closed == INSTANT_NONE ? "(still open)" : time_iso_prec(a, i->closed, PREC_S));
}

static struct str marked(struct arena *a, const struct incident *i, enum mark m)
{
	const struct milestone *x = &i->marks[m];

	if (!x->seq || x->at == INSTANT_NONE)
		return str_fmt(a, "not known (mark %s TIME says it)", mark_name(m));
	return str_z(time_iso_prec(a, x->at, x->precision));
}

static struct str shown(
	const struct retro_ask *ask, struct arena *a, const struct gauges *g, enum gauge_id id)
{
	return severity_gauge_show(a, ask->policies->severity, id, g->v[id]);
}

/* In a sentence a question mark would read as punctuation. */
static struct str known(
	const struct retro_ask *ask, struct arena *a, const struct gauges *g, enum gauge_id id)
{
	return g->v[id].state == GAUGE_UNKNOWN ? STR("not known") : shown(ask, a, g, id);
}

static void summary(const struct retro_ask *ask, struct doc *d)
{
	const struct incident *i = ask->incident;
	const struct gauges *g = &i->worst_gauges;
	struct arena *a = d->arena;
	struct severity_result r;

	severity_evaluate(ask->policies->severity, g, &r);
	doc_paraf(d, ROLE_TEXT,
		"Journey: %.*s, %.*s for %.*s of %.*s (users: %.*s). Impact began: %.*s; impact "
		"ended: %.*s. At worst this was SEV%d. It was declared at %s by %.*s.",
		STR_ARG(known(ask, a, g, GAUGE_JOURNEY)),
		STR_ARG(known(ask, a, g, GAUGE_DEGRADATION)),
		STR_ARG(severity_reach_name(ask->policies->severity, r.reach)),
		STR_ARG(known(ask, a, g, GAUGE_AUDIENCE)),
		STR_ARG(known(ask, a, g,
			g->v[GAUGE_USERS_SHARE].state == GAUGE_UNUSED ? GAUGE_USERS_COUNT
								      : GAUGE_USERS_SHARE)),
		STR_ARG(marked(a, i, MARK_IMPACT_START)), STR_ARG(marked(a, i, MARK_IMPACT_END)),
		i->peak_level, time_iso_prec(a, i->declared, PREC_S), STR_ARG(i->declared_by));
}

static void impact(const struct retro_ask *ask, struct doc *d)
{
	static const struct doc_column columns[] = {{.title = {"gauge", 5}},
		{.title = {"at worst", 8}}, {.title = {"last known", 10}},
		{.title = {"what it says", 12}, .flexible = true}};
	const struct incident *i = ask->incident;
	struct doc_block *t = doc_table(d, columns, 4);

	for (int n = 0; n < GAUGE_COUNT; n++) {
		enum gauge_id id = (enum gauge_id)n;
		struct doc_row *row;

		/* The clock runs by itself; how long it lasted stands with the response times. */
		if (id == GAUGE_DURATION || (i->gauges.v[id].state == GAUGE_UNUSED &&
						    i->worst_gauges.v[id].state == GAUGE_UNUSED))
			continue;
		row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_HEAD, str_z(severity_gauge_name(id)));
		doc_cell(d, row, 1, ROLE_TEXT, shown(ask, d->arena, &i->worst_gauges, id));
		doc_cell(d, row, 2, ROLE_TEXT, shown(ask, d->arena, &i->gauges, id));
		doc_cell(d, row, 3, ROLE_DIM,
			severity_gauge_info(ask->policies->severity, id)->question);
	}
}

static void severity(const struct retro_ask *ask, struct doc *d)
{
	const struct incident *i = ask->incident;

	doc_field(d, "In force",
		str_fmt(d->arena, "SEV%d, at worst SEV%d", i->level, i->peak_level),
		view_level_role(i->level));
	doc_field(d, "Last scored", i->reason, ROLE_TEXT);
	if (i->assumed.n && !str_eq_z(i->assumed, "-"))
		doc_field(d, "Assumed", i->assumed, ROLE_WAIT);
	doc_field(d, "Time at levels", view_severity_minutes(d->arena, i, ask->now), ROLE_TEXT);
	view_severity_history(d, i);
}

static void times(const struct retro_ask *ask, struct doc *d)
{
	view_measures(d, ask->incident, ask->now);
	for (int m = 0; m < MARK_COUNT; m++)
		doc_field(d, mark_name((enum mark)m), marked(d->arena, ask->incident, (enum mark)m),
			ROLE_TEXT);
}

static void updates(const struct retro_ask *ask, struct doc *d)
{
	const struct incident *i = ask->incident;
	struct update_score all = update_score(i, (struct str){0});

	if (!i->updates.n && !i->comms.snoozes.n) {
		doc_paraf(d, ROLE_WAIT, "No update was sent, and no promise fell due.");
		return;
	}
	doc_field(d, "Promises", view_update_score(d->arena, &all), ROLE_TEXT);
	view_update_ledger(d, i);
	view_deliveries(d, i);
}

static void runbooks(const struct retro_ask *ask, struct doc *d)
{
	view_runs_review(d, ask->incident, ask->now);
}

static void actions(const struct retro_ask *ask, struct doc *d)
{
	doc_append(d, view_actions(d->arena, ask->incident, ask->now));
}

static void record(const struct retro_ask *ask, struct doc *d)
{
	const struct incident *i = ask->incident;

	doc_field(d, "Entries",
		str_fmt(d->arena, "%zu, and %llu chat lines, %llu imported lines", i->entries.n,
			(unsigned long long)i->chat_rows, (unsigned long long)i->import_rows),
		ROLE_TEXT);
	doc_field(d, "Journal",
		str_fmt(d->arena, "%llu records at %s, head %s",
			(unsigned long long)ask->board->seq,
			time_iso_prec(d->arena, ask->now, PREC_S),
			hash_hex(d->arena, &ask->board->head)),
		ROLE_TEXT);
}

static void topic(const struct retro_ask *ask, struct doc *d, const char *name, const char *empty)
{
	size_t found = 0;

	for (size_t n = 0; n < ask->incident->review.n; n++) {
		const struct review_note *x = &ask->incident->review.v[n];

		if (!str_eq_z(x->topic, name))
			continue;
		doc_item(d, -1,
			str_fmt(d->arena, "%.*s (%.*s)", STR_ARG(x->text), STR_ARG(x->actor)));
		found++;
	}
	if (!found)
		doc_paraf(d, ROLE_WAIT, "%s", empty);
}

static void factors(const struct retro_ask *ask, struct doc *d)
{
	topic(ask, d, "factor", "None noted yet (learned factor ... keeps one).");
}

static void well(const struct retro_ask *ask, struct doc *d)
{
	topic(ask, d, "well", "Nothing noted yet (learned well ... keeps it).");
}

static void hard(const struct retro_ask *ask, struct doc *d)
{
	topic(ask, d, "hard", "Nothing noted yet (learned hard ... keeps it).");
}

static void luck(const struct retro_ask *ask, struct doc *d)
{
	topic(ask, d, "luck", "Nothing noted yet (learned luck ... keeps it).");
}

static void questions(const struct retro_ask *ask, struct doc *d)
{
	const struct str *q;
	size_t n = view_retro_questions(d->arena, ask, &q);

	for (size_t k = 0; k < n; k++)
		doc_item(d, 0, q[k]);
	if (!n)
		doc_paraf(d, ROLE_OK, "None.");
}

/* Parts are cut out and pasted elsewhere: each says by itself what it must not be taken for. */
static void watermark(const struct retro_ask *ask, struct doc *d)
{
	struct str words = incident_watermark(ask->incident);

	if (words.n)
		doc_paraf(d, ROLE_DRILL, "%.*s", STR_ARG(words));
}

static const struct part {
	const char *name;
	void (*fill)(const struct retro_ask *ask, struct doc *d);
} parts[] = {
	{"title", title},
	{"summary", summary},
	{"impact", impact},
	{"severity", severity},
	{"times", times},
	{"roles", retro_people},
	{"figure", retro_figure},
	{"timeline", retro_timeline},
	{"facts", retro_facts},
	{"theories", retro_theories},
	{"decisions", retro_decisions},
	{"tasks", retro_tasks},
	{"updates", updates},
	{"runbooks", runbooks},
	{"vendors", retro_vendors},
	{"corrections", retro_corrections},
	{"gaps", retro_gaps},
	{"factors", factors},
	{"well", well},
	{"hard", hard},
	{"luck", luck},
	{"changes", retro_changes},
	{"evidence", retro_evidence},
	{"divergences", retro_divergences},
	{"actions", actions},
	{"questions", questions},
	{"lint", retro_lint},
	{"wording", retro_wording},
	{"record", record},
};

enum { PARTS = sizeof parts / sizeof *parts };

const char *view_retro_part_name(size_t at)
{
	return at < PARTS ? parts[at].name : NULL;
}

enum rc view_retro_part(
	const struct retro_ask *ask, struct str name, struct doc *d, struct err *err)
{
	struct buf names;

	for (size_t n = 0; n < PARTS; n++)
		if (str_eq_z(name, parts[n].name)) {
			doc_generated(d, parts[n].name, true);
			watermark(ask, d);
			parts[n].fill(ask, d);
			doc_generated(d, parts[n].name, false);
			return RC_OK;
		}
	buf_init(&names, d->arena, 512);
	for (size_t n = 0; n < PARTS; n++)
		buf_addf(&names, "%s%s", n ? " " : "", parts[n].name);
	return err_set(err, RC_UNKNOWN, "there is no part {{%.*s}}; there are %.300s",
		STR_ARG(name), buf_z(&names));
}
