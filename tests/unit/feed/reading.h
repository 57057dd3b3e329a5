/* reading.h: what the tests of log formats share: a text read by a format, row by row. */
#ifndef UNIT_FEED_READING_H
#define UNIT_FEED_READING_H

#include "support/test.h"

#include "feed/feed.h"

struct want {
	unsigned long line;
	const char *at, *how, *nick, *text; /* at: "?" for none */
	enum precision precision;
	bool ambiguous;
};

static inline const struct feed *format(struct arena *a, const char *name)
{
	const struct feed_pattern *own = NULL;
	const struct feed *feed = NULL;
	struct err err;

	assert_int_equal(feed_find(str_z(name), NULL, a, &feed, &own, &err), RC_OK);
	return feed;
}

/* Every row must be the one that is told by hand, and none may be missing. */
static inline struct feed_count read_as(struct arena *a, const char *name,
	const struct feed_told *told, struct str text, const struct want *wanted, size_t n)
{
	struct feed_reader *r = feed_reader_new(format(a, name), NULL, told, text);
	struct feed_count count;
	struct feed_row row;
	struct err err = {0};
	size_t at = 0;
	bool some;

	for (;; at++) {
		const struct want *w = &wanted[at];

		if (feed_reader_next(r, &some, &row, &err) != RC_OK)
			fail_msg("%s", err.text);
		if (!some)
			break;
		assert_true(at < n);
		assert_int_equal(row.line, w->line);
		assert_string_equal(
			row.precision == PREC_UNKNOWN ? "?" : time_iso(a, row.at), w->at);
		assert_string_equal(str_to_z(a, row.how), w->how);
		assert_string_equal(str_to_z(a, row.nick), w->nick);
		assert_string_equal(str_to_z(a, row.text), w->text);
		assert_int_equal(row.precision, w->precision);
		assert_int_equal(row.ambiguous, w->ambiguous);
	}
	assert_int_equal(at, n);
	count = *feed_reader_count(r);
	feed_reader_free(r);
	return count;
}
#define READ_AS(a, name, told, text, wanted)                                                       \
	read_as(a, name, told, text, wanted, sizeof(wanted) / sizeof *(wanted))

/* The reader stops with this code, and says why. */
static inline void refused_as(struct arena *a, const char *name, const struct feed_told *told,
	const char *text, const char *why)
{
	struct feed_reader *r = feed_reader_new(format(a, name), NULL, told, str_z(text));
	struct feed_row row;
	struct err err = {0};
	enum rc rc = RC_OK;
	bool some = true;

	while (rc == RC_OK && some)
		rc = feed_reader_next(r, &some, &row, &err);
	assert_int_equal(rc, RC_USAGE);
	if (!strstr(err.text, why))
		fail_msg("%s: %s", text, err.text);
	feed_reader_free(r);
}

static inline int begin(void **state)
{
	*state = arena_new();
	return 0;
}

static inline int end(void **state)
{
	arena_free(*state);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

#endif
