/* updates.c: look-ups on what was said to whom: how promises were kept, what was put off, how drafts stand. */
#include "core/updates.h"

#include "core/board.h"

/* The run of misses of one audience ends with a word to it. */
struct run {
	uint32_t missed;
	instant last;
};

static void count_sent(struct update_score *s, const struct update *u, struct run *run)
{
	s->sent++;
	s->last_sent = u->at;
	if (u->due != INSTANT_NONE && (!u->late || !run->missed)) {
		s->due++;
		s->kept += !u->late;
	}
	*run = (struct run){0, INSTANT_NONE};
}

static void count_missed(struct update_score *s, const struct update *u, struct run *run)
{
	uint32_t more = u->n > run->missed ? u->n - run->missed : 1;

	s->missed += more;
	s->due += more;
	run->missed += more;
	run->last = u->due;
}

/* One that names no later time than stood took another one back. */
static uint32_t put_off(const struct incident *i, struct str audience)
{
	uint32_t count = 0;

	for (size_t n = 0; n < i->comms.snoozes.n; n++) {
		const struct update_snooze *s = &i->comms.snoozes.v[n];

		count += s->until > s->due && (!audience.n || str_eq(s->audience, audience));
	}
	return count;
}

static struct update_score score_one(const struct incident *i, struct str audience)
{
	struct update_score s = {.last_sent = INSTANT_NONE};
	struct run run = {0, INSTANT_NONE};

	for (size_t n = 0; n < i->updates.n; n++) {
		const struct update *u = &i->updates.v[n];

		if (!str_eq(u->audience, audience))
			continue;
		if (u->missed)
			count_missed(&s, u, &run);
		else
			count_sent(&s, u, &run);
	}
	s.snoozed = put_off(i, audience);
	s.misses_now = run.missed;
	s.last_missed = run.last;
	return s;
}

static bool seen_before(const struct incident *i, size_t at)
{
	for (size_t n = 0; n < at; n++)
		if (str_eq(i->updates.v[n].audience, i->updates.v[at].audience))
			return true;
	return false;
}

struct update_score update_score(const struct incident *i, struct str audience)
{
	struct update_score all = {.last_sent = INSTANT_NONE, .last_missed = INSTANT_NONE};

	if (audience.n)
		return score_one(i, audience);
	for (size_t n = 0; n < i->updates.n; n++) {
		struct update_score s;

		if (seen_before(i, n))
			continue;
		s = score_one(i, i->updates.v[n].audience);
		all.sent += s.sent;
		all.missed += s.missed;
		all.due += s.due;
		all.kept += s.kept;
	}
	all.snoozed = put_off(i, (struct str){0});
	return all;
}

int update_adherence(const struct update_score *s)
{
	return s->due ? (int)((uint64_t)s->kept * 100 / s->due) : -1;
}

const struct update_snooze *update_last_snooze(const struct incident *i, struct str audience)
{
	for (size_t n = i->comms.snoozes.n; n-- > 0;)
		if (str_eq(i->comms.snoozes.v[n].audience, audience))
			return &i->comms.snoozes.v[n];
	return NULL;
}

/* ---- Drafts ---- */

const char *draft_state_name(enum draft_state s)
{
	static const char *const names[] = {"open", "rejected", "sent", "dropped"};

	return names[s];
}

const struct update_draft *incident_draft(const struct incident *i, uint32_t id)
{
	return id && id <= i->comms.drafts.n ? &i->comms.drafts.v[id - 1] : NULL;
}

const struct draft_version *draft_now(const struct update_draft *d)
{
	return &d->versions.v[d->versions.n - 1];
}

bool draft_is_open(const struct update_draft *d)
{
	return d->state == DRAFT_OPEN || d->state == DRAFT_REJECTED;
}

static bool is_among(struct str list, struct str one)
{
	struct str part;

	while (str_split(&list, ',', &part))
		if (str_eq(part, one))
			return true;
	return false;
}

const struct draft_approval *draft_approval_for(
	const struct incident *i, const struct update_draft *d, struct str audience)
{
	for (size_t n = d->approvals.n; n-- > 0;) {
		const struct draft_approval *a = &d->approvals.v[n];

		if (a->version == d->versions.n && i->level >= a->level &&
			is_among(a->audiences, audience))
			return d->state == DRAFT_REJECTED ? NULL : a;
	}
	return NULL;
}
