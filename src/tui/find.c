/* find.c: the rows of a pane that hold a text. */
#include "tui/find_internal.h"

#include "base/vec.h"
#include "tui/filter_internal.h"
#include "tui/scroll_internal.h"
#include "view/view_home.h"
#include "view/view_timeline.h"

enum { FIND_ROWS_MAX = 5000 };

struct matches {
	uint64_t *v;
	size_t n, cap;
};

static void test(struct tui *t, struct matches *m, uint64_t key, struct str text)
{
	if (filter_contains(text, str_n(t->find, t->find_n)))
		*VEC_PUSH(t->turn, m) = key;
}

/* Late rows are found where they are shown. */
static void collect_late(struct tui *t, struct matches *m)
{
	const struct incident *live = board_incident(tui_board(t), t->incident);
	for (size_t k = 0; t->past && t->late && live && k < live->entries.n; k++) {
		const struct entry *e = &live->entries.v[k];
		if (timeline_is_late(e, t->past_at))
			test(t, m, e->seq, e->text);
	}
}

static struct matches collect(struct tui *t)
{
	struct matches m = {0};
	const struct incident *i = tui_looked_at(t);
	if (!t->incident) {
		const struct incident *const *order;
		size_t n = view_home_order(t->turn, tui_board(t), &order);
		for (size_t k = 0; k < n; k++)
			test(t, &m, order[k]->number, order[k]->title);
	} else if (t->pane->timeline) {
		for (size_t k = 0; i && k < i->entries.n; k++)
			test(t, &m, i->entries.v[k].seq, i->entries.v[k].text);
		collect_late(t, &m);
	} else {
		uint64_t anchor = t->anchor;
		t->anchor = 0;
		struct stream s = tui_stream(t, t->turn, FIND_ROWS_MAX);
		t->anchor = anchor;
		for (size_t k = 0; k < s.n; k++)
			test(t, &m, s.v[k].seq, s.v[k].text);
	}
	return m;
}

static void show(struct tui *t, const struct matches *m)
{
	t->find_count = m->n;
	if (!m->n) {
		t->find_at = 0;
		return;
	}
	if (t->find_at < 1 || t->find_at > m->n)
		t->find_at = m->n;
	scroll_to(t, m->v[t->find_at - 1]);
}

void find_run(struct tui *t)
{
	struct matches m = collect(t);
	t->find_at = m.n;
	show(t, &m);
}

void find_step(struct tui *t, int direction)
{
	struct matches m = collect(t);
	if (!m.n)
		return;
	if (direction > 0)
		t->find_at = t->find_at >= m.n ? 1 : t->find_at + 1;
	else
		t->find_at = t->find_at <= 1 ? m.n : t->find_at - 1;
	show(t, &m);
}
