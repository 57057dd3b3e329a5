/* buf.c: the builder of str.h: text that grows in an arena up to a stated maximum. */
#include "base/str.h"

#include "base/err.h"
#include "base/utf8.h"

void buf_init(struct buf *b, struct arena *a, size_t max)
{
	*b = (struct buf){.arena = a, .max = max};
}

/* Room for `more` bytes and a NUL behind them. The caller has checked the maximum. */
static void reserve(struct buf *b, size_t more)
{
	size_t need = b->n + more + 1;
	if (need <= b->cap)
		return;
	size_t cap = b->cap ? b->cap * 2 : 64;
	if (cap > b->max + 1)
		cap = b->max + 1;
	if (cap < need)
		cap = need;
	b->p = arena_grow(b->arena, b->p, b->cap, cap);
	b->cap = cap;
}

/* How many of n bytes may still come. Over the maximum the builder closes for good: no later piece
 * may land behind a hole. */
static size_t admit(struct buf *b, size_t n)
{
	if (b->over)
		return 0;
	if (n <= b->max - b->n)
		return n;
	b->over = true;
	return b->max - b->n;
}

void buf_add(struct buf *b, struct str s)
{
	size_t n = admit(b, s.n);
	if (n < s.n)
		n = utf8_floor(s, n);
	if (!n)
		return;
	reserve(b, n);
	memcpy(b->p + b->n, s.p, n);
	b->n += n;
}

void buf_add_z(struct buf *b, const char *z)
{
	buf_add(b, str_z(z));
}

void buf_add_ch(struct buf *b, char c)
{
	/* Room for it and for the NUL: nothing else is to be asked. */
	if (b->n + 1 < b->cap && b->n < b->max && !b->over)
		b->p[b->n++] = c;
	else
		buf_add(b, str_n(&c, 1));
}

void buf_add_fill(struct buf *b, char c, size_t count)
{
	size_t n = admit(b, count);
	if (!n)
		return;
	reserve(b, n);
	memset(b->p + b->n, c, n);
	b->n += n;
}

void buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
	if (b->over)
		return;
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		BUG("a format that cannot be written");
	if ((size_t)n > b->max - b->n) {
		buf_add(b, str_z(arena_vprintf(b->arena, fmt, ap)));
		return;
	}
	reserve(b, (size_t)n);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	b->n += (size_t)n;
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	buf_vaddf(b, fmt, ap);
	va_end(ap);
}

struct str buf_str(const struct buf *b)
{
	return str_n(b->p, b->n);
}

const char *buf_z(struct buf *b)
{
	reserve(b, 0);
	b->p[b->n] = '\0';
	return b->p;
}
