/* replies.c: how answers are said: the first lines now, the rest on demand, no echo, no flood. */
#include "irc/replies_internal.h"

#include "base/mem.h"

static const duration repeat_within = 5 * US_PER_S;

static void forget_lines(struct replies_person *p)
{
	for (size_t i = 0; i < p->n; i++)
		mem_free(p->lines[i]);
	p->n = 0;
}

void replies_clear(struct replies *r)
{
	for (size_t i = 0; i < REPLIES_PEOPLE; i++)
		forget_lines(&r->people[i]);
	*r = (struct replies){0};
}

static struct replies_person *find_person(struct replies *r, struct str nick)
{
	struct replies_person *oldest = &r->people[0];
	struct str key = str_cut(nick, 0, sizeof oldest->nick - 1);

	for (size_t i = 0; i < REPLIES_PEOPLE; i++) {
		struct replies_person *p = &r->people[i];

		if (p->nick[0] && str_ieq(str_z(p->nick), key))
			return p;
		if (p->last < oldest->last)
			oldest = p;
	}
	forget_lines(oldest);
	*oldest = (struct replies_person){0};
	memcpy(oldest->nick, key.p, key.n);
	return oldest;
}

struct replies_person *replies_count(
	struct replies *r, struct str nick, duration now, bool *flooding, bool *tell)
{
	struct replies_person *p = find_person(r, nick);

	if (p->count == 0 || now - p->window >= US_PER_MIN) {
		p->window = now;
		p->count = 0;
		p->told = false;
	}
	p->last = now;
	p->count++;
	*flooding = p->count > REPLIES_PER_MIN;
	*tell = *flooding && !p->told;
	p->told = p->told || *flooding;
	return p;
}

static uint64_t mark_of(const char *target, struct str text)
{
	uint64_t h = 14695981039346656037u;

	for (const char *c = target; *c; c++)
		h = (h ^ (unsigned char)*c) * 1099511628211u;
	for (size_t i = 0; i < text.n; i++)
		h = (h ^ (unsigned char)text.p[i]) * 1099511628211u;
	return h ? h : 1;
}

bool replies_repeats(struct replies *r, const char *target, struct str text, duration now)
{
	uint64_t mark = mark_of(target, text);

	for (size_t i = 0; i < REPLIES_RECENT; i++)
		if (r->recent[i].mark == mark && now - r->recent[i].at < repeat_within)
			return true;
	r->recent[r->next].mark = mark;
	r->recent[r->next].at = now;
	r->next = (r->next + 1) % REPLIES_RECENT;
	return false;
}

size_t replies_keep(struct replies_person *p, const struct str *lines, size_t n)
{
	forget_lines(p);
	for (size_t i = 0; i < n && i < REPLIES_KEPT; i++) {
		char *z = mem_alloc(lines[i].n + 1);

		memcpy(z, lines[i].p, lines[i].n);
		p->lines[p->n++] = z;
	}
	return p->n;
}

size_t replies_more(
	struct replies_person *p, struct arena *a, struct str *lines, size_t most, size_t *left)
{
	size_t n = p->n < most ? p->n : most;

	for (size_t i = 0; i < n; i++) {
		lines[i] = str_dup(a, str_z(p->lines[i]));
		mem_free(p->lines[i]);
	}
	memmove(p->lines, p->lines + n, (p->n - n) * sizeof p->lines[0]);
	p->n -= n;
	*left = p->n;
	return n;
}
