/* work.h: file work that takes long: step by step, with progress, and able to be broken off. */
#ifndef APP_WORK_H
#define APP_WORK_H

#include "app_internal.h"
#include "sys/blob.h"

/*
 * One item after the other is read. At the shell app_work returns when all is over; SIGINT breaks it off. In the console it
 * returns at once, the loop does the rest between keys, and the reply or what went wrong is shown when it is over; there is
 * one such work at a time. Nothing that was broken off leaves a trace.
 */
struct work {
	struct app *app;
	struct arena *arena; /* everything of this work and its reply; from work_arena */
	const char *doing,
		*named;   /* "keeping" "core.web1": for progress and for what was broken off */
	size_t n;         /* items */
	struct str first; /* a paragraph that stands first in the reply; may be empty */
	struct doc *reply;

	/* Opens item k. */
	enum rc (*open)(struct work *w, size_t k, struct blob **ret, struct err *err);
	/* Item k is over, well (blob given) or not; anything but RC_OK returned ends the work with it. */
	enum rc (*item)(
		struct work *w, size_t k, const struct blob *b, enum rc rc, struct err *err);
	/* All items are over. */
	enum rc (*finish)(struct work *w, struct err *err);

	/* Work that is no reading of items: one short step after the other; `n` and the three above do not count. */
	enum rc (*step)(struct work *w, bool *ret_done, struct err *err);
	/* Its progress in words; empty: nothing to tell yet. */
	struct str (*tell)(const struct work *w, struct arena *a);
	/* Broken off: what of it stays is said in the reply. */
	void (*stop)(struct work *w);
	/* Before the arena goes; may be NULL. */
	void (*clear)(struct work *w);

	/* The machine's own. */
	struct loop *loop;
	struct blob *blob;
	size_t at;
	uint64_t timer, turn, shown;
	duration shown_at;
	enum rc rc;
	struct err err;
	bool over, told; /* told: some progress was shown */
};

/* The arena of the act at the shell; one of its own, freed with the work, in the console. */
struct arena *work_arena(struct app *app, struct arena *act);
/* The work itself must live in its arena. */
enum rc app_work(struct work *w, struct doc **ret_doc, struct err *err);

#endif
