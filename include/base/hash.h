/* hash.h: SHA-256 and hexadecimal. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum { HASH_SIZE = 32, SALT_SIZE = 16 };

struct hash {
	uint8_t b[HASH_SIZE];
};

struct hash_state {
	_Alignas(8) unsigned char opaque[128];
};
void hash_begin(struct hash_state *st);
void hash_add(struct hash_state *st, const void *p, size_t n);
struct hash hash_end(struct hash_state *st);

struct hash hash_bytes(struct str s);
bool hash_eq(const struct hash *a, const struct hash *b); /* constant time */
const char *hash_hex(struct arena *a, const struct hash *h);
const char *hex_encode(struct arena *a, const void *p, size_t n);
/* False when the text is not exactly 2 n hexadecimal digits. */
bool hex_decode(struct str hex, void *ret, size_t n);

#endif
