/* help.h: help documents from the command table and the keymap: one verb, all verbs. */
#ifndef LANG_HELP_H
#define LANG_HELP_H

#include "base/arena.h"
#include "base/str.h"
#include "doc/doc.h"
#include "lang/complete.h"

/* A verb with what only its help page needs. */
struct help_verb {
	struct verb_info verb;
	const char *example; /* or NULL */
	const char *doors;   /* "console, shell, irc", or NULL */
	const char *needs;   /* "respond", or NULL */
	const char *care;    /* how the console makes sure first, or NULL */
};

struct help_family {
	const char *name, *brief;
	const struct help_verb *verbs;
	size_t n;
};

/* `help VERB`: what it does, how it is written, each part of it explained, an example. */
void help_verb_doc(const struct help_verb *v, struct doc *d);
/* The same under a heading of another level than 2. */
void help_verb_section(const struct help_verb *v, int level, struct doc *d);
/* `help`: all families with their verbs, one line each; `sign` stands in front of verbs ("/", "!", "warroom "). */
void help_overview_doc(
	const struct help_family *families, size_t n, const char *sign, struct doc *d);
/* How times, lengths, people and quotes are written: one table for every door. */
void help_values_doc(struct doc *d);

#endif
