/* corpus.h: reads test data from tests/data and writes out the escapes its tables use. */
#ifndef SUPPORT_CORPUS_H
#define SUPPORT_CORPUS_H

#include "base/arena.h"
#include "base/str.h"

/* Whole file of that name in tests/data, looked for from the working folder upwards; fails the test
 * when missing. */
struct str corpus_read(struct arena *a, const char *name);

/* Bytes of a table cell: \xNN a byte, \u{H} a code point, \n a line feed, \\ a backslash,
 * \R{N:text} repeated. */
struct str corpus_unescape(struct arena *a, struct str cell);

#endif
