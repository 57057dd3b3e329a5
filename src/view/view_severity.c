/* view_severity.c: the level in words: deciding rule, what is assumed, what would change it, the
 * history. */
#include "view/view_severity.h"

enum doc_role view_level_role(int level)
{
	switch (level) {
	case 1:
		return ROLE_SEV1;
	case 2:
		return ROLE_SEV2;
	case 3:
		return ROLE_SEV3;
	default:
		return ROLE_SEV4;
	}
}

static void level_line(struct arena *a, struct doc *d, const struct severity_policy *p,
	const struct gauges *g, const struct severity_result *r)
{
	doc_paraf(d, view_level_role(r->level), "%.*s", STR_ARG(severity_reason(a, p, g, r, NULL)));
	if (r->provisional)
		doc_field(d, "Assumed", severity_assumed_text(a, r), ROLE_WAIT);
}

static void changes(struct arena *a, struct doc *d, const struct severity_policy *p,
	const struct gauges *g, const struct severity_result *r)
{
	const struct severity_near *near;
	struct severity_next next;
	size_t n = severity_near(a, p, g, &near);

	if (r->level > 1) {
		struct str worse = severity_near_text(a, p, near, n, r->level - 1);

		if (worse.n)
			doc_field(d, "Worse", worse, ROLE_DIM);
	}
	if (r->level < SEVERITY_LEVELS) {
		struct str milder = severity_near_text(a, p, near, n, r->level + 1);

		if (milder.n)
			doc_field(d, "Milder", milder, ROLE_DIM);
	}
	if (severity_next_time_rule(p, g, &next))
		doc_field(d, "By lasting",
			str_fmt(a, "SEV%d after %s (rule %.*s)", next.level,
				duration_short(a, (duration)next.minutes * US_PER_MIN),
				STR_ARG(severity_rule_info(p, next.rule)->id)),
			ROLE_DIM);
}

struct doc *view_severity_result(struct arena *a, const struct severity_policy *p,
	const struct gauges *g, const struct severity_result *r)
{
	struct doc *d = doc_new(a);

	level_line(a, d, p, g, r);
	changes(a, d, p, g, r);
	return d;
}

void view_severity_history(struct doc *d, const struct incident *i)
{
	static const struct doc_column columns[] = {{.title = {"when", 4}}, {.title = {"level", 5}},
		{.title = {"rules", 5}}, {.title = {"by", 2}},
		{.title = {"reason", 6}, .flexible = true}};
	struct doc_block *t = doc_table(d, columns, 5);

	for (size_t n = 0; n < i->history.n; n++) {
		const struct sev_change *c = &i->history.v[n];
		struct doc_row *row = doc_table_row(
			d, t, str_fmt(d->arena, "E-%llu", (unsigned long long)c->seq));

		doc_cell(d, row, 0, ROLE_TEXT, str_z(time_iso_prec(d->arena, c->at, PREC_S)));
		doc_cell(
			d, row, 1, view_level_role(c->level), str_fmt(d->arena, "SEV%d", c->level));
		doc_cell(d, row, 2, ROLE_TEXT, c->rules);
		doc_cell(d, row, 3, ROLE_TEXT, c->actor);
		doc_cell(d, row, 4, ROLE_TEXT, c->reason);
	}
}

struct str view_severity_minutes(struct arena *a, const struct incident *i, instant now)
{
	duration per[6];
	struct buf b;

	incident_minutes_per_level(i, i->closed == INSTANT_NONE ? now : i->closed, per);
	buf_init(&b, a, 256);
	for (int level = 1; level <= SEVERITY_LEVELS; level++)
		if (per[level])
			buf_addf(&b, "%sSEV%d %lld min", b.n ? ", " : "", level,
				(long long)(per[level] / US_PER_MIN));
	return b.n ? buf_str(&b) : STR("none");
}

struct doc *view_severity(
	struct arena *a, const struct severity_policy *p, const struct incident *i, instant now)
{
	struct gauges g = incident_gauges_at(i, now);
	struct doc *d = doc_new(a);
	struct severity_result r;

	severity_evaluate(p, &g, &r);
	doc_field(d, "In force", str_fmt(a, "SEV%d, worst so far SEV%d", i->level, i->peak_level),
		view_level_role(i->level));
	level_line(a, d, p, &g, &r);
	if (r.level > i->level && i->milder_since != INSTANT_NONE) {
		duration hold = severity_hold(p, i->level), so_far = now - i->milder_since;

		doc_field(d, "Hold",
			str_fmt(a, "milder for %s of %s", duration_short(a, so_far),
				duration_short(a, hold)),
			ROLE_WAIT);
	}
	changes(a, d, p, &g, &r);
	doc_field(d, "Time at levels", view_severity_minutes(a, i, now), ROLE_TEXT);
	doc_rule(d, STR("history"));
	view_severity_history(d, i);
	return d;
}

static void put_list(struct json_out *o, const char *name, struct str joined, char sep)
{
	struct str part;

	json_out_open(o, name, '[');
	while (!str_eq_z(joined, "-") && joined.n && str_split(&joined, sep, &part))
		json_out_str(o, NULL, part);
	json_out_close(o, ']');
}

void view_severity_json(struct buf *out, const struct severity_policy *p, const struct gauges *g,
	const struct severity_result *r, const struct incident *i)
{
	struct arena *a = out->arena;
	struct json_out o;

	json_out_init(&o, out);
	json_out_open(&o, NULL, '{');
	json_out_int(&o, "level", i ? i->level : r->level);
	put_list(&o, "rules", severity_rules_text(a, p, r), '+');
	put_list(&o, "assumed", severity_assumed_text(a, r), ',');
	json_out_bool(&o, "provisional", r->provisional);
	json_out_str(&o, "reason", severity_reason(a, p, g, r, NULL));
	json_out_str(&o, "reach", severity_reach_name(p, r->reach));
	if (i) {
		json_out_int(&o, "incident", i->number);
		json_out_int(&o, "computed", r->level);
		json_out_int(&o, "peak", i->peak_level);
		json_out_open(&o, "history", '[');
		for (size_t n = 0; n < i->history.n; n++) {
			const struct sev_change *c = &i->history.v[n];

			json_out_open(&o, NULL, '{');
			json_out_int(&o, "seq", (int64_t)c->seq);
			json_out_z(&o, "at", time_iso(a, c->at));
			json_out_int(&o, "level", c->level);
			json_out_str(&o, "rules", c->rules);
			json_out_str(&o, "actor", c->actor);
			json_out_str(&o, "reason", c->reason);
			json_out_close(&o, '}');
		}
		json_out_close(&o, ']');
	}
	json_out_close(&o, '}');
	buf_add_ch(out, '\n');
}
