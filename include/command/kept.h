/* kept.h: what an edge did with bytes that a command wished to be kept or copied out, decided as rows of the record. */
#ifndef COMMAND_KEPT_H
#define COMMAND_KEPT_H

#include "command/command.h"

/* Bytes that lie on disk under their hash. */
struct kept {
	struct str sha256, name, note;
	uint64_t size;
	struct stamp when; /* since when it was so, as the person said */
};

/* Numbers the item and proposes its row; the reply names it. */
enum rc kept_decide(
	const struct ask *ask, const struct kept *k, struct outcome *out, struct err *err);
/* Proposes that the speaker took a copy out. */
enum rc kept_copied_decide(
	const struct ask *ask, uint32_t id, struct str file, struct outcome *out, struct err *err);

#endif
