/* http_curl.c: the only file that knows libcurl: requests driven by the loop through its multi interface. */
#include "send/http_internal.h"

#include <curl/curl.h>

#include "base/mem.h"

enum { CONNECT_LIMIT_S = 10 };

struct http {
	struct loop *loop;
	CURLM *multi;
	uint64_t timer;
	struct http_call *calls;
};

struct http_call {
	struct http *http;
	struct http_call *next;
	CURL *easy;
	struct curl_slist *headers;
	size_t answered;
	char error[CURL_ERROR_SIZE];
	void (*done)(void *ctx, int status, const char *why);
	void *ctx;
};

/* ---- One call ---- */

static void unlink_call(struct http_call *c)
{
	struct http_call **p = &c->http->calls;

	while (*p != c)
		p = &(*p)->next;
	*p = c->next;
}

static void free_call(struct http_call *c)
{
	unlink_call(c);
	curl_multi_remove_handle(c->http->multi, c->easy);
	curl_easy_cleanup(c->easy);
	curl_slist_free_all(c->headers);
	mem_free(c);
}

void http_cancel(struct http_call *c)
{
	if (c)
		free_call(c);
}

/* An answer that was cut off by our own bound is an answer. */
static void finish(struct http_call *c, CURLcode code)
{
	bool cut = code == CURLE_WRITE_ERROR && c->answered > HTTP_ANSWER_MAX;
	void (*done)(void *, int, const char *) = c->done;
	void *ctx = c->ctx;
	char why[CURL_ERROR_SIZE] = "";
	long status = 0;

	curl_easy_getinfo(c->easy, CURLINFO_RESPONSE_CODE, &status);
	if (code != CURLE_OK && !cut) {
		snprintf(why, sizeof why, "%s", c->error[0] ? c->error : curl_easy_strerror(code));
		status = 0;
	}
	free_call(c);
	done(ctx, (int)status, why);
}

static void take_finished(struct http *h)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(h->multi, &left)) != NULL) {
		struct http_call *c = NULL;
		CURLcode code = m->data.result;

		if (m->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &c);
		finish(c, code);
	}
}

/* ---- What the library wants of the loop ---- */

static void on_ready(void *ctx, int fd, unsigned ready)
{
	struct http *h = ctx;
	int running, mask = 0;

	if (ready & LOOP_READ)
		mask |= CURL_CSELECT_IN;
	if (ready & LOOP_WRITE)
		mask |= CURL_CSELECT_OUT;
	if (ready & LOOP_HANGUP)
		mask |= CURL_CSELECT_ERR;
	curl_multi_socket_action(h->multi, fd, mask, &running);
	take_finished(h);
}

static int want_socket(CURL *easy, curl_socket_t fd, int what, void *ctx, void *socket_ctx)
{
	struct http *h = ctx;
	unsigned want = 0;
	struct err err;

	(void)easy;
	(void)socket_ctx;
	if (what == CURL_POLL_IN || what == CURL_POLL_INOUT)
		want |= LOOP_READ;
	if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
		want |= LOOP_WRITE;
	if (!want) {
		loop_unwatch(h->loop, fd);
		return 0;
	}
	return loop_watch(h->loop, fd, want, on_ready, h, &err) == RC_OK ? 0 : -1;
}

static void on_timer(void *ctx)
{
	struct http *h = ctx;
	int running;

	h->timer = 0;
	curl_multi_socket_action(h->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	take_finished(h);
}

static int want_timer(CURLM *multi, long ms, void *ctx)
{
	struct http *h = ctx;

	(void)multi;
	loop_cancel(h->loop, h->timer);
	h->timer = 0;
	if (ms < 0)
		return 0;
	h->timer = loop_after(h->loop, (duration)ms * 1000, 0, on_timer, h);
	return h->timer ? 0 : -1;
}

static size_t on_answer(char *bytes, size_t size, size_t n, void *ctx)
{
	struct http_call *c = ctx;

	(void)bytes;
	c->answered += size * n;
	return c->answered > HTTP_ANSWER_MAX ? 0 : size * n;
}

/* ---- For the kinds ---- */

enum rc http_new(struct loop *l, struct http **ret, struct err *err)
{
	struct http *h;
	CURLM *multi;

	/* Counted by the library; once more than needed does no harm. */
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(multi = curl_multi_init()))
		return err_set(err, RC_IO, "the library for web addresses cannot be used");
	h = mem_alloc(sizeof *h);
	h->loop = l;
	h->multi = multi;
	curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, want_socket);
	curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, h);
	curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, want_timer);
	curl_multi_setopt(multi, CURLMOPT_TIMERDATA, h);
	*ret = h;
	return RC_OK;
}

void http_free(struct http *h)
{
	if (!h)
		return;
	while (h->calls)
		free_call(h->calls);
	curl_multi_cleanup(h->multi);
	loop_cancel(h->loop, h->timer);
	mem_free(h);
	curl_global_cleanup();
}

static void describe(struct http_call *c, const struct http_ask *ask)
{
	CURL *e = c->easy;

	curl_easy_setopt(e, CURLOPT_URL, ask->url);
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_PRIVATE, c);
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, c->error);
	curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)(ask->timeout / 1000));
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_LIMIT_S);
	curl_easy_setopt(e, CURLOPT_HTTPHEADER, c->headers);
	curl_easy_setopt(e, CURLOPT_POST, 1L);
	curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)ask->body.n);
	curl_easy_setopt(e, CURLOPT_COPYPOSTFIELDS, ask->body.n ? ask->body.p : "");
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_answer);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, c);
}

enum rc http_post(
	struct http *h, const struct http_ask *ask, struct http_call **ret, struct err *err)
{
	struct http_call *c = mem_alloc(sizeof *c);
	CURLMcode code;

	*c = (struct http_call){.http = h, .next = h->calls, .done = ask->done, .ctx = ask->ctx};
	c->easy = curl_easy_init();
	for (const char *const *p = ask->headers; c->easy && p && *p; p++)
		c->headers = curl_slist_append(c->headers, *p);
	if (!c->easy) {
		mem_free(c);
		return err_set(err, RC_IO, "the library for web addresses cannot be used");
	}
	h->calls = c;
	describe(c, ask);
	code = curl_multi_add_handle(h->multi, c->easy);
	if (code != CURLM_OK) {
		free_call(c);
		return err_set(err, RC_IO, "cannot begin: %s", curl_multi_strerror(code));
	}
	*ret = c;
	return RC_OK;
}
