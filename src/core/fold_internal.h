/* fold_internal.h: what the aspects of the fold share: the event in hand and where it lands. */
#ifndef CORE_FOLD_INTERNAL_H
#define CORE_FOLD_INTERNAL_H

#include "core/board.h"

/* One event being folded. `entry` is its row in the timeline; an aspect fills entry->text. */
struct fold {
	struct board *board;
	struct incident *incident; /* NULL: the journal as a whole */
	struct entry *entry;
	const struct event *ev;
	const struct json *body;
};

typedef void fold_fn(struct fold *f);

/* One per word in the aspect column of event_kinds.def. */
fold_fn fold_incident, fold_fence, fold_severity, fold_people, fold_timeline, fold_action,
	fold_comms, fold_composer, fold_delivery, fold_link, fold_retro, fold_journal;
fold_fn fold_runbook;
fold_fn fold_handoff;
fold_fn fold_backing;
fold_fn fold_evidence, fold_change, fold_diverge;
fold_fn fold_access;
fold_fn fold_rooms;
fold_fn fold_task, fold_poll, fold_theory, fold_vendor;

/* A member of the body, copied into the board. */
struct str fold_str(struct fold *f, const char *name);
/* An instant member ("at", "due" ...); INSTANT_NONE when absent or "?". */
instant fold_time(struct fold *f, const char *name);
/* The number of a new item ("CHG-3"): a member of the body that must be `next` or above; 0: it is not. */
uint32_t fold_id(struct fold *f, const char *name, uint32_t next);
/* "14:07Z" for sentences, "?" for an unknown time; lives until the next record. */
const char *fold_until(struct fold *f, instant at);
/* Sets the sentence of the row. */
void fold_say(struct fold *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
