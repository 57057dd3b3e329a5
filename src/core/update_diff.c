/* update_diff.c: what changed between two texts, word by word. */
#include "core/update_text.h"

#include "base/vec.h"

enum { DIFF_WORDS_MAX = 600 };

struct words {
	struct str *v;
	size_t n;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static struct words words_of(struct arena *a, struct str text)
{
	struct words w = {.v = ARENA_ARRAY(a, DIFF_WORDS_MAX + 1, struct str)};
	size_t at = 0;

	while (w.n <= DIFF_WORDS_MAX) {
		size_t from;

		while (at < text.n && is_blank(text.p[at]))
			at++;
		if (at == text.n)
			break;
		from = at;
		while (at < text.n && !is_blank(text.p[at]))
			at++;
		w.v[w.n++] = str_cut(text, from, at);
	}
	return w;
}

/* Longest common runs of the tails: common[i][j] of old[i..] and now[j..]. */
static uint16_t *table(struct arena *a, const struct words *old, const struct words *now)
{
	size_t width = now->n + 1;
	uint16_t *t = ARENA_ARRAY(a, (old->n + 1) * width, uint16_t);

	for (size_t i = old->n; i-- > 0;)
		for (size_t j = now->n; j-- > 0;) {
			uint16_t down = t[(i + 1) * width + j], right = t[i * width + j + 1];

			if (str_eq(old->v[i], now->v[j]))
				t[i * width + j] = (uint16_t)(t[(i + 1) * width + j + 1] + 1);
			else
				t[i * width + j] = down > right ? down : right;
		}
	return t;
}

struct pieces {
	struct update_piece *v;
	size_t n, cap;
	struct arena *arena;
};

static void add(struct pieces *p, enum update_piece_kind kind, struct str word)
{
	struct update_piece *last = p->n ? &p->v[p->n - 1] : NULL;

	if (last && last->kind == kind)
		last->text = str_fmt(p->arena, "%.*s %.*s", STR_ARG(last->text), STR_ARG(word));
	else
		*VEC_PUSH(p->arena, p) = (struct update_piece){kind, word};
}

static void walk(struct pieces *p, const struct words *old, const struct words *now)
{
	const uint16_t *t = table(p->arena, old, now);
	size_t width = now->n + 1, i = 0, j = 0;

	while (i < old->n || j < now->n) {
		bool same = i < old->n && j < now->n && str_eq(old->v[i], now->v[j]);

		if (same) {
			add(p, PIECE_SAME, old->v[i++]);
			j++;
		} else if (j == now->n ||
			   (i < old->n && t[(i + 1) * width + j] >= t[i * width + j + 1])) {
			add(p, PIECE_GONE, old->v[i++]);
		} else {
			add(p, PIECE_NEW, now->v[j++]);
		}
	}
}

size_t update_diff(struct arena *a, struct str old, struct str now, const struct update_piece **ret)
{
	struct words before = words_of(a, old), after = words_of(a, now);
	struct pieces p = {.arena = a};

	if (before.n > DIFF_WORDS_MAX || after.n > DIFF_WORDS_MAX) {
		add(&p, PIECE_GONE, old);
		add(&p, PIECE_NEW, now);
	} else {
		walk(&p, &before, &after);
	}
	*ret = p.v;
	return p.n;
}
