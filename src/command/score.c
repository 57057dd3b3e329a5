/* score.c: what the commands share about severity: reading gauges, scoring them, proposing the
 * level. */
#include "command/command_internal.h"

enum rc read_gauges(
	const struct ask *ask, const struct args *args, struct gauges *g, struct err *err)
{
	const struct pair *pairs;
	size_t n = args_pairs(args, "gauges", &pairs);

	for (size_t i = 0; i < n; i++) {
		enum rc rc = severity_gauge_set(
			ask->policies->severity, g, pairs[i].name, pairs[i].value, err);

		if (rc != RC_OK) {
			if (err)
				err->at = pairs[i].at;
			return rc;
		}
	}
	return RC_OK;
}

void body_gauges(struct body *b, const struct ask *ask, const char *name, const struct gauges *g,
	uint32_t mask)
{
	json_out_open(&b->json, name, '{');
	for (int id = 0; id < GAUGE_COUNT; id++)
		if (mask & (UINT32_C(1) << id))
			json_out_str(&b->json, severity_gauge_name((enum gauge_id)id),
				severity_gauge_print(ask->arena, ask->policies->severity,
					(enum gauge_id)id, g->v[id]));
	json_out_close(&b->json, '}');
}

static void score_members(struct body *b, const struct ask *ask, const struct gauges *g,
	const struct severity_result *r, struct str lead)
{
	const struct severity_policy *p = ask->policies->severity;

	json_out_int(&b->json, "level", r->level);
	json_out_str(&b->json, "rules", severity_rules_text(ask->arena, p, r));
	json_out_str(&b->json, "assumed", severity_assumed_text(ask->arena, r));
	json_out_bool(&b->json, "provisional", r->provisional);
	json_out_str(&b->json, "reason",
		str_fmt(ask->arena, "%.*s%.*s", STR_ARG(lead),
			STR_ARG(severity_reason(ask->arena, p, g, r, NULL))));
}

void body_score(struct body *b, const struct ask *ask, const struct gauges *g,
	const struct severity_result *r)
{
	score_members(b, ask, g, r, STR(""));
}

enum rc propose_score(const struct ask *ask, struct outcome *out, const struct incident *i,
	const struct gauges *g, instant at, struct str lead, struct err *err)
{
	struct severity_result r;
	struct body b;
	bool raise;

	severity_evaluate(ask->policies->severity, g, &r);
	raise = r.level < i->level;
	body_begin(&b, ask, out, raise ? EV_SEV_SET : EV_SEV_COMPUTED, i->number);
	b.ev->occurred = at;
	if (raise) {
		json_out_bool(&b.json, "by_rule", true);
		json_out_int(&b.json, "from", i->level);
	}
	score_members(&b, ask, g, &r, lead);
	return body_end(&b, err);
}
