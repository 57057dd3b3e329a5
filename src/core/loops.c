/* loops.c: how long loops wait, and look-ups of what is not ended yet. */
#include "core/loops.h"

#include "base/tsv.h"

static const char *const task_status_names[] = {"running", "done", "cancelled"};
static const char *const check_state_names[] = {"none", "waits", "held", "failed"};
static const char *const theory_status_names[] = {"open", "confirmed", "ruled-out", "parked"};

const char *task_status_name(enum task_status s)
{
	return task_status_names[s];
}

const char *check_state_name(enum check_state s)
{
	return check_state_names[s];
}

const char *theory_status_name(enum theory_status s)
{
	return theory_status_names[s];
}

bool theory_status_find(struct str word, enum theory_status *ret)
{
	for (int s = THEORY_OPEN; s <= THEORY_PARKED; s++)
		if (word.n && str_ieq(str_cut(str_z(theory_status_names[s]), 0, word.n), word)) {
			*ret = (enum theory_status)s;
			return true;
		}
	return false;
}

/* ---- The table ---- */

static enum rc row_load(
	const struct tsv *t, size_t row, const int *at, struct loops_policy *p, struct err *err)
{
	const struct {
		const char *name;
		duration *to;
	} lengths[] = {{"task", &p->task}, {"task_longest", &p->task_longest},
		{"repeat", &p->repeat}, {"poll", &p->poll}, {"poll_longest", &p->poll_longest}};
	struct str name = str_trim(tsv_cell(t, row, at[0]));
	struct str length = str_trim(tsv_cell(t, row, at[1]));
	duration d;

	for (size_t n = 0; n < sizeof lengths / sizeof *lengths; n++) {
		if (!str_eq_z(name, lengths[n].name))
			continue;
		if (*lengths[n].to)
			return err_set(err, RC_USAGE, "%s:%u: %s stands twice", t->file,
				t->lines[row], lengths[n].name);
		if (duration_parse(length, &d, NULL) != RC_OK || d <= 0)
			return err_set(err, RC_USAGE, "%s:%u: a length is 90s, 15m or 2h", t->file,
				t->lines[row]);
		*lengths[n].to = d;
		return RC_OK;
	}
	return err_set(err, RC_USAGE,
		"%s:%u: there is no length %.*s; there are task, task_longest, repeat, poll and "
		"poll_longest",
		t->file, t->lines[row], STR_ARG(str_cut(name, 0, 40)));
}

enum rc loops_policy_parse(struct arena *a, const char *file, struct str text,
	const struct loops_policy **ret, struct err *err)
{
	static const char *const columns[] = {"name", "length"};
	struct loops_policy *p = ARENA_NEW(a, struct loops_policy);
	struct tsv t;
	int at[2];
	enum rc rc = tsv_parse(a, file, text, &t, err);

	if (rc == RC_OK)
		rc = tsv_columns(&t, columns, 2, at, err);
	for (size_t row = 0; rc == RC_OK && row < t.rows; row++)
		rc = row_load(&t, row, at, p, err);
	if (rc != RC_OK)
		return rc;
	if (!p->task || !p->task_longest || !p->repeat || !p->poll || !p->poll_longest)
		return err_set(err, RC_USAGE,
			"%s:1: task, task_longest, repeat, poll and poll_longest each need a row",
			file);
	*ret = p;
	return RC_OK;
}

/* ---- Look-ups: every list is in order of its numbers ---- */

/* The number is the first member of each. */
static const void *find(const void *v, size_t n, size_t size, uint32_t id)
{
	const char *items = v;
	size_t low = 0, high = n;
	uint32_t is;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		memcpy(&is, items + mid * size, sizeof is);
		if (is == id)
			return items + mid * size;
		if (is < id)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const struct task *loops_task(const struct loops *l, uint32_t id)
{
	return find(l->tasks.v, l->tasks.n, sizeof *l->tasks.v, id);
}

const struct poll *loops_poll(const struct loops *l, uint32_t id)
{
	return find(l->polls.v, l->polls.n, sizeof *l->polls.v, id);
}

const struct decision *loops_decision(const struct loops *l, uint32_t id)
{
	return find(l->decisions.v, l->decisions.n, sizeof *l->decisions.v, id);
}

const struct theory *loops_theory(const struct loops *l, uint32_t id)
{
	return find(l->theories.v, l->theories.n, sizeof *l->theories.v, id);
}

size_t loops_running_tasks(struct arena *a, const struct loops *l, const struct task *const **ret)
{
	const struct task **v = ARENA_ARRAY(a, l->tasks.n + 1, const struct task *);
	size_t n = 0;

	for (size_t k = 0; k < l->tasks.n; k++)
		if (l->tasks.v[k].status == TASK_RUNNING)
			v[n++] = &l->tasks.v[k];
	*ret = v;
	return n;
}

size_t loops_open_polls(struct arena *a, const struct loops *l, const struct poll *const **ret)
{
	const struct poll **v = ARENA_ARRAY(a, l->polls.n + 1, const struct poll *);
	size_t n = 0;

	for (size_t k = 0; k < l->polls.n; k++)
		if (!l->polls.v[k].decision)
			v[n++] = &l->polls.v[k];
	*ret = v;
	return n;
}

size_t loops_waiting_checks(
	struct arena *a, const struct loops *l, const struct decision *const **ret)
{
	const struct decision **v = ARENA_ARRAY(a, l->decisions.n + 1, const struct decision *);
	size_t n = 0;

	for (size_t k = 0; k < l->decisions.n; k++)
		if (l->decisions.v[k].check == CHECK_WAITS)
			v[n++] = &l->decisions.v[k];
	*ret = v;
	return n;
}

size_t loops_theories(struct arena *a, const struct loops *l, enum theory_status status,
	const struct theory *const **ret)
{
	const struct theory **v = ARENA_ARRAY(a, l->theories.n + 1, const struct theory *);
	size_t n = 0;

	for (size_t k = 0; k < l->theories.n; k++)
		if (l->theories.v[k].status == status)
			v[n++] = &l->theories.v[k];
	*ret = v;
	return n;
}
