/* base64.h: bytes as text of 64 signs and back. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* With the closing '=' signs; empty for nothing. Arena text. */
struct str base64_encode(struct arena *a, struct str bytes);
/* False unless it is exactly what base64_encode would write for some bytes. */
bool base64_decode(struct arena *a, struct str text, struct str *ret);

#endif
