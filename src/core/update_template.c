/* update_template.c: the texts that drafts start from, and the facts that go into their slots. */
#include "core/update_text_internal.h"

enum { TEMPLATES_MAX = 200, TEMPLATE_TEXT_MAX = 8000 };

static const char *const fact_names[FACT_COUNT] = {"level", "rule", "state", "title", "since",
	"users", "journey", "workaround", "revenue", "contracts", "regulatory", "mitigated",
	"ended", "next"};

const char *update_fact_name(enum update_fact f)
{
	return fact_names[f];
}

bool update_fact_find(struct str name, enum update_fact *ret)
{
	for (int f = 0; f < FACT_COUNT; f++)
		if (str_eq_z(name, fact_names[f])) {
			*ret = (enum update_fact)f;
			return true;
		}
	return false;
}

/* ---- Loading ---- */

bool update_slot_next(struct str text, size_t at, struct update_slot *ret)
{
	struct str rest = str_cut(text, at, text.n), inside;
	ptrdiff_t from = str_find(rest, STR("{{")), to;

	if (from < 0)
		return false;
	inside = str_cut(rest, (size_t)from + 2, rest.n);
	to = str_find(inside, STR("}}"));
	if (to < 0)
		return false;
	ret->from = at + (size_t)from;
	ret->to = ret->from + 2 + (size_t)to + 2;
	inside = str_cut(inside, 0, (size_t)to);
	ret->question = inside;
	str_split(&ret->question, '|', &ret->name);
	ret->name = str_trim(ret->name);
	ret->question = str_trim(ret->question);
	return true;
}

static unsigned line_of(struct str text, size_t at)
{
	unsigned line = 1;

	for (size_t n = 0; n < at && n < text.n; n++)
		line += text.p[n] == '\n';
	return line;
}

static enum rc slots_check(const char *file, struct str text, struct err *err)
{
	struct update_slot s;
	enum update_fact f;

	for (size_t at = 0; update_slot_next(text, at, &s); at = s.to) {
		if (!update_fact_find(s.name, &f))
			return err_set(err, RC_USAGE, "%s:%u: no fact is called '%.*s'", file,
				line_of(text, s.from), STR_ARG(str_cut(s.name, 0, 40)));
		if (!str_ends(s.question, STR("?")))
			return err_set(err, RC_USAGE,
				"%s:%u: a slot asks when nobody knows: {{%.*s|what is it?}}", file,
				line_of(text, s.from), STR_ARG(s.name));
	}
	return RC_OK;
}

static enum rc name_read(
	struct update_template *t, const char *file, struct str name, struct err *err)
{
	struct str rest = str_cut(name, 0, name.n - 3), phase;
	enum status s;

	str_split(&rest, '.', &t->audience);
	phase = rest;
	if (str_eq_z(t->audience, "any"))
		t->audience = (struct str){0};
	if (phase.n && (!status_find(phase, &s) || !str_eq_z(phase, status_name(s))))
		return err_set(err, RC_USAGE,
			"%s:1: the name is AUDIENCE.PHASE.md with a phase such as investigating",
			file);
	t->phase = phase;
	return RC_OK;
}

enum rc update_texts_template(
	struct update_texts *t, const char *file, struct str name, struct str text, struct err *err)
{
	struct update_template one = {.name = name, .text = str_trim(text)};
	enum rc rc;

	if (!str_ends(name, STR(".md")) || t->templates.n == TEMPLATES_MAX)
		return err_set(err, RC_USAGE, "%s:1: no template, or too many of them", file);
	if (one.text.n > TEMPLATE_TEXT_MAX)
		return err_set(err, RC_USAGE, "%s:1: a template has at most %d bytes", file,
			TEMPLATE_TEXT_MAX);
	rc = name_read(&one, file, name, err);
	if (rc == RC_OK)
		rc = slots_check(file, one.text, err);
	if (rc == RC_OK)
		*VEC_PUSH(t->arena, &t->templates) = one;
	return rc;
}

/* ---- Facts ---- */

static struct str clock_text(struct arena *a, instant at)
{
	return at == INSTANT_NONE ? (struct str){0} : str_fmt(a, "%s UTC", time_hm(a, at, 0));
}

static struct str mark_clock(struct arena *a, const struct incident *i, enum mark m)
{
	return clock_text(a, i->marks[m].seq ? i->marks[m].at : INSTANT_NONE);
}

/* "12,400" */
static struct str grouped(struct arena *a, uint64_t n)
{
	if (n < 1000)
		return str_fmt(a, "%llu", (unsigned long long)n);
	return str_fmt(
		a, "%.*s,%03llu", STR_ARG(grouped(a, n / 1000)), (unsigned long long)(n % 1000));
}

static struct str percent(struct arena *a, uint64_t basis_points)
{
	if (basis_points % 100)
		return str_fmt(a, "%llu.%llu%%", (unsigned long long)(basis_points / 100),
			(unsigned long long)(basis_points % 100 / 10));
	return str_fmt(a, "%llu%%", (unsigned long long)(basis_points / 100));
}

static bool known(const struct incident *i, enum gauge_id id)
{
	return i->gauges.v[id].state == GAUGE_VALUE;
}

static struct str users(struct arena *a, const struct incident *i)
{
	const struct gauge *v = i->gauges.v;
	const char *who = known(i, GAUGE_AUDIENCE) && v[GAUGE_AUDIENCE].value == 0 ? "staff"
										   : "users";

	if (known(i, GAUGE_USERS_COUNT))
		return str_fmt(
			a, "about %.*s %s", STR_ARG(grouped(a, v[GAUGE_USERS_COUNT].value)), who);
	if (known(i, GAUGE_USERS_SHARE))
		return str_fmt(a, "about %.*s of %s",
			STR_ARG(percent(a, v[GAUGE_USERS_SHARE].value)), who);
	return (struct str){0};
}

static struct str journey(
	struct arena *a, const struct severity_policy *p, const struct incident *i)
{
	if (!known(i, GAUGE_JOURNEY) || !known(i, GAUGE_DEGRADATION))
		return (struct str){0};
	return str_fmt(a, "%.*s journey %.*s",
		STR_ARG(severity_gauge_print(a, p, GAUGE_JOURNEY, i->gauges.v[GAUGE_JOURNEY])),
		STR_ARG(severity_gauge_print(
			a, p, GAUGE_DEGRADATION, i->gauges.v[GAUGE_DEGRADATION])));
}

/* The last word of the scale is "none": there is none. */
static struct str workaround(const struct severity_policy *p, const struct incident *i)
{
	const struct gauge_info *info = severity_gauge_info(p, GAUGE_WORKAROUND);

	if (known(i, GAUGE_WORKAROUND) && i->gauges.v[GAUGE_WORKAROUND].value + 1 == info->values)
		return STR("There is no workaround yet.");
	return (struct str){0};
}

void update_facts_read(struct arena *a, const struct severity_policy *p, const struct incident *i,
	instant next, struct update_facts *ret)
{
	const struct gauge *v = i->gauges.v;
	struct str *f = ret->v;

	*ret = (struct update_facts){
		.asof = i->gauges_at == INSTANT_NONE ? i->declared : i->gauges_at};
	f[FACT_LEVEL] = str_fmt(a, "SEV%d", i->level);
	f[FACT_RULE] = i->rules;
	f[FACT_STATE] = str_z(status_name(i->status));
	f[FACT_TITLE] = i->title;
	f[FACT_SINCE] = mark_clock(a, i, MARK_IMPACT_START);
	f[FACT_MITIGATED] = mark_clock(a, i, MARK_MITIGATED);
	f[FACT_ENDED] = mark_clock(a, i, MARK_IMPACT_END);
	f[FACT_USERS] = users(a, i);
	f[FACT_JOURNEY] = journey(a, p, i);
	f[FACT_WORKAROUND] = workaround(p, i);
	f[FACT_NEXT] = clock_text(a, next);
	if (known(i, GAUGE_REVENUE_SHARE))
		f[FACT_REVENUE] = str_fmt(a, "%.*s of the revenue expected this hour",
			STR_ARG(percent(a, v[GAUGE_REVENUE_SHARE].value)));
	if (known(i, GAUGE_KEY_ACCOUNTS))
		f[FACT_CONTRACTS] = str_fmt(a, "%.*s contract customers",
			STR_ARG(grouped(a, v[GAUGE_KEY_ACCOUNTS].value)));
	if (known(i, GAUGE_REGULATORY))
		f[FACT_REGULATORY] = severity_gauge_print(
			a, p, GAUGE_REGULATORY, v[GAUGE_REGULATORY]);
}

/* ---- Starting a text ---- */

/* The best match: audience and phase, audience, phase, anything. */
static const struct update_template *find(
	const struct update_texts *t, struct str audience, struct str phase)
{
	const struct update_template *best = NULL;
	int most = -1;

	for (size_t n = 0; n < t->templates.n; n++) {
		const struct update_template *x = &t->templates.v[n];
		int worth = (x->audience.n ? 2 : 0) + (x->phase.n ? 1 : 0);

		if ((x->audience.n && !str_eq(x->audience, audience)) ||
			(x->phase.n && !str_eq(x->phase, phase)) || worth <= most)
			continue;
		best = x;
		most = worth;
	}
	return best;
}

struct str update_text_start(struct arena *a, const struct update_texts *t, struct str audience,
	enum status phase, const struct update_facts *facts, struct str *ret_name)
{
	const struct update_template *x = find(
		t, audience, str_z(status_name(phase == STATUS_CLOSED ? STATUS_RESOLVED : phase)));
	struct update_slot s;
	size_t at = 0;
	struct buf b;

	*ret_name = x ? x->name : (struct str){0};
	buf_init(&b, a, 2 * TEMPLATE_TEXT_MAX);
	while (x && update_slot_next(x->text, at, &s)) {
		enum update_fact f = FACT_LEVEL;

		buf_add(&b, str_cut(x->text, at, s.from));
		if (update_fact_find(s.name, &f) && facts->v[f].n)
			buf_add(&b, facts->v[f]);
		else
			buf_addf(&b, "[%.*s]", STR_ARG(s.question));
		at = s.to;
	}
	if (x)
		buf_add(&b, str_cut(x->text, at, x->text.n));
	return buf_str(&b);
}
