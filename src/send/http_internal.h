/* http_internal.h: requests to other hosts beside the loop. */
#ifndef SEND_HTTP_INTERNAL_H
#define SEND_HTTP_INTERNAL_H

#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "sys/loop.h"

struct http;
struct http_call;

/* What a server answers is read up to this and thrown away: only its status counts. */
enum { HTTP_ANSWER_MAX = 64 * 1024 };

struct http_ask {
	const char *url;            /* http or https */
	struct str body;            /* copied */
	const char *const *headers; /* "Name: value", NULL at the end; copied */
	duration timeout;           /* for all of it, connecting included */
	/* Called once from the loop unless cancelled. status: of the answer, 0 when none came; why: what went wrong, "" when an
	 * answer came. The call is gone when it returns. */
	void (*done)(void *ctx, int status, const char *why);
	void *ctx;
};

struct http *http_new(struct loop *l);
void http_free(struct http *h); /* NULL is fine; ends what is under way without a word */

/* Posts; redirects are not followed, certificates are checked, proxies are as the environment says. RC_IO when the library
 * cannot be used. */
enum rc http_post(
	struct http *h, const struct http_ask *ask, struct http_call **ret, struct err *err);
void http_cancel(struct http_call *c); /* NULL is fine */

#endif
