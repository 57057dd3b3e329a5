/* fuzz_time.c: any word as a time, a duration, a stored time and a zone: what is accepted keeps its promises. */
#include <stdint.h>

#include "base/err.h"
#include "base/time.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static void check_word(struct str word, const struct zone *zone, enum time_want want)
{
	instant now = 1795356151 * US_PER_S;
	struct time_ctx ctx = {now, now - US_PER_H, zone, want};
	struct stamp s = {0};
	struct err err = {0};
	enum rc rc = time_parse(word, &ctx, &s, &err);
	if (rc) {
		must(err.rc == rc && err.text[0], "a refusal says nothing");
		return;
	}
	if (s.precision == PREC_UNKNOWN)
		must(s.at == INSTANT_NONE, "an unknown time is known");
	else
		must(want == TIME_RECORD ? s.at <= now : s.at >= now, "a time on the wrong side");
	must(time_looks_like(word) || str_find_ch(word, ':') < 0,
		"a clock time does not look like one");
}

static void check_stored(struct arena *a, struct str text)
{
	instant at, back;
	if (!time_from_iso(text, &at))
		return;
	must(time_from_iso(str_z(time_iso(a, at)), &back) && back == at, "a stored time changes");
	if (at != INSTANT_NONE) {
		struct civil c = time_civil(at, 90);
		must(time_from_civil(&c, 90) == at, "a date changes");
	}
}

static void check_zone(struct arena *a, struct str bytes)
{
	const struct zone *z;
	if (zone_parse(a, "fuzz", bytes, &z, NULL))
		return;
	for (int64_t s = -4000000000; s < 8000000000; s += 12345679) {
		int offset = zone_offset_min(z, s * US_PER_S);
		must(offset > -20000 && offset < 20000, "an offset out of this world");
	}
	check_word(STR("02:30"), z, TIME_RECORD);
	check_word(STR("today"), z, TIME_PROMISE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_n((const char *)data, size);
	struct arena *a = arena_new();
	duration d = 0;
	check_word(text, NULL, TIME_RECORD);
	check_word(text, zone_fixed(a, 330), TIME_PROMISE);
	if (duration_parse(text, &d, NULL) == RC_OK)
		must(d >= 0 && d <= 36525 * US_PER_DAY, "a duration is out of range");
	check_stored(a, text);
	check_zone(a, text);
	arena_free(a);
	return 0;
}
