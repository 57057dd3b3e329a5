/* table.h: the command table in the forms that help, completion and the generated pages need. */
#ifndef COMMAND_TABLE_H
#define COMMAND_TABLE_H

#include "base/arena.h"
#include "command/command.h"
#include "lang/help.h"

/* One verb with its doors and needs in words. */
/* How the console makes sure before its lines are recorded; NULL: it runs them at once. */
const char *command_care(const struct command *c);
struct help_verb command_help_verb(struct arena *a, const struct command *c);
/* Families with the verbs of these doors; empty families are left out. Returns the count. */
size_t command_help_families(struct arena *a, unsigned doors, const struct help_family **ret);

#endif
