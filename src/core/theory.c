/* theory.c: folds facts and hypotheses, which never mix, and finds a hypothesis in a text that is to go out. */
#include "core/fold_internal.h"

static uint64_t evidence_of(struct fold *f)
{
	int64_t seq = json_int(f->body, "evidence", 0);

	return seq > 0 ? (uint64_t)seq : 0;
}

static void add_fact(struct fold *f)
{
	struct fact *x = VEC_PUSH(f->board->arena, &f->incident->loops.facts);

	x->seq = f->ev->seq;
	x->at = f->ev->occurred;
	x->text = f->entry->text = fold_str(f, "text");
	x->by = f->entry->actor;
	x->evidence = evidence_of(f);
}

static void open_theory(struct fold *f)
{
	struct loops *l = &f->incident->loops;
	uint32_t last = l->theories.n ? l->theories.v[l->theories.n - 1].id : 0;
	int64_t id = json_int(f->body, "id", 0), likely = json_int(f->body, "likely", -1);
	struct theory *h;

	if (id <= last || id > UINT32_MAX)
		return;
	h = VEC_PUSH(f->board->arena, &l->theories);
	h->id = (uint32_t)id;
	h->seq = f->ev->seq;
	h->text = fold_str(f, "text");
	h->owner = fold_str(f, "owner");
	h->check = fold_str(f, "check");
	h->by = f->entry->actor;
	h->likely = likely >= 0 && likely <= 10000 ? (int)likely : -1;
	h->opened = f->ev->occurred;
	h->closed = INSTANT_NONE;
	fold_say(f, "H-%u a hypothesis: %.*s (%.*s looks: %.*s)", h->id, STR_ARG(h->text),
		STR_ARG(h->owner), STR_ARG(h->check));
}

static void close_theory(struct fold *f)
{
	int64_t id = json_int(f->body, "id", 0);
	const struct theory *known = id >= 1 && id <= UINT32_MAX
					     ? loops_theory(&f->incident->loops, (uint32_t)id)
					     : NULL;
	struct theory *h = (struct theory *)(uintptr_t)known;
	enum theory_status status;

	if (!h || !theory_status_find(json_str(f->body, "outcome"), &status) ||
		status == THEORY_OPEN)
		return;
	h->status = status;
	h->result = fold_str(f, "result");
	h->evidence = evidence_of(f);
	h->closed = f->ev->occurred;
	h->closed_by = f->entry->actor;
	fold_say(f, "H-%u %s: %.*s", h->id, theory_status_name(status), STR_ARG(h->result));
}

void fold_theory(struct fold *f)
{
	if (!f->incident)
		return;
	if (f->ev->kind == EV_FACT)
		add_fact(f);
	else if (f->ev->kind == EV_THEORY_OPEN)
		open_theory(f);
	else
		close_theory(f);
}

/* ---- What must not get out ---- */

enum { RUN_LEAST = 12, WORDS_READ_MAX = 2000 };

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

static bool is_word_char(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

/* The next run of letters and digits; false when there is none. */
static bool next_word(struct str s, size_t *at, struct str *ret)
{
	size_t from;

	while (*at < s.n && !is_word_char(s.p[*at]))
		++*at;
	from = *at;
	while (*at < s.n && is_word_char(s.p[*at]))
		++*at;
	*ret = str_cut(s, from, *at);
	return ret->n > 0;
}

static size_t count_chars(struct str words)
{
	struct str word;
	size_t at = 0, n = 0;

	while (next_word(words, &at, &word))
		n += word.n;
	return n;
}

/* How many characters of the words from here on are the same in both, and where that ends in the text. */
static size_t common_run(struct str words, size_t w, struct str text, size_t t, size_t *ret_to)
{
	struct str a, b;
	size_t n = 0;

	while (next_word(words, &w, &a) && next_word(text, &t, &b) && str_ieq(a, b)) {
		n += a.n;
		*ret_to = t;
	}
	return n;
}

bool words_in_text(struct str words, struct str text, struct text_range *ret)
{
	struct str own = str_cut(words, 0, WORDS_READ_MAX), word;
	size_t all = count_chars(own), least = all / 2 > RUN_LEAST ? (all + 1) / 2 : RUN_LEAST;
	size_t to = 0;

	if (all < RUN_LEAST)
		return false;
	for (size_t w = 0, from = 0; next_word(own, &w, &word); from = w)
		for (size_t t = 0, begin = 0; next_word(text, &t, &word); begin = t)
			if (common_run(own, from, text, begin, &to) >= least) {
				ret->from = t - word.n;
				ret->to = to;
				return true;
			}
	return false;
}

/* "H-12" as a word of its own. */
static bool names_theory(struct str text, size_t at, uint32_t *ret, size_t *ret_to)
{
	size_t end = at + 2;
	uint64_t id;

	if (text.n < at + 3 || (text.p[at] != 'H' && text.p[at] != 'h') || text.p[at + 1] != '-' ||
		(at > 0 && is_word_char(text.p[at - 1])))
		return false;
	while (end < text.n && text.p[end] >= '0' && text.p[end] <= '9')
		end++;
	if ((end < text.n && is_word_char(text.p[end])) ||
		!str_to_u64(str_cut(text, at + 2, end), UINT32_MAX, &id))
		return false;
	*ret = (uint32_t)id;
	*ret_to = end;
	return true;
}

static const struct theory *named_in_text(
	const struct loops *l, struct str text, struct text_range *ret)
{
	const struct theory *h;
	uint32_t id;

	for (size_t at = 0, to; at < text.n && l->theories.n; at++) {
		h = names_theory(text, at, &id, &to) ? loops_theory(l, id) : NULL;
		if (!h)
			continue;
		*ret = (struct text_range){at, to};
		return h;
	}
	return NULL;
}

const struct theory *theory_found(const struct incident *i, struct str text, struct text_range *ret)
{
	const struct theory *h = named_in_text(&i->loops, text, ret);

	for (size_t n = 0; !h && n < i->loops.theories.n; n++) {
		const struct theory *x = &i->loops.theories.v[n];

		if (x->status != THEORY_CONFIRMED && words_in_text(x->text, text, ret))
			h = x;
	}
	return h;
}

const struct theory *theory_in_text(const struct incident *i, struct str text)
{
	struct text_range where;

	return theory_found(i, text, &where);
}
