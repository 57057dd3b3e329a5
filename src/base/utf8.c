/* utf8.c: strict decoding, cell widths, clipping and steps over user-perceived characters. */
#include "base/utf8.h"

#include <wchar.h>

#include <utf8proc.h>

#include "base/utf8_internal.h"

static unsigned byte_at(struct str s, size_t i)
{
	return (unsigned char)s.p[i];
}

static bool is_tail(struct str s, size_t i)
{
	return i < s.n && (byte_at(s, i) & 0xC0) == 0x80;
}

int utf8_decode(struct str s, uint32_t *ret)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	if (!s.n)
		return 0;
	unsigned b = byte_at(s, 0);
	int n = b < 0x80 ? 1 : b < 0xC2 ? 0 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : b < 0xF5 ? 4 : 0;
	if (n == 0)
		return -1;
	uint32_t cp = n == 1 ? b : b & (0x7Fu >> n);
	for (int i = 1; i < n; i++) {
		if (!is_tail(s, (size_t)i))
			return -1;
		cp = cp << 6 | (byte_at(s, (size_t)i) & 0x3F);
	}
	if (cp < least[n] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		return -1;
	*ret = cp;
	return n;
}

void utf8_encode(struct buf *b, uint32_t cp)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)cp, bytes);
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF) || n <= 0)
		buf_add_z(b, "\xEF\xBF\xBD");
	else
		buf_add(b, str_n((const char *)bytes, (size_t)n));
}

/*
 * How many bytes at the beginning are ASCII and not NUL. Most of what comes in is: eight bytes at a time are passed
 * over without being decoded.
 */
static size_t ascii_run(struct str s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
	size_t i = 0;
	for (uint64_t word; i + sizeof word <= s.n; i += sizeof word) {
		memcpy(&word, s.p + i, sizeof word);
		/* The top bit of a byte is set, or a byte is zero. */
		if ((word | ((word - ones) & ~word)) & tops)
			break;
	}
	while (i < s.n && byte_at(s, i) > 0 && byte_at(s, i) < 0x80)
		i++;
	return i;
}

bool utf8_is_valid(struct str s)
{
	uint32_t cp;
	for (size_t i = ascii_run(s); i < s.n;) {
		int n = utf8_decode(str_cut(s, i, s.n), &cp);
		if (n <= 0)
			return false;
		i += (size_t)n;
	}
	return true;
}

size_t utf8_floor(struct str s, size_t n)
{
	if (n >= s.n)
		return s.n;
	for (size_t back = 0; back < 4 && back <= n; back++) {
		uint32_t cp;
		size_t from = n - back;
		int used = utf8_decode(str_cut(s, from, s.n), &cp);
		if (used > 0)
			return (size_t)used > back ? from : n;
	}
	return n;
}

int utf8_width(uint32_t cp)
{
	if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		return -1;
	if (cp < 0x7F)
		return 1;
	int w = wcwidth((wchar_t)cp);
	return w > 2 ? -1 : w;
}

/* Clean text holds nothing that must not be drawn; anything else takes no cells here. */
static size_t cells_of(uint32_t cp)
{
	int w = utf8_width(cp);
	return w > 0 ? (size_t)w : 0;
}

size_t utf8_cells(struct str clean)
{
	size_t row = 0, widest = 0;
	uint32_t cp;
	for (size_t i = 0; i < clean.n;) {
		int n = utf8_decode(str_cut(clean, i, clean.n), &cp);
		if (n <= 0) {
			i++;
			continue;
		}
		row = cp == '\n' ? 0 : row + cells_of(cp);
		if (row > widest)
			widest = row;
		i += (size_t)n;
	}
	return widest;
}

struct str utf8_clip(struct str clean, size_t cells, size_t *used)
{
	size_t taken = 0, i = 0;
	uint32_t cp;
	while (i < clean.n && clean.p[i] != '\n') {
		int n = utf8_decode(str_cut(clean, i, clean.n), &cp);
		size_t w = n > 0 ? cells_of(cp) : 0;
		if (w > cells - taken)
			break;
		taken += w;
		i += n > 0 ? (size_t)n : 1;
	}
	if (used)
		*used = taken;
	return str_cut(clean, 0, i);
}

size_t utf8_next(struct str s)
{
	uint32_t cp, next;
	int n = utf8_decode(s, &cp);
	if (n <= 0)
		return s.n ? 1 : 0;
	size_t end = (size_t)n;
	utf8proc_int32_t state = 0;
	while ((n = utf8_decode(str_cut(s, end, s.n), &next)) > 0) {
		if (utf8proc_grapheme_break_stateful(
			    (utf8proc_int32_t)cp, (utf8proc_int32_t)next, &state))
			break;
		end += (size_t)n;
		cp = next;
	}
	return end;
}

/* Breaks depend on what came before, so the steps are counted from the start of the line. */
size_t utf8_prev(struct str s)
{
	ptrdiff_t lf = -1;
	for (size_t i = s.n; i > 1 && lf < 0; i--)
		if (s.p[i - 2] == '\n')
			lf = (ptrdiff_t)i - 2;
	size_t from = (size_t)(lf + 1), last = 0;
	while (from < s.n) {
		last = utf8_next(str_cut(s, from, s.n));
		from += last;
	}
	return last;
}

struct str utf8_repair(struct arena *a, struct str raw)
{
	struct buf b;
	size_t plain = ascii_run(raw);
	if (plain == raw.n)
		return str_dup(a, raw);
	buf_init(&b, a, 3 * raw.n);
	buf_add(&b, str_cut(raw, 0, plain));
	for (size_t i = plain; i < raw.n;) {
		uint32_t cp = 0;
		int n = utf8_decode(str_cut(raw, i, raw.n), &cp);
		if (n <= 0 || cp == 0)
			utf8_encode(&b, 0xFFFD);
		else
			buf_add(&b, str_cut(raw, i, i + (size_t)n));
		i += n > 0 ? (size_t)n : 1;
	}
	return buf_str(&b);
}
