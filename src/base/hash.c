/* hash.c: SHA-256 by OpenSSL, and hexadecimal. */
#include "base/hash.h"

/* Its plain calls need no handle that is made, shared and freed; newer ones cost half as much again for a row. */
#define OPENSSL_API_COMPAT 0x10100000L
#include <openssl/crypto.h>
#include <openssl/sha.h>

_Static_assert(sizeof(struct hash_state) >= sizeof(SHA256_CTX), "room for the state");
_Static_assert(_Alignof(struct hash_state) >= _Alignof(SHA256_CTX), "and on its border");
_Static_assert(HASH_SIZE == SHA256_DIGEST_LENGTH, "a hash is a SHA-256");

static SHA256_CTX *state(struct hash_state *st)
{
	return (SHA256_CTX *)(void *)st->opaque;
}

void hash_begin(struct hash_state *st)
{
	SHA256_Init(state(st));
}

void hash_add(struct hash_state *st, const void *p, size_t n)
{
	if (n)
		SHA256_Update(state(st), p, n);
}

struct hash hash_end(struct hash_state *st)
{
	struct hash h;
	SHA256_Final(h.b, state(st));
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
	return CRYPTO_memcmp(a->b, b->b, HASH_SIZE) == 0;
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
