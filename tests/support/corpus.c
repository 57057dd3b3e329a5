/* corpus.c: reads test data and writes out the escapes its tables use. */
#include "support/corpus.h"

#include "support/test.h"

#include "base/utf8.h"

enum { FILE_MAX = 8 * 1024 * 1024, CELL_MAX = 256 * 1024, UPWARDS_MAX = 8 };

static FILE *open_upwards(const char *name)
{
	char path[512] = "";
	for (int up = 0; up <= UPWARDS_MAX; up++) {
		char prefix[3 * UPWARDS_MAX + 4] = "";
		for (int i = 0; i < up; i++)
			memcpy(prefix + 3 * i, "../", 4);
		snprintf(path, sizeof path, "%stests/data/%s", prefix, name);
		FILE *f = fopen(path, "rb");
		if (f)
			return f;
	}
	fail_msg("there is no tests/data/%s above the working folder", name);
	return NULL;
}

struct str corpus_read(struct arena *a, const char *name)
{
	FILE *f = open_upwards(name);
	struct buf b;
	char piece[4096];
	size_t n;
	buf_init(&b, a, FILE_MAX);
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(&b, str_n(piece, n));
	fclose(f);
	assert_false(b.over);
	return buf_str(&b);
}

static void unescape(struct arena *a, struct str s, struct buf *b);

static void repeat(struct arena *a, struct str inside, struct buf *b)
{
	ptrdiff_t colon = str_find_ch(inside, ':');
	uint64_t count = 0;
	assert_true(colon > 0 && str_to_u64(str_cut(inside, 0, (size_t)colon), 100000, &count));
	for (uint64_t i = 0; i < count; i++)
		unescape(a, str_cut(inside, (size_t)colon + 1, inside.n), b);
}

/* Takes the escape at the front of s and returns how long it was. */
static size_t escape(struct arena *a, struct str s, struct buf *b)
{
	char kind = s.n > 1 ? s.p[1] : '\0';
	if (kind == '\\' || kind == 'n') {
		buf_add_ch(b, kind == 'n' ? '\n' : '\\');
		return 2;
	}
	if (kind == 'x') {
		buf_add_ch(b, (char)strtoul(str_to_z(a, str_cut(s, 2, 4)), NULL, 16));
		return 4;
	}
	ptrdiff_t end = str_find_ch(s, '}');
	assert_true((kind == 'u' || kind == 'R') && s.n > 2 && s.p[2] == '{' && end > 3);
	struct str inside = str_cut(s, 3, (size_t)end);
	if (kind == 'u')
		utf8_encode(b, (uint32_t)strtoul(str_to_z(a, inside), NULL, 16));
	else
		repeat(a, inside, b);
	return (size_t)end + 1;
}

static void unescape(struct arena *a, struct str s, struct buf *b)
{
	for (size_t i = 0; i < s.n;) {
		if (s.p[i] == '\\') {
			i += escape(a, str_cut(s, i, s.n), b);
			continue;
		}
		buf_add_ch(b, s.p[i++]);
	}
}

struct str corpus_unescape(struct arena *a, struct str cell)
{
	struct buf b;
	buf_init(&b, a, CELL_MAX);
	unescape(a, cell, &b);
	assert_false(b.over);
	return buf_str(&b);
}
