/* hash.c: SHA-256 by libsodium, and hexadecimal. */
#include "base/hash.h"

#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>

_Static_assert(sizeof(struct hash_state) >= sizeof(crypto_hash_sha256_state), "room for the state");
_Static_assert(HASH_SIZE == crypto_hash_sha256_BYTES, "a hash is a SHA-256");

static crypto_hash_sha256_state *state(struct hash_state *st)
{
	return (crypto_hash_sha256_state *)(void *)st->opaque;
}

void hash_begin(struct hash_state *st)
{
	crypto_hash_sha256_init(state(st));
}

void hash_add(struct hash_state *st, const void *p, size_t n)
{
	if (n)
		crypto_hash_sha256_update(state(st), p, n);
}

struct hash hash_end(struct hash_state *st)
{
	struct hash h;
	crypto_hash_sha256_final(state(st), h.b);
	return h;
}

struct hash hash_bytes(struct str s)
{
	struct hash_state st;
	hash_begin(&st);
	hash_add(&st, s.p, s.n);
	return hash_end(&st);
}

bool hash_eq(const struct hash *a, const struct hash *b)
{
	return sodium_memcmp(a->b, b->b, HASH_SIZE) == 0;
}

const char *hash_hex(struct arena *a, const struct hash *h)
{
	return hex_encode(a, h->b, HASH_SIZE);
}

const char *hex_encode(struct arena *a, const void *p, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *b = p;
	char *z = arena_alloc(a, 2 * n + 1);
	for (size_t i = 0; i < n; i++) {
		z[2 * i] = digits[b[i] >> 4];
		z[2 * i + 1] = digits[b[i] & 15];
	}
	return z;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool hex_decode(struct str hex, void *ret, size_t n)
{
	if (hex.n / 2 != n || hex.n % 2)
		return false;
	for (size_t i = 0; i < hex.n; i++)
		if (digit(hex.p[i]) < 0)
			return false;
	uint8_t *out = ret;
	for (size_t i = 0; i < n; i++)
		out[i] = (uint8_t)(digit(hex.p[2 * i]) << 4 | digit(hex.p[2 * i + 1]));
	return true;
}
