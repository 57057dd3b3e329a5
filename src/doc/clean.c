/* clean.c: cleans raw text of any length for the printers. */
#include "doc/doc_internal.h"

#include "base/utf8.h"
#include "doc/print.h"

/*
 * PIECE is what one call of utf8_clean is given at first; when even that grows past the limit of a
 * row (one byte may become a marker of five cells) it is halved until it fits. A piece of PIECE_MIN
 * bytes always fits.
 */
enum { PIECE = 360, PIECE_MIN = 64 };

static bool is_ascii(char c)
{
	return c >= 0x20 && c <= 0x7e;
}

/* Whether any of eight bytes is a control code, DEL or not ASCII; the borrow of the subtraction can only err towards yes. */
static bool has_odd_byte(uint64_t x)
{
	const uint64_t each = 0x0101010101010101, high = each << 7;
	uint64_t del = x ^ (each * 0x7f);

	return ((x | ((x - each * 0x20) & ~x) | ((del - each) & ~del)) & high) != 0;
}

/* Nearly all text passes here, so that most of it is never copied. */
bool clean_is_ascii(struct str s)
{
	size_t i = 0;

	for (; i + 8 <= s.n; i += 8) {
		uint64_t x;
		memcpy(&x, s.p + i, sizeof x);
		if (has_odd_byte(x))
			break;
	}
	while (i < s.n && is_ascii(s.p[i]))
		i++;
	return i == s.n;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether the character at `at` may begin a piece: a mark would lose its letter, a joined glyph its joiner. */
static bool may_begin(struct str s, size_t at)
{
	uint32_t cp = 0;
	int n = utf8_decode(str_cut(s, at, s.n), &cp);

	return n > 0 && utf8_width(cp) > 0 && !str_ends(str_cut(s, 0, at), STR("\xe2\x80\x8d"));
}

/* Where to cut so that no character, joined glyph, colour code or tag sequence is torn: behind a space, else between
 * letters, else before whatever begins a character. */
static size_t cut_at(struct str s, size_t want)
{
	size_t low = want / 2;

	for (size_t i = want; i > low; i--) {
		if (s.p[i - 1] == ' ')
			return i;
	}
	for (size_t i = want; i > low; i--) {
		if (is_letter(s.p[i - 1]) && is_letter(s.p[i]))
			return i;
	}
	for (size_t i = want; i > low; i--) {
		if (may_begin(s, i))
			return i;
	}
	size_t at = utf8_floor(s, want);
	return at > 0 ? at : want;
}

static void clean_piece(struct arena *a, struct buf *b, struct str piece, enum utf8_context ctx)
{
	if (clean_is_ascii(piece)) {
		buf_add(b, piece);
		return;
	}
	struct utf8_clean c = utf8_clean(a, piece, ctx);
	if ((c.flags & UTF8_LONG) && piece.n > PIECE_MIN) {
		size_t half = cut_at(piece, piece.n / 2);
		clean_piece(a, b, str_cut(piece, 0, half), ctx);
		clean_piece(a, b, str_cut(piece, half, piece.n), ctx);
		return;
	}
	buf_add(b, c.text);
}

/* The words from the first to the last that hold more than printable ASCII. Tab stops count from the start of the text. */
static struct str worth_cleaning(struct str raw)
{
	size_t from = 0, to = raw.n;

	while (from < to && is_ascii(raw.p[from]))
		from++;
	while (to > from && is_ascii(raw.p[to - 1]))
		to--;
	while (from > 0 && raw.p[from - 1] != ' ')
		from--;
	while (to < raw.n && raw.p[to] != ' ')
		to++;
	if (str_find_ch(str_cut(raw, from, to), '\t') >= 0)
		from = 0;
	return str_cut(raw, from, to);
}

static struct str clean_all(struct arena *a, struct str raw, enum utf8_context ctx)
{
	struct buf b;

	if (clean_is_ascii(raw))
		return raw;
	struct str words = worth_cleaning(raw);
	size_t from = (size_t)(words.p - raw.p), to = from + words.n;
	buf_init(&b, a, PRINT_MAX);
	buf_add(&b, str_cut(raw, 0, from));
	while (words.n > 0) {
		size_t n = words.n > PIECE ? cut_at(words, PIECE) : words.n;
		clean_piece(a, &b, str_cut(words, 0, n), ctx);
		words = str_cut(words, n, words.n);
	}
	buf_add(&b, str_cut(raw, to, raw.n));
	return buf_str(&b);
}

static struct str without_line_end(struct str s)
{
	while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
		s.n--;
	return s;
}

struct str clean_line(struct arena *a, struct str raw)
{
	return clean_all(a, without_line_end(raw), UTF8_LINE);
}

struct str plain_line(struct arena *a, struct str raw)
{
	struct str clean = clean_line(a, raw);

	return clean.p == raw.p ? clean : utf8_unmark(a, clean);
}

bool clean_row(struct arena *a, struct str *rest, struct str *ret)
{
	struct str row;

	if (rest->p == NULL || rest->n == 0)
		return false;
	if (!str_split(rest, '\n', &row))
		return false;
	if (row.n > 0 && row.p[row.n - 1] == '\r')
		row.n--;
	*ret = clean_all(a, row, UTF8_BLOCK);
	return true;
}
