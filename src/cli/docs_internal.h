/* docs_internal.h: what the printers of reference pages share. */
#ifndef CLI_DOCS_INTERNAL_H
#define CLI_DOCS_INTERNAL_H

#include "base/arena.h"
#include "base/str.h"
#include "command/command.h"

enum { DOCS_MAX = 1024 * 1024 };

/* "console, shell, irc" */
const char *docs_doors(struct arena *a, unsigned doors);

/* An option in front of the verb, as cli_usage tells it. */
struct docs_option {
	struct str brief, full; /* "-j" (may be empty), "--journal" */
	struct str value;       /* "FILE"; empty: takes none */
};
/* Reads the next one from the text of cli_usage; false when there is none left. */
bool docs_next_option(struct str *rest, struct docs_option *ret);

void docs_man(struct arena *a, struct buf *b);
void docs_bash(struct arena *a, struct buf *b);

#endif
