/* tzif.c: writes zone files for tests. */
#include "support/tzif.h"

#include "support/test.h"

static void add_be(struct buf *b, uint64_t v, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		buf_add_ch(b, (char)(v >> (8 * i) & 0xFF));
}

static void add_header(struct buf *b, size_t times, size_t types)
{
	buf_add(b, STR("TZif2"));
	buf_add_fill(b, '\0', 15);
	for (int i = 0; i < 3; i++)
		add_be(b, 0, 4);
	add_be(b, times, 4);
	add_be(b, types, 4);
	add_be(b, 4, 4);
}

static void add_type(struct buf *b, int offset_s)
{
	add_be(b, (uint32_t)offset_s, 4);
	add_be(b, 0, 2);
}

struct str tzif_bytes(struct arena *a, const struct tzif *t)
{
	struct buf b;
	buf_init(&b, a, 64 * 1024);
	add_header(&b, 0, 1);
	add_type(&b, 0);
	buf_add(&b, STR("ABC\0"));
	add_header(&b, t->n, t->n_offsets);
	for (size_t i = 0; i < t->n; i++)
		add_be(&b, (uint64_t)t->times[i], 8);
	for (size_t i = 0; i < t->n; i++)
		add_be(&b, (uint64_t)t->types[i], 1);
	for (size_t i = 0; i < t->n_offsets; i++)
		add_type(&b, t->offsets_s[i]);
	buf_add(&b, STR("ABC\0"));
	buf_add_ch(&b, '\n');
	buf_add_z(&b, t->footer);
	buf_add_ch(&b, '\n');
	return buf_str(&b);
}

static const struct zone *parse(struct arena *a, const char *name, const struct tzif *t)
{
	const struct zone *z = NULL;
	struct err err = {0};
	if (zone_parse(a, name, tzif_bytes(a, t), &z, &err))
		fail_msg("%s", err.text);
	return z;
}

const struct zone *tzif_berlin(struct arena *a)
{
	static const int64_t times[] = {828234000, 846378000, 859683600, 877827600};
	static const int types[] = {1, 0, 1, 0}, offsets_s[] = {3600, 7200};
	const struct tzif t = {times, types, 4, offsets_s, 2, "CET-1CEST,M3.5.0,M10.5.0/3"};
	return parse(a, "Europe/Berlin", &t);
}

const struct zone *tzif_rule(struct arena *a, const char *name, const char *rule)
{
	static const int offsets_s[] = {0};
	const struct tzif t = {NULL, NULL, 0, offsets_s, 1, rule};
	return parse(a, name, &t);
}
