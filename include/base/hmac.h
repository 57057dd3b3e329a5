/* hmac.h: SHA-256 under a key, and a password stretched by many rounds of it. */
#ifndef BASE_HMAC_H
#define BASE_HMAC_H

#include "base/hash.h"

/* HMAC-SHA-256 (RFC 2104). */
struct hash hmac(struct str key, struct str text);
/* PBKDF2 with HMAC-SHA-256, one block (RFC 8018); rounds over 0. A million rounds take about half a second. */
struct hash hmac_stretch(struct str password, struct str salt, unsigned rounds);

#endif
