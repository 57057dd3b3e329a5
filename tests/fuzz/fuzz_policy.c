/* fuzz_policy.c: any bytes as a policy table, as a gauge or as a text to check: refused or used, never a crash. */
#include <stdint.h>

#include "base/arena.h"
#include "core/cadence.h"
#include "core/phrase.h"
#include "core/roles.h"
#include "core/severity.h"
#include "core/staffing.h"
#include "core/update_text.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TABLES = 5 };
enum {
	AS_PHRASES = TABLES,
	AS_CADENCE,
	AS_ROLES,
	AS_CONDITION,
	AS_GAUGE,
	AS_TEXT,
	AS_PARTS,
	AS_TEMPLATE,
	WAYS
};

/* Read once; libFuzzer calls us in one thread. */
static struct shipped {
	struct arena *arena;
	struct severity_sources src;
	const struct severity_policy *severity;
	struct phrase_policy *phrases;
	const struct roles_policy *roles;
} shipped;

static struct str table(const char *name)
{
	char path[128];
	FILE *f;
	char *p;
	size_t n;

	snprintf(path, sizeof path, "templates/policy/%s", name);
	f = fopen(path, "rb");
	if (!f) {
		fprintf(stderr, "cannot open %s; run in the root of the tree\n", path);
		abort();
	}
	p = arena_alloc(shipped.arena, 1 << 17);
	n = fread(p, 1, 1 << 17, f);
	fclose(f);
	return str_n(p, n);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const struct str names[] = {{"Alice", 5}, {"will", 4}};
	const struct phrase_roster roster = {names, 2};

	(void)argc;
	(void)argv;
	shipped.arena = arena_new();
	shipped.src = (struct severity_sources){{"inputs", table("severity_inputs.tsv")},
		{"reach", table("severity_reach.tsv")}, {"matrix", table("severity_matrix.tsv")},
		{"rules", table("severity_rules.tsv")}, {"holds", table("severity_holds.tsv")}};
	if (severity_policy_parse(shipped.arena, &shipped.src, &shipped.severity, NULL) != RC_OK ||
		phrase_policy_parse(shipped.arena, "phrases", table("phrases.tsv"), &roster,
			&shipped.phrases, NULL) != RC_OK ||
		roles_policy_parse(shipped.arena, shipped.severity, "roles", table("roles.tsv"),
			&shipped.roles, NULL) != RC_OK)
		abort();
	return 0;
}

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* A table that was taken must score anything; its bytes also choose the gauges. */
static void use_severity(struct arena *a, const struct severity_policy *p, struct str bytes)
{
	struct gauges g = {0};
	struct severity_result r;
	struct severity_next next;
	const struct severity_near *near;
	size_t n;

	for (size_t i = 0; i < GAUGE_COUNT && i < bytes.n; i++)
		g.v[i] = (struct gauge){(enum gauge_state)((unsigned char)bytes.p[i] % 3),
			(unsigned char)bytes.p[bytes.n - 1 - i]};
	severity_fill_defaults(p, &g);
	severity_evaluate(p, &g, &r);
	must(r.level >= 1 && r.level <= SEVERITY_LEVELS && r.fired > 0);
	must(severity_reason(a, p, &g, &r, NULL).n > 0);
	n = severity_near(a, p, &g, &near);
	for (int level = 1; level <= SEVERITY_LEVELS; level++)
		severity_near_text(a, p, near, n, level);
	severity_next_time_rule(p, &g, &next);
}

static void as_table(struct arena *a, size_t which, struct str text)
{
	struct severity_sources src = shipped.src;
	struct severity_source *tables[TABLES] = {
		&src.inputs, &src.reach, &src.matrix, &src.rules, &src.holds};
	const struct severity_policy *p;

	tables[which]->text = text;
	if (severity_policy_parse(a, &src, &p, NULL) == RC_OK)
		use_severity(a, p, text);
}

static void as_phrases(struct arena *a, struct str text)
{
	struct phrase_policy *p;
	struct phrase_findings r;

	if (phrase_policy_parse(a, "f", text, NULL, &p, NULL) != RC_OK)
		return;
	phrase_check(a, p,
		&(struct phrase_ask){.text = str_cut(text, 0, 200),
			.scope = PHRASE_PUBLIC,
			.incident_open = true},
		&r);
	phrase_policy_free(p);
}

static void as_cadence(struct arena *a, struct str text)
{
	const struct cadence_policy *p;
	struct cadence_due d;

	if (cadence_policy_parse(a, shipped.severity, "f", text, &p, NULL) != RC_OK)
		return;
	for (size_t i = 0; i < cadence_audiences(p); i++)
		for (int level = 1; level <= SEVERITY_LEVELS; level++) {
			struct cadence_ask ask = {.severity = level,
				.audience = cadence_audience(p, i),
				.last_sent = INSTANT_NONE,
				.promised = INSTANT_NONE,
				.impact_changed = INSTANT_NONE};

			cadence_due(p, &ask, &d);
			must(d.kind != CADENCE_MINUTES || d.due > d.from);
		}
}

static void as_roles(struct arena *a, struct str text)
{
	const struct roles_policy *p;
	const struct role *const *v, *r;
	struct gauges g = {0};

	if (roles_policy_parse(a, shipped.severity, "f", text, &p, NULL) != RC_OK)
		return;
	must(roles_required(a, p, 1, &g, &v) <= roles_count(p));
	for (size_t i = 0; i < roles_count(p); i++)
		must(roles_find(p, roles_at(p, i)->id, &r, NULL) == RC_OK);
}

/* The table of staffing numbers is of the same family; whatever is taken must answer for every role. */
static void as_staffing(struct arena *a, struct str text)
{
	const struct staffing_policy *p;

	if (staffing_policy_parse(a, shipped.roles, "f", text, &p, NULL) != RC_OK)
		return;
	for (size_t i = 0; i < roles_count(shipped.roles); i++)
		for (int level = 1; level <= SEVERITY_LEVELS; level++)
			must(staffing_length(p, STAFFING_EMPTY, roles_at(shipped.roles, i)->id,
				     level) >= 0);
	must(staffing_team_name(a, p, 3).n > 0);
}

static void as_roles_and_staffing(struct arena *a, struct str text)
{
	as_roles(a, text);
	as_staffing(a, text);
}

static void as_condition(struct arena *a, struct str text)
{
	const struct severity_condition *c;
	struct gauges g = {0};

	if (severity_condition_parse(a, shipped.severity, "f", 1, text, &c, NULL) == RC_OK)
		severity_condition_holds(shipped.severity, c, &g);
}

static void as_gauge(struct arena *a, struct str text)
{
	struct str rest = text, word;
	struct gauges g = {0};

	if (!str_split(&rest, '=', &word))
		return;
	if (severity_gauge_set(shipped.severity, &g, word, rest, NULL) != RC_OK)
		return;
	for (size_t i = 0; i < GAUGE_COUNT; i++) {
		struct gauge back;
		struct str wire = severity_gauge_print(
			a, shipped.severity, (enum gauge_id)i, g.v[i]);

		if (g.v[i].state == GAUGE_UNUSED)
			continue;
		must(severity_gauge_parse(shipped.severity, (enum gauge_id)i, wire, &back, NULL) ==
			RC_OK);
		must(back.state == g.v[i].state && back.value == g.v[i].value);
	}
}

static void as_text(struct arena *a, struct str text)
{
	static const char scopes[] = "PEIVRM";
	struct phrase_findings r;

	for (size_t i = 0; scopes[i]; i++) {
		phrase_check(a, shipped.phrases,
			&(struct phrase_ask){.text = text,
				.scope = (enum phrase_scope)scopes[i],
				.incident_open = true},
			&r);
		must(r.n <= PHRASE_FINDINGS_MAX);
		for (size_t k = 0; k < r.n; k++)
			must(r.v[k].from < r.v[k].to && r.v[k].to <= text.n && r.v[k].line > 0 &&
				r.v[k].column > 0);
	}
}

/* A table that was taken must check any text, its own bytes too. */
static void as_parts(struct arena *a, struct str text)
{
	struct update_texts *t = update_texts_new(a);
	struct update_findings r;
	struct update_check ask = {.phrases = shipped.phrases,
		.texts = t,
		.audience = STR("vendor"),
		.text = str_cut(text, 0, 300),
		.level = 1,
		.now = 1000 * US_PER_DAY,
		.next = INSTANT_NONE,
		.suggest = INSTANT_NONE,
		.normal = INSTANT_NONE};

	if (update_texts_parts(t, "f", text, NULL) == RC_OK) {
		update_check(a, &ask, &r);
		for (size_t n = 0; n < r.n; n++)
			must(r.v[n].from <= r.v[n].to && r.v[n].to <= ask.text.n &&
				r.v[n].number == n + 1);
	}
	update_texts_free(t);
}

static void as_template(struct arena *a, struct str text)
{
	struct update_texts *t = update_texts_new(a);
	struct update_facts facts = {0};
	const struct update_piece *v;
	struct str name;

	if (update_texts_template(t, "f", STR("vendor.md"), text, NULL) == RC_OK) {
		struct str start = update_text_start(
			a, t, STR("vendor"), STATUS_IDENTIFIED, &facts, &name);

		must(str_eq_z(name, "vendor.md"));
		update_diff(a, text, start, &v);
	}
	update_texts_free(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a;
	struct str text;
	size_t way;

	if (size < 1 || size > 20000)
		return 0;
	way = data[0] % WAYS;
	text = str_n((const char *)data + 1, size - 1);
	a = arena_new();
	if (way < TABLES)
		as_table(a, way, text);
	else if (way == AS_PHRASES)
		as_phrases(a, text);
	else if (way == AS_CADENCE)
		as_cadence(a, text);
	else if (way == AS_ROLES)
		as_roles_and_staffing(a, text);
	else if (way == AS_CONDITION)
		as_condition(a, text);
	else if (way == AS_GAUGE)
		as_gauge(a, text);
	else if (way == AS_PARTS)
		as_parts(a, text);
	else if (way == AS_TEMPLATE)
		as_template(a, text);
	else
		as_text(a, text);
	arena_free(a);
	return 0;
}
