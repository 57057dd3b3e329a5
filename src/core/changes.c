/* changes.c: look-ups on the changes of an incident: what runs, what is not finished, whether a check holds. */
#include "core/board.h"

const char *change_state_name(enum change_state s)
{
	static const char *const names[] = {
		"proposed", "running", "unchecked", "passed", "failed", "stopped"};

	return names[s];
}

const char *capture_name(enum capture c)
{
	static const char *const names[] = {"-", "kept", "impossible", "skipped"};

	return names[c];
}

const struct change *incident_change(const struct incident *i, uint32_t id)
{
	for (size_t n = 0; n < i->changes.items.n; n++)
		if (i->changes.items.v[n].id == id)
			return &i->changes.items.v[n];
	return NULL;
}

uint32_t incident_next_change(const struct incident *i)
{
	size_t n = i->changes.items.n;

	return n ? i->changes.items.v[n - 1].id + 1 : 1;
}

static int risk_of(const struct change_policy *p, const struct change *c)
{
	const struct change_kind *k = change_kind_named(p, c->kind);

	return k ? k->risk : INT32_MAX;
}

size_t changes_running(struct arena *a, const struct change_policy *p, const struct incident *i,
	const struct change *const **ret)
{
	const struct change **v = ARENA_ARRAY(a, i->changes.items.n + 1, const struct change *);
	size_t n = 0;

	for (size_t k = 0; k < i->changes.items.n; k++) {
		const struct change *c = &i->changes.items.v[k];
		size_t at = n;

		if (c->state != CHANGE_RUNNING)
			continue;
		for (; at > 0 && risk_of(p, v[at - 1]) < risk_of(p, c); at--)
			v[at] = v[at - 1];
		v[at] = c;
		n++;
	}
	*ret = v;
	return n;
}

bool incident_verified_since(const struct incident *i, instant since)
{
	size_t n = i->changes.checks.n;
	const struct check *newest = n ? &i->changes.checks.v[n - 1] : NULL;

	return newest && newest->passed && newest->at >= since;
}

bool incident_verified(const struct incident *i)
{
	size_t n = i->changes.checks.n;
	const struct check *newest = n ? &i->changes.checks.v[n - 1] : NULL;

	return newest && newest->passed && newest->seq > i->changes.last_step;
}

static bool is_taken_back(const struct incident *i, const struct change *c)
{
	const struct change *back = c->reversed_by ? incident_change(i, c->reversed_by) : NULL;

	return back && back->state == CHANGE_PASSED;
}

size_t changes_unfinished(const struct incident *i)
{
	size_t n = 0;

	for (size_t k = 0; k < i->changes.items.n; k++) {
		const struct change *c = &i->changes.items.v[k];
		bool over = c->state == CHANGE_PASSED || c->state == CHANGE_STOPPED;

		n += !over && !is_taken_back(i, c);
	}
	return n;
}

bool change_owes_review(const struct change *c)
{
	return c->review_due != INSTANT_NONE && !c->reviewer.n;
}

size_t changes_unreviewed(const struct incident *i)
{
	size_t n = 0;

	for (size_t k = 0; k < i->changes.items.n; k++)
		n += change_owes_review(&i->changes.items.v[k]);
	return n;
}
