/* fuzz_feed.c: any bytes as a log of any format: rows in order, inside the file, and the same when read again. */
#include <stdint.h>
#include <stdlib.h>

#include "feed/feed.h"
#include "sys/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
	if (!holds)
		abort();
}

static int inside(struct str file, struct str s)
{
	return !s.n || (s.p >= file.p && s.p + s.n <= file.p + file.n);
}

static void check(const struct feed_row *row, struct str file, unsigned long before)
{
	must(row->line > before && row->last >= row->line);
	must(inside(file, row->raw) && row->how.n > 0);
	must(row->precision <= PREC_UNKNOWN);
	must((row->precision == PREC_UNKNOWN) == ((row->assumed & FEED_CARRIED) != 0));
	must(row->at != INSTANT_NONE || row->precision == PREC_UNKNOWN);
	must(row->zone.n || row->precision == PREC_UNKNOWN);
}

/* A sum over all rows, to compare two readings. */
static uint64_t read_all(const struct feed *f, const struct feed_pattern *own,
	const struct feed_told *told, struct str file, struct feed_count *ret)
{
	struct feed_reader *r = feed_reader_new(f, own, told, file);
	unsigned long line = 0;
	uint64_t sum = 1;
	struct feed_row row;
	struct err err;
	bool some = true;

	while (feed_reader_next(r, &some, &row, &err) == RC_OK && some) {
		check(&row, file, line);
		line = row.line;
		sum = sum * 31 + (uint64_t)row.at + row.text.n * 7 + row.nick.n * 3 + row.line;
		must(feed_reader_at(r) <= file.n);
	}
	*ret = *feed_reader_count(r);
	must(ret->complete <= ret->lines);
	feed_reader_free(r);
	return sum;
}

static void all_guesses(struct arena *a, struct str file, const struct feed_patterns *own)
{
	struct feed_guess guesses[FEED_GUESSES];
	size_t n = 0;
	struct err err;

	if (feed_guess(file, own, a, guesses, &n, &err) != RC_OK)
		return;
	must(n > 0 && n <= FEED_GUESSES);
	for (size_t k = 0; k < n; k++)
		must(guesses[k].rows && guesses[k].known <= guesses[k].of);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str file = {(const char *)data + 1, size ? size - 1 : 0};
	struct arena *a = arena_new();
	struct feed_told told = {.zone = STR("Europe/Berlin")};
	const struct feed_pattern *own = NULL;
	struct feed_patterns patterns = {0};
	const struct feed *feed = NULL;
	struct feed_count one, two;
	struct err err;
	size_t formats;

	if (!size)
		file.p = "";
	must(feed_patterns_add(&patterns, a, STR("mine"),
		     STR("^(?<time>\\S+(?: \\d\\S+)?) (?:(?<nick>\\w+): )?(?<text>.*)$"),
		     &err) == RC_OK);
	if (zone_load(a, "Europe/Berlin", &told.rules, &err) != RC_OK)
		must(zone_load(a, "+01:00", &told.rules, &err) == RC_OK);
	formats = feed_list(0, &feed) + 1;
	if (size)
		told.hours = (enum feed_hours)(data[0] >> 6);
	if (size && data[0] & 32) {
		told.year = 2026;
		told.month = 10;
		told.day = 25;
	}
	if (feed_list(size ? data[0] % 32 % formats : 0, &feed) ==
		(size ? data[0] % 32 % formats : 0))
		must(feed_find(STR("mine"), &patterns, a, &feed, &own, &err) == RC_OK);
	must(read_all(feed, own, &told, file, &one) == read_all(feed, own, &told, file, &two));
	must(one.rows == two.rows && one.strange == two.strange);
	all_guesses(a, file, &patterns);
	feed_patterns_clear(&patterns);
	arena_free(a);
	return 0;
}
