/* fuzz_irc_netsplit.c: people who leave with servers and come back in any order: bounded, and nobody comes back twice. */
#include <stdint.h>

#include "base/err.h"
#include "irc/netsplit_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static size_t gone(const struct netsplits *all)
{
	size_t n = 0;

	must(all->n <= NETSPLITS_MAX, "too many splits");
	for (size_t i = 0; i < all->n; i++) {
		must(all->v[i]->n <= NETSPLIT_PEOPLE_MAX && all->v[i]->n <= all->v[i]->people,
			"people");
		n += all->v[i]->n;
	}
	return n;
}

static void leave(struct netsplits *all, struct str word, uint32_t incident, instant now)
{
	struct str near, far;
	size_t before = gone(all);

	if (!netsplit_names(word, &near, &far)) {
		near = STR("a.example.org");
		far = STR("b.example.org");
	}
	must(near.n > 0 && far.n > 0, "a server without a name");
	(void)netsplits_left(all, incident, near, far, word, now);
	must(gone(all) <= before + 1, "more are gone than left");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct netsplits all = {0};
	struct str rest = str_n((const char *)data, size), word;
	struct isupport s;
	instant now = 1;

	isupport_init(&s);
	while (str_split(&rest, '\n', &word)) {
		unsigned char how = word.n ? (unsigned char)word.p[0] : 0;
		struct str name = str_cut(word, 1, word.n);

		now += how * (US_PER_S / 4);
		if (how % 4 == 3 && all.n) {
			netsplits_drop(&all, how % all.n);
		} else if (how % 4 == 2) {
			size_t before = gone(&all);

			if (netsplits_back(&all, &s, how % 3, name, how & 64, now))
				must(gone(&all) <= before, "somebody came back and more are gone");
		} else {
			leave(&all, name, how % 3, now);
		}
		(void)gone(&all);
	}
	netsplits_clear(&all);
	must(all.n == 0, "splits are left");
	return 0;
}
