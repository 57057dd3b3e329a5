/* hmac.c: SHA-256 under a key, and a password stretched by many rounds of it. */
#include "base/hmac.h"

enum { BLOCK = 64 };

/* The states after the key's two blocks: a round of stretching begins with them. */
struct keyed {
	struct hash_state inner, outer;
};

static struct keyed keyed(struct str key)
{
	unsigned char block[BLOCK] = {0}, other[BLOCK];
	struct keyed k;
	struct hash h;

	if (key.n > BLOCK) {
		h = hash_bytes(key);
		memcpy(block, h.b, HASH_SIZE);
	} else if (key.n > 0) {
		memcpy(block, key.p, key.n);
	}
	for (size_t i = 0; i < BLOCK; i++) {
		other[i] = block[i] ^ 0x5C;
		block[i] ^= 0x36;
	}
	hash_begin(&k.inner);
	hash_add(&k.inner, block, BLOCK);
	hash_begin(&k.outer);
	hash_add(&k.outer, other, BLOCK);
	explicit_bzero(block, BLOCK);
	explicit_bzero(other, BLOCK);
	return k;
}

static struct hash finish(const struct keyed *k, struct hash_state *inner)
{
	struct hash_state outer = k->outer;
	struct hash h = hash_end(inner);

	hash_add(&outer, h.b, HASH_SIZE);
	return hash_end(&outer);
}

static struct hash sign(const struct keyed *k, const void *p, size_t n)
{
	struct hash_state inner = k->inner;

	hash_add(&inner, p, n);
	return finish(k, &inner);
}

struct hash hmac(struct str key, struct str text)
{
	struct keyed k = keyed(key);

	return sign(&k, text.p, text.n);
}

struct hash hmac_stretch(struct str password, struct str salt, unsigned rounds)
{
	static const unsigned char first_block[4] = {0, 0, 0, 1};
	struct keyed k = keyed(password);
	struct hash_state inner = k.inner;
	struct hash u, sum;

	hash_add(&inner, salt.p, salt.n);
	hash_add(&inner, first_block, sizeof first_block);
	sum = u = finish(&k, &inner);
	for (unsigned i = 1; i < rounds; i++) {
		u = sign(&k, u.b, HASH_SIZE);
		for (size_t b = 0; b < HASH_SIZE; b++)
			sum.b[b] ^= u.b[b];
	}
	return sum;
}
