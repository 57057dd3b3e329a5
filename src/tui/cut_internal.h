/* cut_internal.h: where bytes on their way to a terminal may be broken off. */
#ifndef TUI_CUT_INTERNAL_H
#define TUI_CUT_INTERNAL_H

#include <stddef.h>

#include "base/str.h"

/* The first place from `sent` on that is inside no escape sequence and no character; the bytes begin at such a place. */
size_t cut_after(struct str bytes, size_t sent);

#endif
