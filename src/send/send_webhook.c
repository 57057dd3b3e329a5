/* send_webhook.c: an update as JSON to a web address. */
#include "send/send_internal.h"

#include "base/utf8.h"
#include "send/http_internal.h"
#include "sys/file.h"

enum { SECRET_MAX = 8 * 1024, URL_MAX = 4 * 1024, HEADERS_MAX = 5 };

/* The first line of a file that holds what must not stand in the journal; its words are in no message. */
static enum rc first_line(struct sending *s, struct str path, const char **ret, struct err *err)
{
	const char *name = str_to_z(s->arena, path);
	struct str text, line = {0};
	enum rc rc = file_read(s->arena, name, SECRET_MAX, &text, err);

	if (rc != RC_OK)
		return rc;
	str_split(&text, '\n', &line);
	line = str_trim(line);
	for (size_t n = 0; n < line.n; n++)
		if ((unsigned char)line.p[n] < ' ' || line.p[n] == 0x7f)
			line.n = 0;
	if (!line.n)
		return err_set(err, RC_USAGE, "%s: its first line is empty or no text", name);
	*ret = str_to_z(s->arena, line);
	return RC_OK;
}

static enum rc address(struct sending *s, const char **ret, struct err *err)
{
	struct str target = s->channel.target;
	enum rc rc;

	if (!str_starts(target, STR("@"))) {
		*ret = str_to_z(s->arena, target);
		return RC_OK;
	}
	target = str_cut(target, 1, target.n);
	rc = first_line(s, target, ret, err);
	if (rc == RC_OK && strncmp(*ret, "https://", 8) != 0 && strncmp(*ret, "http://", 7) != 0)
		rc = err_set(
			err, RC_USAGE, "%.*s: its first line is no web address", STR_ARG(target));
	return rc;
}

static enum rc secret_header(struct sending *s, const char **ret, struct err *err)
{
	enum rc rc = first_line(s, s->channel.secret, ret, err);
	const char *colon = rc == RC_OK ? strchr(*ret, ':') : NULL;

	if (rc == RC_OK && (!colon || colon == *ret || memchr(*ret, ' ', (size_t)(colon - *ret))))
		rc = err_set(err, RC_USAGE,
			"%.*s: its first line is no header such as \"Authorization: Bearer ...\"",
			STR_ARG(s->channel.secret));
	return rc;
}

static void on_done(void *ctx, int status, const char *why)
{
	struct sending *s = ctx;

	if (!status)
		sending_done(s, false, 0, "%s", why);
	else if (status >= 200 && status < 300)
		sending_done(s, true, status, "%s", "");
	else
		sending_done(s, false, status, "HTTP %d%s", status,
			status >= 300 && status < 400
				? ": it points elsewhere, which is not followed"
				: "");
}

static enum rc start(struct sending *s, struct err *err)
{
	const char *headers[HEADERS_MAX] = {"Content-Type: application/json", "Expect:"};
	struct http_ask ask = {
		.headers = headers, .timeout = sending_limit(s), .done = on_done, .ctx = s};
	struct http_call *call;
	const char *path;
	struct str text;
	enum rc rc = sending_template(s, "hook", "json", "generic", &path, &text, err);

	headers[2] = str_fmt(s->arena, "Idempotency-Key: %.*s", STR_ARG(s->parcel.id)).p;
	if (rc == RC_OK)
		rc = fill_json(s->arena, path, text, &s->parcel, &ask.body, err);
	if (rc == RC_OK)
		rc = address(s, &ask.url, err);
	if (rc == RC_OK && s->channel.secret.n)
		rc = secret_header(s, &headers[3], err);
	if (rc == RC_OK)
		rc = http_post(s->env->http, &ask, &call, err);
	if (rc == RC_OK)
		s->state = call;
	return rc;
}

static void cancel(struct sending *s)
{
	http_cancel(s->state);
}

const struct send_kind sender_webhook = {.name = "webhook", .start = start, .cancel = cancel};
