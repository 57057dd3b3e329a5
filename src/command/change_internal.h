/* change_internal.h: what changes, evidence and departures from normal share when they are decided. */
#ifndef COMMAND_CHANGE_INTERNAL_H
#define COMMAND_CHANGE_INTERNAL_H

#include "command/command_internal.h"

/* "CHG-2", "chg2" or "2" for the letters CHG; false: it is written otherwise. */
bool id_of(struct str word, const char *letters, uint32_t *ret);

/* The change that the slot `target` names. */
enum rc change_find(
	const struct ask *ask, const struct args *args, const struct change **ret, struct err *err);
bool change_holds(const struct ask *ask, const char *role); /* the speaker holds it now */
/* Who lets changes be made: the operations lead, and the commander. */
bool change_is_approver(const struct ask *ask);
enum rc change_must_be_open(const struct ask *ask, struct err *err);
/* A member of the body, left out when it is empty. */
void body_word(struct body *b, const char *name, struct str value);

/* Proposes or starts the change of the slots, when all that its kind asks for is there. */
enum rc change_begin(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err);
/* The change of the slot `target` the other way round, as a change of its own that runs through the same questions. */
enum rc change_take_back(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err);

/* Proposes that something departs from normal. change: CHG-n that makes it so, 0: none. */
enum rc propose_diverged(const struct ask *ask, struct outcome *out, struct str text,
	struct str owner, instant until, uint32_t change, struct err *err);

#endif
