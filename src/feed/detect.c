/* detect.c: which format the beginning of a log looks like, and the list of formats there are. */
#include "feed_internal.h"

#include "base/utf8.h"

static const struct feed *const feeds[] = {
#define FEED(name) &feed_##name,
#include "registry_feeds.h"
#undef FEED
};
enum { FEEDS = sizeof feeds / sizeof *feeds, LOOK_AT = 400, LOOK_BYTES = 256 * 1024 };

size_t feed_list(size_t at, const struct feed **ret)
{
	if (at < FEEDS)
		*ret = feeds[at];
	return FEEDS;
}

static enum rc unknown(struct str name, const struct feed_patterns *own, struct err *err)
{
	struct arena *a = arena_new();
	struct buf b;
	enum rc rc;

	buf_init(&b, a, ERR_TEXT_MAX - 100);
	for (size_t n = 0; n < FEEDS; n++)
		buf_addf(&b, "%s%s", n ? ", " : "", feeds[n]->name);
	for (size_t n = 0; own && n < own->list.n; n++)
		buf_addf(&b, ", %.*s", STR_ARG(own->list.v[n].name));
	name = utf8_plain(a, str_cut(name, 0, 40), UTF8_LINE);
	rc = err_set(err, RC_UNKNOWN, "there is no log format %.*s; there are auto, %s",
		STR_ARG(name), buf_z(&b));
	arena_free(a);
	return rc;
}

static const struct feed *of_pattern(struct arena *a, const struct feed_pattern *p)
{
	struct feed *f = ARENA_NEW(a, struct feed);

	*f = feed_of_pattern;
	f->name = str_to_z(a, p->name);
	return f;
}

enum rc feed_find(struct str name, const struct feed_patterns *own, struct arena *a,
	const struct feed **ret, const struct feed_pattern **ret_own, struct err *err)
{
	for (size_t n = 0; n < FEEDS; n++)
		if (str_ieq(name, str_z(feeds[n]->name))) {
			*ret = feeds[n];
			*ret_own = NULL;
			return RC_OK;
		}
	for (size_t n = 0; own && n < own->list.n; n++)
		if (str_ieq(name, own->list.v[n].name)) {
			*ret_own = &own->list.v[n];
			*ret = of_pattern(a, *ret_own);
			return RC_OK;
		}
	return unknown(name, own, err);
}

/* Zone, day and half do not matter for what a line is: any will do. */
static const struct feed_told anywhere = {
	.zone = {"UTC", 3}, .year = 2000, .month = 1, .day = 1, .hours = FEED_HOURS_24};

static struct feed_guess look(const struct feed *f, const struct feed_pattern *own, struct str head)
{
	struct feed_reader *r = feed_reader_new(f, own, &anywhere, head);
	const struct feed_count *c = feed_reader_count(r);
	struct feed_guess g = {.feed = f, .own = own};
	struct feed_row row;
	struct err ignored;
	bool some = true;

	while (some && c->lines < LOOK_AT && feed_reader_next(r, &some, &row, &ignored) == RC_OK)
		;
	if (c->rows) {
		g.rows = (unsigned)c->rows;
		g.known = (unsigned)(c->rows + c->known);
		g.of = (unsigned)(g.known + c->strange);
	}
	feed_reader_free(r);
	return g;
}

/* What reads nearly all of it is meant; what reads prose is meant when it finds some rows at least. */
static bool fits(const struct feed_guess *g)
{
	if (!g->of)
		return false;
	if (g->feed->flags & FEED_PROSE)
		return g->rows >= 3;
	return g->known * 10 >= g->of * 6;
}

static unsigned rank(const struct feed_guess *g)
{
	unsigned share = g->known * 100 / g->of;

	/* A person's own pattern was made for such a file. */
	if (g->own)
		return share + 300;
	if (g->feed->flags & FEED_PROSE)
		return g->rows < 99 ? g->rows : 99;
	return share + (g->feed->flags & FEED_GENERAL ? 100 : 200);
}

static void insert(struct feed_guess *v, size_t *n, const struct feed_guess *g)
{
	size_t at = *n < FEED_GUESSES ? (*n)++ : FEED_GUESSES;

	while (at > 0 && rank(&v[at - 1]) < rank(g)) {
		if (at < FEED_GUESSES)
			v[at] = v[at - 1];
		at--;
	}
	if (at < FEED_GUESSES)
		v[at] = *g;
}

enum rc feed_guess(struct str bytes, const struct feed_patterns *own, struct arena *a,
	struct feed_guess ret[FEED_GUESSES], size_t *ret_n, struct err *err)
{
	struct str head = str_cut(bytes, 0, LOOK_BYTES);
	struct feed_guess found[FEED_GUESSES];
	size_t n = 0;

	/* A line that the cut went through would look strange. */
	if (head.n < bytes.n)
		while (head.n && head.p[head.n - 1] != '\n')
			head.n--;
	for (size_t k = 0; k < FEEDS; k++) {
		struct feed_guess g = look(feeds[k], NULL, head);

		if (fits(&g))
			insert(found, &n, &g);
	}
	for (size_t k = 0; own && k < own->list.n; k++) {
		struct feed_guess g = look(of_pattern(a, &own->list.v[k]), &own->list.v[k], head);

		if (fits(&g))
			insert(found, &n, &g);
	}
	if (!n)
		return err_set(err, RC_UNKNOWN,
			"this looks like no format that is known; `import --list` names them, and "
			"`pattern NAME REGEX` makes one of your own");
	/* Beside a format of its lines, the reader of prose is no choice. */
	for (size_t k = 1; k < n; k++)
		if ((found[k].feed->flags & FEED_PROSE) && !(found[0].feed->flags & FEED_PROSE))
			n = k;
	memcpy(ret, found, n * sizeof *found);
	*ret_n = n;
	return RC_OK;
}
