/* delivery_policy.c: the table of waits between the tries of a delivery. */
#include "core/delivery.h"

#include "base/tsv.h"

enum { STEPS_MAX = 64, FAILURES_MAX = 10000 };

struct step {
	uint64_t failures;
	duration wait;
	bool stop;
};

struct delivery_policy {
	struct step v[STEPS_MAX];
	size_t n;
	duration stale;
};

enum { DE_FAILURES, DE_WAIT, DE_COUNT };
static const char *const columns[DE_COUNT] = {"failures", "wait"};

static enum rc refuse(const struct tsv *t, size_t row, struct err *err, const char *what)
{
	return err_set(err, RC_USAGE, "%s:%u: %s", t->file, t->lines[row], what);
}

static bool read_wait(struct str s, duration *ret)
{
	uint64_t ms;

	if (str_ends(s, STR("ms")) && str_to_u64(str_cut(s, 0, s.n - 2), UINT32_MAX, &ms)) {
		*ret = (duration)ms * 1000;
		return true;
	}
	return duration_parse(s, ret, NULL) == RC_OK;
}

static enum rc row_load(
	struct delivery_policy *p, const struct tsv *t, size_t row, const int *at, struct err *err)
{
	struct str wait = str_trim(tsv_cell(t, row, at[DE_WAIT]));
	struct step *s = &p->v[p->n];

	if (p->n == STEPS_MAX)
		return refuse(t, row, err, "there are too many rows");
	if (!str_to_u64(str_trim(tsv_cell(t, row, at[DE_FAILURES])), FAILURES_MAX, &s->failures) ||
		(p->n ? s->failures <= s[-1].failures : s->failures > 1))
		return refuse(t, row, err, "failures count up from 0 or 1 to 10000");
	if (p->n && s[-1].stop)
		return refuse(t, row, err, "nothing comes after \"stop\"");
	s->stop = str_eq_z(wait, "stop");
	if (!s->stop && !read_wait(wait, &s->wait))
		return refuse(t, row, err, "a wait is a length such as 5s or 10m, or \"stop\"");
	if (s->failures == 0 && s->stop)
		return refuse(t, row, err, "row 0 is an age such as 12h");
	if (s->failures == 0)
		p->stale = s->wait;
	else
		p->n++;
	return RC_OK;
}

enum rc delivery_policy_parse(struct arena *a, const char *file, struct str text,
	const struct delivery_policy **ret, struct err *err)
{
	struct delivery_policy *p = ARENA_NEW(a, struct delivery_policy);
	struct tsv t;
	int at[DE_COUNT];
	enum rc rc = tsv_parse(a, file, text, &t, err);

	p->stale = US_PER_DAY;
	if (rc == RC_OK)
		rc = tsv_columns(&t, columns, DE_COUNT, at, err);
	for (size_t row = 0; rc == RC_OK && row < t.rows; row++)
		rc = row_load(p, &t, row, at, err);
	if (rc == RC_OK && (!p->n || !p->v[p->n - 1].stop))
		rc = err_set(err, RC_USAGE, "%s:1: the last row must say \"stop\"", file);
	if (rc == RC_OK)
		*ret = p;
	return rc;
}

bool delivery_wait(const struct delivery_policy *p, uint32_t failures, duration *ret)
{
	const struct step *s = &p->v[0];

	for (size_t n = 0; n < p->n && p->v[n].failures <= failures; n++)
		s = &p->v[n];
	if (s->stop)
		return false;
	*ret = s->wait;
	return true;
}

duration delivery_stale(const struct delivery_policy *p)
{
	return p->stale;
}
