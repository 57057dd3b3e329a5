/* send_internal.h: one delivery under way, and what a kind of channel provides. */
#ifndef SEND_SEND_INTERNAL_H
#define SEND_SEND_INTERNAL_H

#include <stdbool.h>

#include "core/delivery.h"
#include "engine/engine.h"
#include "lang/option.h"
#include "send/parcel_internal.h"
#include "sys/loop.h"

struct http;
struct sending;

enum { SEND_WHY_MAX = 240 };

/* What the kinds work with. */
struct send_env {
	struct loop *loop;
	struct engine *engine;
	const struct options *options;
	struct http *http;
	enum rc (*write_page)(void *ctx, const char *folder, struct err *err);
	void *ctx;
	void (*done)(struct sending *s);
};

struct sending {
	struct sending *next;
	const struct send_env *env;
	struct arena *arena; /* everything here lives in it */
	const struct send_kind *kind;
	struct channel channel;
	struct parcel parcel;
	uint32_t incident; /* 0: a test */
	uint64_t update;
	uint32_t attempt;
	duration began;
	void *state; /* the kind's own */

	bool settled, sent; /* what came of it */
	int64_t took_ms;
	int http;
	char why[SEND_WHY_MAX];
};

/*
 * One file src/send/send_NAME.c defines sender_NAME; NAME is what `via=` says, and what cmd_channel.c checks.
 * start: begins; what comes of it is told by sending_done, at once or from the loop. An error is a failed try.
 * look: something may have changed; also called about once a second. NULL: not needed.
 * cancel: ends it at once, no sending_done comes any more; after sending_done it is not called. NULL: nothing to end.
 */
struct send_kind {
	const char *name;
	bool local; /* runs or writes something here: only when it is allowed to */
	enum rc (*start)(struct sending *s, struct err *err);
	void (*look)(struct sending *s);
	void (*cancel)(struct sending *s);
};

#define SENDER(name) extern const struct send_kind sender_##name;
#include "registry_senders.h"
#undef SENDER

/* NULL: there is no such kind. */
const struct send_kind *send_kind_find(struct str name);

/* Settles it, once. why: one sentence, for a success empty. `s` may be gone afterwards. */
void sending_done(struct sending *s, bool sent, int http, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* How long one try may take: the option send.limit. */
duration sending_limit(const struct sending *s);

/* Runs a command line (words and quotes, no shell) with the text as its input; exit status 0 is sent. */
enum rc sending_run(struct sending *s, struct str line, struct str input, const char *const *env,
	struct err *err);
void sending_run_cancel(struct sending *s);

/* A template by name, from the configuration folder or as shipped: "hook/generic.json". */
enum rc sending_template(struct sending *s, const char *folder, const char *ending,
	const char *otherwise, const char **ret_path, struct str *ret, struct err *err);

#endif
