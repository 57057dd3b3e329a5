/* proof.h: what an edge learned of who somebody is, decided as rows of the record: accounts, codes that were said. */
#ifndef COMMAND_PROOF_H
#define COMMAND_PROOF_H

#include "command/command.h"

/* A word that was said as a code. */
struct code_said {
	struct str word, nick;
	bool exposed; /* where nothing is obeyed: it is spent all the same */
	/* What it turned out to be. */
	uint32_t id;
	struct str person; /* in the arena of the turn */
};

/*
 * Proposes that the code is spent, so that it serves no second time whoever else decides meanwhile. RC_DENIED when it
 * holds no more, or never did; exposed: RC_OK then, and nothing is proposed.
 */
enum rc proof_spend_code(
	const struct ask *ask, struct code_said *said, struct outcome *out, struct err *err);
/* Proposes that somebody said a code that does not hold. */
enum rc proof_refuse_code(
	const struct ask *ask, struct str nick, struct outcome *out, struct err *err);

/* An account as an edge met it. how: "named", somebody was named by the nick it had; "login": it acted under its own name. */
struct account_met {
	struct str person, account;
	const char *how;
};
/* Proposes whose account it is, unless something is on record about either. */
enum rc proof_meet_account(
	const struct ask *ask, const struct account_met *met, struct outcome *out, struct err *err);

/* The incident whose record tells of a proof: the open one at hand, unless nothing of it may leave; 0: the journal's. */
uint32_t proof_room(const struct ask *ask);

#endif
