/* severity_reason.c: says in one paragraph which rule gives the level, what else does, and what was
 * assumed. */
#include "core/severity_internal.h"

enum { REASON_MAX = 4096 };

struct str severity_rules_text(
	struct arena *a, const struct severity_policy *p, const struct severity_result *r)
{
	struct buf b;

	buf_init(&b, a, REASON_MAX);
	for (size_t i = 0; i < r->fired; i++) {
		if (i > 0)
			buf_add_ch(&b, '+');
		buf_add(&b, p->rule[r->rule[i]].info.id);
	}
	return buf_str(&b);
}

struct str severity_assumed_text(struct arena *a, const struct severity_result *r)
{
	struct buf b;

	if (!r->assumed)
		return STR("-");
	buf_init(&b, a, REASON_MAX);
	for (size_t i = 0; i < GAUGE_COUNT; i++) {
		if (!(r->assumed >> i & 1))
			continue;
		if (b.n > 0)
			buf_add_ch(&b, ',');
		buf_add_z(&b, severity_gauge_name((enum gauge_id)i));
	}
	return buf_str(&b);
}

struct speaker {
	struct arena *arena;
	const struct severity_policy *policy;
	const struct gauges *gauges;
	const struct severity_result *result;
	const struct severity_context *context;
	struct buf out;
};

/* What an unknown gauge was counted as. */
static struct str counted_as(const struct speaker *s, enum gauge_id id)
{
	const struct gauge_info *info = &s->policy->info[id];
	struct gauge worst = s->gauges->cap[id];

	if (id == GAUGE_USERS_SHARE || id == GAUGE_USERS_COUNT)
		return s->policy->reach[s->result->reach].name;
	if (worst.state == GAUGE_VALUE && worst.value < info->max)
		return severity_gauge_show(s->arena, s->policy, id, worst);
	if (info->values == 0 && !info->share)
		return STR("worst");
	return severity_gauge_show(s->arena, s->policy, id, (struct gauge){GAUGE_VALUE, info->max});
}

static struct str plain_word(struct arena *a, struct str word)
{
	char *z = str_to_z(a, word);

	for (char *c = z; *c; c++)
		if (*c == '_')
			*c = ' ';
	return str_z(z);
}

static struct str gauge_words(const struct speaker *s, enum gauge_id id)
{
	struct gauge v = s->gauges->v[id];

	return plain_word(s->arena, v.state == GAUGE_VALUE
					    ? severity_gauge_show(s->arena, s->policy, id, v)
					    : counted_as(s, id));
}

/* The loader has checked that each slot is one of these. */
static struct str slot_words(const struct speaker *s, struct str slot)
{
	ptrdiff_t bar = str_find_ch(slot, '|');

	if (bar >= 0) {
		struct str name = str_cut(slot, 0, (size_t)bar), given = STR("");

		if (s->context)
			given = str_eq_z(name, "clock") ? s->context->clock : s->context->breach_at;
		return given.n > 0 ? given : str_cut(slot, (size_t)bar + 1, slot.n);
	}
	if (str_eq_z(slot, "reach"))
		return s->policy->reach[s->result->reach].name;
	for (size_t i = 0; i < GAUGE_COUNT; i++)
		if (str_eq_z(slot, severity_gauge_name((enum gauge_id)i)))
			return gauge_words(s, (enum gauge_id)i);
	return slot;
}

/* The text of a rule without its full stop, slots filled. */
static void say_rule(struct speaker *s, const struct rule *r)
{
	struct str text = r->info.reason;

	if (str_ends(text, STR(".")))
		text = str_cut(text, 0, text.n - 1);
	while (text.n > 0) {
		ptrdiff_t open = str_find_ch(text, '{');
		ptrdiff_t close = str_find_ch(text, '}');

		if (open < 0 || close < open) {
			buf_add(&s->out, text);
			return;
		}
		buf_add(&s->out, str_cut(text, 0, (size_t)open));
		buf_add(&s->out, slot_words(s, str_cut(text, (size_t)open + 1, (size_t)close)));
		text = str_cut(text, (size_t)close + 1, text.n);
	}
}

static void say_also(struct speaker *s)
{
	for (size_t i = 1; i < s->result->fired; i++) {
		const struct rule *r = &s->policy->rule[s->result->rule[i]];

		buf_add_z(&s->out, i == 1 ? " Also: " : "; ");
		say_rule(s, r);
		buf_addf(&s->out, " (%.*s)", STR_ARG(r->info.id));
	}
	if (s->result->fired > 1)
		buf_add_ch(&s->out, '.');
}

static void say_assumed(struct speaker *s)
{
	const char *sep = " Assumed: ";

	for (size_t i = 0; i < GAUGE_COUNT; i++) {
		if (!(s->result->assumed >> i & 1))
			continue;
		/* The second gauge of reach says nothing new. */
		if (i == GAUGE_USERS_COUNT && (s->result->assumed >> GAUGE_USERS_SHARE & 1))
			continue;
		buf_addf(&s->out, "%s%s (? = %.*s)", sep, severity_gauge_name((enum gauge_id)i),
			STR_ARG(counted_as(s, (enum gauge_id)i)));
		sep = ", ";
	}
	if (s->result->assumed)
		buf_add_ch(&s->out, '.');
}

struct str severity_reason(struct arena *a, const struct severity_policy *p, const struct gauges *g,
	const struct severity_result *r, const struct severity_context *ctx)
{
	struct speaker s = {.arena = a, .policy = p, .gauges = g, .result = r, .context = ctx};
	const struct rule *first = &p->rule[r->rule[0]];

	buf_init(&s.out, a, REASON_MAX);
	buf_addf(&s.out, "SEV%d - ", r->level);
	say_rule(&s, first);
	buf_addf(&s.out, " (rule %.*s).", STR_ARG(first->info.id));
	say_also(&s);
	say_assumed(&s);
	return buf_str(&s.out);
}
