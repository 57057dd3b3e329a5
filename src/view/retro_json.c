/* retro_json.c: the post-mortem as one JSON object, with the full log; and the questions that are still open. */
#include "view/view_retro.h"

#include "core/milestone.h"
#include "view/retro_internal.h"
#include "view/view_action.h"
#include "view/view_delivery.h"
#include "view/view_loops.h"
#include "view/view_report.h"
#include "view/view_run.h"
#include "view/view_severity.h"
#include "view/view_timeline.h"
#include "view/view_rooms.h"
#include "view/view_vendor.h"

size_t view_retro_questions(struct arena *a, const struct retro_ask *ask, const struct str **ret)
{
	const struct incident *i = ask->incident;
	struct str *v = ARENA_ARRAY(a,
		MARK_COUNT + GAUGE_COUNT + i->actions.n + i->review.n +
			retro_change_questions_max(i) + 4,
		struct str);
	size_t n = 0;

	for (int m = 0; m < MARK_COUNT; m++)
		if (!i->marks[m].seq)
			v[n++] = str_fmt(a, "%s (mark %s TIME)", milestone_asked((enum mark)m),
				mark_name((enum mark)m));
	for (int id = 0; id < GAUGE_COUNT; id++)
		if (i->gauges.v[id].state == GAUGE_UNKNOWN)
			v[n++] = str_fmt(a, "%.*s (%s is unknown)",
				STR_ARG(severity_gauge_info(
					ask->policies->severity, (enum gauge_id)id)
						->question),
				severity_gauge_name((enum gauge_id)id));
	for (size_t k = 0; k < i->actions.n; k++)
		if (!i->actions.v[k].done_when.n)
			v[n++] = str_fmt(
				a, "How does one see that A-%u is done?", i->actions.v[k].id);
	for (size_t k = 0; k < i->review.n; k++)
		if (str_eq_z(i->review.v[k].topic, "question"))
			v[n++] = i->review.v[k].text;
	n += retro_change_questions(a, i, v + n);
	if (!i->actions.n)
		v[n++] = STR("Which actions follow from this? None is recorded.");
	*ret = v;
	return n;
}

static void put_duration(struct json_out *o, const char *name, duration d)
{
	if (d == INSTANT_NONE)
		json_out_null(o, name);
	else
		json_out_int(o, name, d / US_PER_S);
}

static void put_gauges(
	struct json_out *o, const struct retro_ask *ask, const char *name, const struct gauges *g)
{
	json_out_open(o, name, '{');
	for (int id = 0; id < GAUGE_COUNT; id++)
		json_out_str(o, severity_gauge_name((enum gauge_id)id),
			severity_gauge_print(o->buf->arena, ask->policies->severity,
				(enum gauge_id)id, g->v[id]));
	json_out_close(o, '}');
}

static void put_times(struct json_out *o, const struct incident *i)
{
	struct response_times r = incident_response_times(i);

	json_out_open(o, "milestones", '{');
	for (int m = 0; m < MARK_COUNT; m++)
		json_out_time(o, mark_name((enum mark)m),
			i->marks[m].seq ? i->marks[m].at : INSTANT_NONE);
	json_out_close(o, '}');
	json_out_open(o, "seconds_to", '{');
	put_duration(o, "detect", r.detect);
	put_duration(o, "acknowledge", r.acknowledge);
	put_duration(o, "declare", r.declare);
	put_duration(o, "command", r.command);
	put_duration(o, "first_public", r.first_public);
	put_duration(o, "mitigate", r.mitigate);
	put_duration(o, "resolve", r.resolve);
	json_out_close(o, '}');
}

static void put_severity(struct json_out *o, const struct retro_ask *ask)
{
	const struct incident *i = ask->incident;
	duration per[6];

	incident_minutes_per_level(i, i->closed == INSTANT_NONE ? ask->now : i->closed, per);
	json_out_open(o, "seconds_at_level", '{');
	for (int level = 1; level <= SEVERITY_LEVELS; level++)
		json_out_int(o, str_fmt(o->buf->arena, "%d", level).p, per[level] / US_PER_S);
	json_out_close(o, '}');
	json_out_open(o, "severity_history", '[');
	for (size_t n = 0; n < i->history.n; n++) {
		const struct sev_change *c = &i->history.v[n];

		json_out_open(o, NULL, '{');
		json_out_int(o, "seq", (int64_t)c->seq);
		json_out_time(o, "at", c->at);
		json_out_int(o, "level", c->level);
		json_out_str(o, "rules", c->rules);
		json_out_str(o, "actor", c->actor);
		json_out_str(o, "reason", c->reason);
		json_out_bool(o, "override", c->override);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

static void put_updates(struct json_out *o, const struct incident *i)
{
	json_out_open(o, "updates", '[');
	for (size_t n = 0; n < i->updates.n; n++) {
		const struct update *u = &i->updates.v[n];

		json_out_open(o, NULL, '{');
		json_out_int(o, "seq", (int64_t)u->seq);
		json_out_str(o, "audience", u->audience);
		json_out_time(o, "due", u->due);
		json_out_time(o, "sent", u->missed ? INSTANT_NONE : u->at);
		json_out_bool(o, "missed", u->missed);
		json_out_time(o, "next_due", u->next_due);
		json_out_str(o, "text", u->text);
		json_out_bool(o, "on_time", !u->missed && !u->late);
		if (u->missed)
			json_out_int(o, "n", u->n);
		if (u->draft)
			json_out_str(o, "draft", str_fmt(o->buf->arena, "C-%u", u->draft));
		if (u->approved_by.n) {
			json_out_str(o, "approved_by", u->approved_by);
			json_out_bool(o, "approved_self", u->self);
		}
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

static void put_promises(struct json_out *o, const struct incident *i)
{
	struct update_score s = update_score(i, (struct str){0});
	int percent = update_adherence(&s);

	json_out_open(o, "promises", '{');
	json_out_int(o, "fell_due", s.due);
	json_out_int(o, "on_time", s.kept);
	json_out_int(o, "missed", s.missed);
	if (percent < 0)
		json_out_null(o, "adherence");
	else
		json_out_int(o, "adherence", percent);
	json_out_open(o, "snoozes", '[');
	for (size_t n = 0; n < i->comms.snoozes.n; n++) {
		const struct update_snooze *x = &i->comms.snoozes.v[n];

		json_out_open(o, NULL, '{');
		json_out_int(o, "seq", (int64_t)x->seq);
		json_out_str(o, "audience", x->audience);
		json_out_time(o, "due", x->due);
		json_out_time(o, "until", x->until);
		json_out_str(o, "actor", x->actor);
		json_out_str(o, "reason", x->reason);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
	json_out_close(o, '}');
}

static void put_deliveries(struct json_out *o, const struct incident *i)
{
	json_out_open(o, "deliveries", '[');
	for (size_t n = 0; n < i->deliveries.n; n++) {
		json_out_open(o, NULL, '{');
		view_delivery_json(o, &i->deliveries.v[n]);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

static void put_gaps(struct json_out *o, const struct incident *i)
{
	json_out_open(o, "gaps", '[');
	for (size_t n = 0; n < i->gaps.n; n++) {
		json_out_open(o, NULL, '{');
		json_out_str(o, "link", i->gaps.v[n].link);
		json_out_time(o, "from", i->gaps.v[n].from);
		json_out_time(o, "to", i->gaps.v[n].to);
		json_out_str(o, "why", i->gaps.v[n].why);
		json_out_bool(o, "filled", i->gaps.v[n].filled);
		json_out_int(o, "people", i->gaps.v[n].people);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

static void put_actions(struct json_out *o, const struct incident *i)
{
	json_out_open(o, "actions", '[');
	for (size_t n = 0; n < i->actions.n; n++) {
		const struct action *x = &i->actions.v[n];

		json_out_open(o, NULL, '{');
		json_out_str(o, "id", str_fmt(o->buf->arena, "A-%u", x->id));
		json_out_z(o, "status", action_status_name(x->status));
		json_out_str(o, "text", x->text);
		json_out_str(o, "owner", x->owner);
		json_out_time(o, "due", x->due);
		json_out_str(o, "class", x->class);
		json_out_str(o, "done_when", x->done_when);
		json_out_str(o, "evidence", x->evidence);
		view_action_check_json(o, x);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

/* The rows are objects already, one a line. */
static void put_lines(struct json_out *o, const char *name, struct str rows)
{
	struct str line;

	json_out_open(o, name, '[');
	while (rows.n && str_split(&rows, '\n', &line))
		if (line.n)
			json_out_raw(o, NULL, line);
	json_out_close(o, ']');
}

static void put_log(struct json_out *o, const struct timeline *log)
{
	struct buf rows;

	buf_init(&rows, o->buf->arena, o->buf->max);
	view_timeline_json(&rows, log);
	put_lines(o, "log", buf_str(&rows));
}

static void put_loops(struct json_out *o, const struct incident *i)
{
	static const struct {
		const char *name;
		void (*list)(struct buf *out, const struct incident *i);
	} lists[] = {{"facts", view_facts_json}, {"hypotheses", view_theories_json},
		{"decisions", view_decisions_json}, {"polls", view_polls_json},
		{"tasks", view_tasks_json}, {"vendors", view_vendors_json},
		{"rooms", view_rooms_json}};

	for (size_t n = 0; n < sizeof lists / sizeof *lists; n++) {
		struct buf rows;

		buf_init(&rows, o->buf->arena, o->buf->max);
		lists[n].list(&rows, i);
		put_lines(o, lists[n].name, buf_str(&rows));
	}
}

void view_retro_json(struct buf *out, const struct retro_ask *ask, const struct timeline *log)
{
	const struct incident *i = ask->incident;
	const struct str *questions;
	size_t n = view_retro_questions(out->arena, ask, &questions);
	struct json_out o;

	json_out_init(&o, out);
	json_out_open(&o, NULL, '{');
	json_out_z(&o, "format", "warroom-postmortem-1");
	json_out_int(&o, "incident", i->number);
	json_out_str(&o, "title", i->title);
	json_out_bool(&o, "drill", i->drill);
	json_out_bool(&o, "sensitive", i->sensitive);
	json_out_z(&o, "status", status_name(i->status));
	json_out_int(&o, "level", i->level);
	json_out_int(&o, "peak", i->peak_level);
	json_out_time(&o, "declared", i->declared);
	json_out_time(&o, "closed", i->closed);
	put_gauges(&o, ask, "impact_at_worst", &i->worst_gauges);
	put_gauges(&o, ask, "impact_last_known", &i->gauges);
	put_times(&o, i);
	view_measures_json(&o, "measures", i, ask->now);
	put_severity(&o, ask);
	retro_people_json(&o, i);
	put_updates(&o, i);
	put_promises(&o, i);
	put_deliveries(&o, i);
	put_gaps(&o, i);
	put_actions(&o, i);
	put_loops(&o, i);
	json_out_open(&o, "questions", '[');
	for (size_t k = 0; k < n; k++)
		json_out_str(&o, NULL, questions[k]);
	json_out_close(&o, ']');
	retro_lint_json(&o, ask);
	put_log(&o, log);
	json_out_int(&o, "journal_records", (int64_t)ask->board->seq);
	json_out_z(&o, "journal_head", hash_hex(out->arena, &ask->board->head));
	json_out_open(&o, "runbooks", '[');
	for (size_t k = 0; k < i->runs.v.n; k++)
		view_run_json(&o, i, &i->runs.v.v[k], ask->now);
	json_out_close(&o, ']');
	retro_put_changes(&o, i);
	json_out_close(&o, '}');
	buf_add_ch(out, '\n');
}
