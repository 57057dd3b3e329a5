/* fuzz_irssi.c: any bytes as a log of irssi: rows are views into it, in order, with times that are times. */
#include <stdint.h>
#include <stdlib.h>

#include "feed/feed.h"
#include "sys/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct walk {
	struct str file;
	unsigned long line;
};

static void must(int holds)
{
	if (!holds)
		abort();
}

static int inside(const struct walk *w, struct str s)
{
	return !s.n || (s.p >= w->file.p && s.p + s.n <= w->file.p + w->file.n);
}

static enum rc each(const struct feed_row *row, void *ctx)
{
	struct walk *w = ctx;

	must(row->line > w->line);
	w->line = row->line;
	must(inside(w, row->nick) && inside(w, row->text) && row->how.n > 0);
	must(row->at != INSTANT_NONE);
	must(row->precision == PREC_MIN || row->precision == PREC_S);
	must(str_find_ch(row->text, '\n') < 0);
	return RC_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct walk w = {.file = {(const char *)data, size}};
	struct arena *a = arena_new();
	const struct feed *feed = NULL;
	const struct zone *zone = NULL;
	unsigned long skipped = 0, again = 0;
	struct err err;

	must(feed_find(STR("irssi"), &feed, &err) == RC_OK);
	if (zone_load(a, "Europe/Berlin", &zone, &err) != RC_OK)
		must(zone_load(a, "+01:00", &zone, &err) == RC_OK);
	if (feed->parse(a, w.file, zone, INSTANT_NONE, each, &w, &skipped, &err) == RC_OK) {
		w.line = 0;
		must(feed->parse(a, w.file, zone, 0, each, &w, &again, &err) == RC_OK);
		must(again == skipped);
	}
	arena_free(a);
	return 0;
}
