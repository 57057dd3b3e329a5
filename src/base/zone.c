/* zone.c: time zones as data: fixed offsets and parsed TZif files. */
#include "base/zone_internal.h"

#include "base/err.h"

/*
 * The part of TZif (RFC 8536) that matters here: a header of 44 bytes: "TZif", version, 15 unused,
 * then six big-endian counts; then transition times, one type index for each, types of 6 bytes
 * (offset in seconds, summer flag, name index), names, leap seconds and flags. From version 2 on a
 * second copy with 8-byte times follows, and behind it, between two line feeds, a POSIX TZ string
 * for all later times. The first copy is only skipped; files of version 1 use it.
 */
enum { HEADER_SIZE = 44, TYPES_MAX = 256, TIMES_MAX = 4096 };

struct zone {
	const char *name;
	size_t n;
	int64_t *times; /* seconds, rising */
	int *offsets_s; /* in force from times[i] on */
	int first_s;    /* in force before times[0] */
	bool has_rule;  /* rule holds from the last time on */
	struct zone_rule rule;
};

struct counts {
	uint32_t isut, isstd, leap, time, type, name;
};

static uint32_t be32(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static int64_t be_time(const char *p, size_t width)
{
	if (width == 4)
		return (int32_t)be32(p);
	return (int64_t)((uint64_t)be32(p) << 32 | be32(p + 4));
}

static bool read_header(struct str s, struct counts *c)
{
	if (s.n < HEADER_SIZE || memcmp(s.p, "TZif", 4) != 0)
		return false;
	*c = (struct counts){be32(s.p + 20), be32(s.p + 24), be32(s.p + 28), be32(s.p + 32),
		be32(s.p + 36), be32(s.p + 40)};
	return c->time <= TIMES_MAX && c->type >= 1 && c->type <= TYPES_MAX && c->name <= 4096 &&
	       c->leap == 0 && c->isut <= c->type && c->isstd <= c->type;
}

static size_t block_size(const struct counts *c, size_t width)
{
	return c->time * (width + 1) + c->type * 6 + c->name + c->isstd + c->isut;
}

static bool read_block(
	struct arena *a, struct str s, const struct counts *c, size_t width, struct zone *z)
{
	if (s.n < block_size(c, width))
		return false;
	const char *index = s.p + c->time * width, *types = index + c->time;
	z->n = c->time;
	z->times = ARENA_ARRAY(a, z->n, int64_t);
	z->offsets_s = ARENA_ARRAY(a, z->n, int);
	z->first_s = (int32_t)be32(types);
	for (size_t i = 0; i < z->n; i++) {
		unsigned type = (unsigned char)index[i];
		z->times[i] = be_time(s.p + i * width, width);
		if (type >= c->type || (i && z->times[i] <= z->times[i - 1]))
			return false;
		z->offsets_s[i] = (int32_t)be32(types + type * 6);
	}
	for (uint32_t i = 0; i < c->type; i++) {
		int32_t offset = (int32_t)be32(types + i * 6);
		if (offset < -26 * 3600 || offset > 26 * 3600)
			return false;
	}
	return true;
}

static bool read_footer(struct str s, struct zone *z)
{
	if (!s.n || *s.p != '\n')
		return false;
	struct str rest = str_cut(s, 1, s.n);
	ptrdiff_t end = str_find_ch(rest, '\n');
	if (end < 0)
		return false;
	if (end == 0)
		return true;
	z->has_rule = zone_rule_parse(str_cut(rest, 0, (size_t)end), &z->rule);
	return z->has_rule;
}

static bool read_tzif(struct arena *a, struct str s, struct zone *z)
{
	struct counts c;
	if (!read_header(s, &c))
		return false;
	if (s.p[4] < '2')
		return read_block(a, str_cut(s, HEADER_SIZE, s.n), &c, 4, z);
	s = str_cut(s, HEADER_SIZE + block_size(&c, 4), s.n);
	if (!read_header(s, &c))
		return false;
	s = str_cut(s, HEADER_SIZE, s.n);
	return read_block(a, s, &c, 8, z) && read_footer(str_cut(s, block_size(&c, 8), s.n), z);
}

enum rc zone_parse(struct arena *a, const char *name, struct str tzif, const struct zone **ret,
	struct err *err)
{
	struct zone *z = ARENA_NEW(a, struct zone);
	if (!read_tzif(a, tzif, z))
		return err_set(err, RC_USAGE, "the time zone file of %s cannot be read", name);
	z->name = arena_strdup(a, name);
	*ret = z;
	return RC_OK;
}

const struct zone *zone_fixed(struct arena *a, int offset_min)
{
	struct zone *z = ARENA_NEW(a, struct zone);
	int size = offset_min < 0 ? -offset_min : offset_min;
	z->first_s = offset_min * 60;
	z->name = offset_min ? arena_printf(a, "%c%02d:%02d", offset_min < 0 ? '-' : '+', size / 60,
				       size % 60)
			     : "UTC";
	return z;
}

static int offset_s(const struct zone *z, instant at)
{
	int64_t s = at / US_PER_S - (at % US_PER_S < 0);
	if (z->has_rule && (!z->n || s >= z->times[z->n - 1]))
		return zone_rule_offset_s(&z->rule, at);
	size_t low = 0, high = z->n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (z->times[mid] <= s)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? z->offsets_s[low - 1] : z->first_s;
}

int zone_offset_min(const struct zone *z, instant at)
{
	if (!z || at == INSTANT_NONE)
		return 0;
	int s = offset_s(z, at);
	return s / 60 - (s % 60 < 0);
}

const char *zone_name(const struct zone *z)
{
	return z ? z->name : "UTC";
}
