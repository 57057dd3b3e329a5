/* chain.c: what a record's digest and hash cover, and the check of one record against the one
 * before. */
#include "core/event.h"

/* Numbers and short texts are gathered here so that the hash sees few, long pieces. */
struct header {
	struct hash_state *st;
	size_t n;
	char buf[512];
};

static void header_flush(struct header *h)
{
	hash_add(h->st, h->buf, h->n);
	h->n = 0;
}

static void header_raw(struct header *h, const char *p, size_t n)
{
	if (n > sizeof h->buf - h->n)
		header_flush(h);
	if (n > sizeof h->buf) {
		hash_add(h->st, p, n);
		return;
	}
	if (n)
		memcpy(h->buf + h->n, p, n);
	h->n += n;
}

/* Decimal digits of v, written so that they end at `end`. */
static char *digits_before(char *end, uint64_t v)
{
	do
		*--end = (char)('0' + v % 10);
	while (v /= 10);
	return end;
}

static void header_text(struct header *h, struct str s)
{
	char length[24], *end = length + sizeof length;
	end[-1] = ':';
	char *p = digits_before(end - 1, s.n);
	header_raw(h, p, (size_t)(end - p));
	header_raw(h, s.p, s.n);
	header_raw(h, ",", 1);
}

static void header_u64(struct header *h, uint64_t v)
{
	char text[24], *end = text + sizeof text;
	char *p = digits_before(end, v);
	header_text(h, str_n(p, (size_t)(end - p)));
}

static void header_i64(struct header *h, int64_t v)
{
	char text[24], *end = text + sizeof text;
	char *p = digits_before(end, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
	if (v < 0)
		*--p = '-';
	header_text(h, str_n(p, (size_t)(end - p)));
}

struct hash chain_body_digest(const uint8_t salt[SALT_SIZE], struct str body)
{
	struct hash_state st;
	hash_begin(&st);
	hash_add(&st, salt, SALT_SIZE);
	hash_add(&st, body.p, body.n);
	return hash_end(&st);
}

struct hash chain_hash(
	const struct event *ev, const struct hash *prev, const struct hash *body_digest)
{
	struct hash_state st;
	struct header h;
	h.st = &st;
	h.n = 0;
	hash_begin(&st);
	header_raw(&h, (const char *)prev->b, HASH_SIZE);
	header_raw(&h, "warroom-record-1", 16);
	header_u64(&h, ev->seq);
	header_u64(&h, ev->incident);
	header_text(&h, ev->kind_name);
	header_i64(&h, ev->occurred);
	header_text(&h, str_z(precision_name(ev->precision)));
	header_text(&h, ev->zone);
	header_i64(&h, ev->recorded);
	header_text(&h, ev->actor);
	header_text(&h, ev->door);
	header_raw(&h, (const char *)body_digest->b, HASH_SIZE);
	header_flush(&h);
	return hash_end(&st);
}

/* Nothing here is secret, so the comparison may be the fast one. */
static bool same(const struct hash *a, const struct hash *b)
{
	return memcmp(a->b, b->b, HASH_SIZE) == 0;
}

enum rc chain_check(
	const struct record *r, uint64_t expected_seq, const struct hash *prev, struct err *err)
{
	unsigned long long n = expected_seq;
	if (r->ev.seq != expected_seq)
		return err_set(err, RC_CORRUPT,
			"record %llu: missing (the next one stored is %llu)", n,
			(unsigned long long)r->ev.seq);
	if (!same(&r->prev, prev))
		return err_set(
			err, RC_CORRUPT, "record %llu: does not continue the record before it", n);
	if (!r->erased) {
		struct hash digest = chain_body_digest(r->salt, r->ev.body);
		if (!same(&digest, &r->body_digest))
			return err_set(err, RC_CORRUPT, "record %llu: body was changed", n);
	}
	struct hash hash = chain_hash(&r->ev, prev, &r->body_digest);
	if (!same(&hash, &r->hash))
		return err_set(err, RC_CORRUPT, "record %llu: header or hash was changed", n);
	return RC_OK;
}
