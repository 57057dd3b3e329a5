/* note_internal.h: desktop notes: how they are sent, and their words as bytes or as arguments. */
#ifndef TUI_NOTE_INTERNAL_H
#define TUI_NOTE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

enum note_how { NOTE_OFF, NOTE_OSC9, NOTE_OSC777, NOTE_OSC99, NOTE_COMMAND };

enum { NOTE_ARGV_MAX = 20 };

/* The value of the option `notify`; "cmd:PROGRAM" leaves what is behind the colon in *ret_program. */
enum note_how note_parse(struct str value, struct str *ret_program);

/*
 * The sequence that makes the terminal show a note; empty for NOTE_OFF and NOTE_COMMAND. Raw text is cleaned for
 * the inside of a sequence. Notes begin with our own words, never with those of others: some terminals take
 * a number behind "9;" for another request.
 */
struct str note_bytes(struct arena *a, enum note_how how, struct str raw);

/* The program's own words (split at blanks, no shell), the title "warroom" and the cleaned text; ends with NULL.
 * Returns the number of words, 0 when there is no program. */
size_t note_argv(
	struct arena *a, struct str program, struct str raw, const char *ret[NOTE_ARGV_MAX]);

struct tui;

/* ---- notify.c ---- */
struct notify;
void notify_set(struct tui *t, struct str value);
/* Shows a note unless the terminal is known to have the focus or the past is looked at. */
void notify_send(struct tui *t, struct str raw);
void notify_close(struct tui *t); /* programs that still run go on alone */

#endif
