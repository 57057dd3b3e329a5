/* netsplit.c: servers that lose each other: who went with the far side, and when that side is back. */
#include "irc/netsplit_internal.h"

#include "base/mem.h"

/* Who comes back later than that after the one before begins anew. */
#define BURST_MAX (10 * US_PER_S)

void netsplits_drop(struct netsplits *all, size_t at)
{
	struct netsplit *s = all->v[at];

	for (size_t i = 0; i < s->n; i++)
		mem_free(s->gone[i]);
	mem_free(s->gone);
	mem_free(s);
	all->v[at] = all->v[--all->n];
}

void netsplits_clear(struct netsplits *all)
{
	while (all->n > 0)
		netsplits_drop(all, all->n - 1);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A name with dots inside whose last part is a word, as of a host; servers that hide their names say "*.net". */
static bool is_server(struct str s)
{
	size_t dots = 0, word = 0;

	if (s.n == 0 || s.n > NETSPLIT_SERVER_MAX || s.p[0] == '.')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '.' && s.p[i - 1] == '.')
			return false;
		if (c != '.' && c != '-' && c != '*' && !(c >= '0' && c <= '9') && !is_letter(c))
			return false;
		dots += c == '.';
		word = c == '.' ? 0 : is_letter(c) || word > 0 ? word + 1 : 0;
	}
	return dots > 0 && word >= 2;
}

bool netsplit_names(struct str text, struct str *ret_near, struct str *ret_far)
{
	ptrdiff_t at = str_find_ch(text, ' ');
	struct str near, far;

	if (at < 0)
		return false;
	near = str_cut(text, 0, (size_t)at);
	far = str_cut(text, (size_t)at + 1, text.n);
	if (!is_server(near) || !is_server(far) || str_ieq(near, far))
		return false;
	*ret_near = near;
	*ret_far = far;
	return true;
}

static void make_room(struct netsplits *all)
{
	for (size_t i = all->n; i-- > 0 && all->n == NETSPLITS_MAX;)
		if (all->v[i]->told)
			netsplits_drop(all, i);
}

static struct netsplit *begin(
	struct netsplits *all, uint32_t incident, struct str near, struct str far, instant now)
{
	struct netsplit *s;

	make_room(all);
	if (all->n == NETSPLITS_MAX)
		return NULL;
	s = mem_alloc(sizeof *s);
	*s = (struct netsplit){.incident = incident, .from = now, .to = INSTANT_NONE};
	snprintf(s->near, sizeof s->near, "%.*s", STR_ARG(near));
	snprintf(s->far, sizeof s->far, "%.*s", STR_ARG(far));
	all->v[all->n++] = s;
	return s;
}

static void add(struct netsplit *s, struct str nick)
{
	s->people++;
	if (s->n == NETSPLIT_PEOPLE_MAX)
		return;
	if (s->n == s->cap) {
		size_t cap = s->cap ? s->cap * 2 : 16;

		s->gone = mem_grow(s->gone, s->cap, cap, sizeof *s->gone);
		s->cap = cap;
	}
	s->gone[s->n] = mem_alloc(nick.n + 1);
	if (nick.n > 0)
		memcpy(s->gone[s->n], nick.p, nick.n);
	s->n++;
}

bool netsplits_left(struct netsplits *all, uint32_t incident, struct str near, struct str far,
	struct str nick, instant now)
{
	struct netsplit *s = NULL;

	for (size_t i = 0; i < all->n && !s; i++)
		if (all->v[i]->incident == incident && all->v[i]->to == INSTANT_NONE &&
			str_eq_z(near, all->v[i]->near) && str_eq_z(far, all->v[i]->far))
			s = all->v[i];
	s = s ? s : begin(all, incident, near, far, now);
	if (!s)
		return false;
	add(s, nick);
	return true;
}

static bool take(struct netsplit *s, const struct isupport *rules, struct str nick)
{
	for (size_t i = 0; i < s->n; i++) {
		if (!isupport_same(rules, str_z(s->gone[i]), nick))
			continue;
		mem_free(s->gone[i]);
		s->gone[i] = s->gone[--s->n];
		return true;
	}
	return false;
}

static void came(struct netsplit *s, bool certain, instant now)
{
	if (s->back == 0 || now - s->last > BURST_MAX) {
		s->burst = now;
		s->back = 0;
	}
	s->last = now;
	s->back++;
	if (s->to == INSTANT_NONE && (certain || s->back * 2 >= s->people))
		s->to = s->burst;
}

bool netsplits_back(struct netsplits *all, const struct isupport *rules, uint32_t incident,
	struct str nick, bool certain, instant now)
{
	for (size_t i = 0; i < all->n; i++) {
		if (all->v[i]->incident != incident || !take(all->v[i], rules, nick))
			continue;
		came(all->v[i], certain, now);
		return true;
	}
	return false;
}
