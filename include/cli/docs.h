/* docs.h: the reference pages that are printed from the tables of the program itself. */
#ifndef CLI_DOCS_H
#define CLI_DOCS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/*
 * page: commands, keys, options (Markdown), man (roff, section 1) or bash (a completion script). The same
 * program always prints the same bytes. RC_USAGE names the pages there are.
 */
enum rc docs_print(struct arena *a, const char *page, struct str *ret, struct err *err);

#endif
