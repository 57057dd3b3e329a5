/* http_curl.c: the only file that knows libcurl: requests driven by the loop through its multi interface. */
#include "send/http_internal.h"

#include <curl/curl.h>
#include <dlfcn.h>

#include "base/mem.h"

enum { CONNECT_LIMIT_S = 10 };

/*
 * The library and the thirty that it stands on take longer to load than everything else a start does, and most processes
 * never ask an address: it is loaded when the first one is asked, and its calls are found by name.
 */
static const char library[] = "libcurl.so.4";
#define CALLS(X)                                                                                   \
	X(global_init)                                                                             \
	X(global_cleanup)                                                                          \
	X(easy_init)                                                                               \
	X(easy_setopt)                                                                             \
	X(easy_getinfo)                                                                            \
	X(easy_strerror)                                                                           \
	X(easy_cleanup)                                                                            \
	X(slist_append)                                                                            \
	X(slist_free_all)                                                                          \
	X(multi_init)                                                                              \
	X(multi_setopt)                                                                            \
	X(multi_add_handle)                                                                        \
	X(multi_remove_handle)                                                                     \
	X(multi_socket_action)                                                                     \
	X(multi_info_read)                                                                         \
	X(multi_strerror)                                                                          \
	X(multi_cleanup)

struct calls {
#define CALL(name) __typeof__(&curl_##name) name;
	CALLS(CALL)
#undef CALL
};

struct http {
	struct loop *loop;
	void *handle; /* of the library; NULL: not needed yet */
	struct calls curl;
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
	c->http->curl.multi_remove_handle(c->http->multi, c->easy);
	c->http->curl.easy_cleanup(c->easy);
	c->http->curl.slist_free_all(c->headers);
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

	c->http->curl.easy_getinfo(c->easy, CURLINFO_RESPONSE_CODE, &status);
	if (code != CURLE_OK && !cut) {
		snprintf(why, sizeof why, "%s",
			c->error[0] ? c->error : c->http->curl.easy_strerror(code));
		status = 0;
	}
	free_call(c);
	done(ctx, (int)status, why);
}

static void take_finished(struct http *h)
{
	CURLMsg *m;
	int left;

	while ((m = h->curl.multi_info_read(h->multi, &left)) != NULL) {
		struct http_call *c = NULL;
		CURLcode code = m->data.result;

		if (m->msg != CURLMSG_DONE)
			continue;
		h->curl.easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &c);
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
	h->curl.multi_socket_action(h->multi, fd, mask, &running);
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
	h->curl.multi_socket_action(h->multi, CURL_SOCKET_TIMEOUT, 0, &running);
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

struct http *http_new(struct loop *l)
{
	struct http *h = mem_alloc(sizeof *h);

	h->loop = l;
	return h;
}

static bool find(void *handle, const char *name, void *ret)
{
	void *call = dlsym(handle, name);

	memcpy(ret, &call, sizeof call);
	return call != NULL;
}

static bool find_calls(void *handle, struct calls *ret)
{
	bool all = true;

#define CALL(name) all = find(handle, "curl_" #name, &ret->name) && all;
	CALLS(CALL)
#undef CALL
	return all;
}

/* Once loaded it stays: what it stands on does not bear to be taken away. */
static enum rc load(struct http *h, struct err *err)
{
	void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);

	if (!handle)
		return err_set(err, RC_IO, "web addresses need %s: %s", library, dlerror());
	if (!find_calls(handle, &h->curl) || h->curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
		!(h->multi = h->curl.multi_init()))
		return err_set(err, RC_IO, "the library for web addresses cannot be used");
	h->handle = handle;
	h->curl.multi_setopt(h->multi, CURLMOPT_SOCKETFUNCTION, want_socket);
	h->curl.multi_setopt(h->multi, CURLMOPT_SOCKETDATA, h);
	h->curl.multi_setopt(h->multi, CURLMOPT_TIMERFUNCTION, want_timer);
	h->curl.multi_setopt(h->multi, CURLMOPT_TIMERDATA, h);
	return RC_OK;
}

void http_free(struct http *h)
{
	if (!h)
		return;
	while (h->calls)
		free_call(h->calls);
	if (h->handle) {
		h->curl.multi_cleanup(h->multi);
		h->curl.global_cleanup();
	}
	loop_cancel(h->loop, h->timer);
	mem_free(h);
}

static void describe(struct http_call *c, const struct http_ask *ask)
{
	const struct calls *curl = &c->http->curl;
	CURL *e = c->easy;

	curl->easy_setopt(e, CURLOPT_URL, ask->url);
	curl->easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl->easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl->easy_setopt(e, CURLOPT_PRIVATE, c);
	curl->easy_setopt(e, CURLOPT_ERRORBUFFER, c->error);
	curl->easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)(ask->timeout / 1000));
	curl->easy_setopt(e, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_LIMIT_S);
	curl->easy_setopt(e, CURLOPT_HTTPHEADER, c->headers);
	curl->easy_setopt(e, CURLOPT_POST, 1L);
	curl->easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)ask->body.n);
	curl->easy_setopt(e, CURLOPT_COPYPOSTFIELDS, ask->body.n ? ask->body.p : "");
	curl->easy_setopt(e, CURLOPT_WRITEFUNCTION, on_answer);
	curl->easy_setopt(e, CURLOPT_WRITEDATA, c);
}

enum rc http_post(
	struct http *h, const struct http_ask *ask, struct http_call **ret, struct err *err)
{
	enum rc rc = h->handle ? RC_OK : load(h, err);
	struct http_call *c;
	CURLMcode code;

	if (rc != RC_OK)
		return rc;
	c = mem_alloc(sizeof *c);
	*c = (struct http_call){.http = h, .next = h->calls, .done = ask->done, .ctx = ask->ctx};
	c->easy = h->curl.easy_init();
	for (const char *const *p = ask->headers; c->easy && p && *p; p++)
		c->headers = h->curl.slist_append(c->headers, *p);
	if (!c->easy) {
		mem_free(c);
		return err_set(err, RC_IO, "the library for web addresses cannot be used");
	}
	h->calls = c;
	describe(c, ask);
	code = h->curl.multi_add_handle(h->multi, c->easy);
	if (code != CURLM_OK) {
		free_call(c);
		return err_set(err, RC_IO, "cannot begin: %s", h->curl.multi_strerror(code));
	}
	*ret = c;
	return RC_OK;
}
