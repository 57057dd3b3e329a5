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

void body_score(struct body *b, const struct ask *ask, const struct gauges *g,
	const struct severity_result *r)
{
	const struct severity_policy *p = ask->policies->severity;

	json_out_int(&b->json, "level", r->level);
	json_out_str(&b->json, "rules", severity_rules_text(ask->arena, p, r));
	json_out_str(&b->json, "assumed", severity_assumed_text(ask->arena, r));
	json_out_bool(&b->json, "provisional", r->provisional);
	json_out_str(&b->json, "reason", severity_reason(ask->arena, p, g, r, NULL));
}

static enum rc propose_raise(const struct ask *ask, struct outcome *out, const struct incident *i,
	const struct gauges *g, const struct severity_result *r, instant at, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_SEV_SET, i->number);
	b.ev->occurred = at;
	json_out_bool(&b.json, "by_rule", true);
	json_out_int(&b.json, "from", i->level);
	body_score(&b, ask, g, r);
	return body_end(&b, err);
}

enum rc propose_score(const struct ask *ask, struct outcome *out, const struct incident *i,
	const struct gauges *g, instant at, struct err *err)
{
	struct severity_result r;
	struct body b;

	severity_evaluate(ask->policies->severity, g, &r);
	if (r.level < i->level)
		return propose_raise(ask, out, i, g, &r, at, err);
	body_begin(&b, ask, out, EV_SEV_COMPUTED, i->number);
	b.ev->occurred = at;
	body_score(&b, ask, g, &r);
	return body_end(&b, err);
}
