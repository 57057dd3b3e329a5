/* loop_internal.h: what the verbs of open loops share: ids with their letter, rights, words in front of a text. */
#ifndef COMMAND_LOOP_INTERNAL_H
#define COMMAND_LOOP_INTERNAL_H

#include "command/command_internal.h"

/* True when the person is who speaks; a nick and a local name are compared without case. */
bool loop_is_speaker(const struct ask *ask, struct str person);
/* True when the speaker is incident commander or deputy. */
bool loop_commands(const struct ask *ask);
/* RC_DENIED unless the speaker has the right; `what` completes "... needs the right to respond". */
enum rc loop_may(const struct ask *ask, enum capability c, const char *what, struct err *err);

/* "T-3", or a bare "3": RC_OK and its number. Another letter: RC_USAGE that names the right one. */
enum rc loop_id(
	const struct args *args, char letter, const char *what, uint32_t *ret, struct err *err);
/* True when the id slot holds an id of this letter. */
bool loop_has_id(const struct args *args, char letter);
/* The free text, with a first word that only looked like an id of this verb. */
struct str loop_text(const struct ask *ask, const struct args *args);
/* Takes the first word, or the inside of a first quoted piece, off the front of a text. */
struct str loop_first_word(struct str *text);
/* A length as it was said: "5m", "90s". */
const char *loop_length(struct arena *a, duration d);
/* evidence=E-7 must be a row of this incident; *ret 0 when none is named. */
enum rc loop_evidence(
	const struct ask *ask, const struct args *args, uint64_t *ret, struct err *err);

#endif
