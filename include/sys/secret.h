/* secret.h: a password from where it is kept: a file its owner alone may read, the environment, or a program. */
#ifndef SYS_SECRET_H
#define SYS_SECRET_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "sys/loop.h"

enum { SECRET_MAX = 1000 };

/*
 * Where: "file:/PATH" (RC_DENIED later when others than its owner may open it), "env:NAME", or
 * "command:PROGRAM WORD..." whose words are split at blanks and reach the program without a shell; its first line of
 * output counts. RC_USAGE says what is wrong; the secret itself is never taken from a command line.
 */
enum rc secret_check(struct str from, struct err *err);

struct secret;

/* Called once, from the loop; an empty secret comes with the reason. The bytes are wiped after the call. */
typedef void secret_fn(void *ctx, struct str secret, const char *why);

/* Waits at most `limit` for a program. */
enum rc secret_fetch(struct loop *l, struct str from, duration limit, secret_fn *fn, void *ctx,
	struct secret **ret, struct err *err);
void secret_free(struct secret *s); /* also before the answer, and inside fn; NULL is fine */

#endif
