/* pacer.c: lines that wait to be sent, in order of urgency and no faster than a server likes. */
#include "irc/pacer_internal.h"

#include "base/mem.h"
#include "base/utf8.h"

void pacer_init(struct pacer *p, int burst, duration rate, duration now)
{
	*p = (struct pacer){.burst = burst, .rate = rate, .credit = burst * rate, .last = now};
}

/* It may have been a password. */
static void forget(struct pacer_line *l)
{
	explicit_bzero(l->text, sizeof l->text);
	mem_free(l);
}

void pacer_clear(struct pacer *p)
{
	for (int i = 0; i < PACE_COUNT; i++) {
		for (struct pacer_line *l = p->first[i], *next; l; l = next) {
			next = l->next;
			forget(l);
		}
		p->first[i] = p->end[i] = NULL;
		p->count[i] = 0;
	}
}

void pacer_restart(struct pacer *p, duration now)
{
	pacer_clear(p);
	pacer_init(p, p->burst, p->rate, now);
}

/* Tags in front have room of their own. */
static size_t tags_length(struct str line)
{
	ptrdiff_t at = line.n > 0 && line.p[0] == '@' ? str_find_ch(line, ' ') : -1;

	return at >= 0 && at < PACER_TAGS_MAX ? (size_t)at + 1 : 0;
}

static void put_line(struct pacer_line *l, struct str line)
{
	size_t most = PACER_LINE_MAX - 2 + tags_length(line);
	size_t n = utf8_floor(line, line.n < most ? line.n : most);

	for (size_t i = 0; i < n; i++) {
		char c = line.p[i];
		l->text[i] = c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
	}
	l->text[n] = '\r';
	l->text[n + 1] = '\n';
	l->n = n + 2;
}

bool pacer_push(struct pacer *p, enum pace class, struct str line, uint64_t id, duration now)
{
	struct pacer_line *l;

	if (p->count[class] >= PACER_QUEUE_MAX || line.n == 0)
		return false;
	l = mem_alloc(sizeof *l);
	put_line(l, line);
	l->id = id;
	l->since = now;
	if (p->end[class])
		p->end[class]->next = l;
	else
		p->first[class] = l;
	p->end[class] = l;
	p->count[class]++;
	return true;
}

static int first_class(const struct pacer *p)
{
	for (int i = 0; i < PACE_COUNT; i++)
		if (p->first[i])
			return i;
	return -1;
}

static int64_t credit_at(const struct pacer *p, duration now)
{
	int64_t full = p->burst * p->rate, credit = p->credit + (now - p->last);

	return credit < full ? credit : full;
}

const struct pacer_line *pacer_next(struct pacer *p, duration now)
{
	int class = first_class(p);

	p->credit = credit_at(p, now);
	p->last = now;
	if (class < 0 || (class != PACE_URGENT && p->credit < p->rate))
		return NULL;
	return p->first[class];
}

void pacer_done(struct pacer *p)
{
	int class = first_class(p);
	struct pacer_line *l;

	if (class < 0)
		return;
	l = p->first[class];
	p->first[class] = l->next;
	if (!l->next)
		p->end[class] = NULL;
	p->count[class]--;
	/* A debt of two buckets is as deep as it gets, or PINGs could silence us for good. */
	if (p->credit > -2 * p->burst * p->rate)
		p->credit -= p->rate;
	forget(l);
}

duration pacer_wait(const struct pacer *p, duration now)
{
	int class = first_class(p);
	int64_t credit = credit_at(p, now);

	if (class < 0)
		return -1;
	return class == PACE_URGENT || credit >= p->rate ? 0 : p->rate - credit;
}

size_t pacer_waiting(const struct pacer *p)
{
	size_t n = 0;

	for (int i = 0; i < PACE_COUNT; i++)
		n += p->count[i];
	return n;
}

duration pacer_age(const struct pacer *p, duration now)
{
	duration age = 0;

	for (int i = 0; i < PACE_COUNT; i++)
		if (p->first[i] && now - p->first[i]->since > age)
			age = now - p->first[i]->since;
	return age;
}
