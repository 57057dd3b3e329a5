/* import_wish.h: what a person wants of an import, as far as the words alone say. */
#ifndef COMMAND_IMPORT_WISH_H
#define COMMAND_IMPORT_WISH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "base/time.h"

enum { IMPORT_FILES_MAX = 256 };

struct import_wish {
	struct str format; /* "auto": as the file looks */
	struct str *files;
	size_t n;
	bool list; /* only what formats there are */
	bool dry;
	struct str zone;      /* as said; empty: nothing */
	int year, month, day; /* 0: not said */
	struct str clock;     /* "", 24, am, pm */
	duration ahead;       /* of the source's clock */
	bool by_anchors;      /* that is to be found */
	instant from, to;     /* INSTANT_NONE: open */
};

#endif
