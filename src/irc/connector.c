/* connector.c: keeps one connection: bytes in and out, its loss, the way back. */
#include "irc/connector_private.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "sys/clock.h"
#include "sys/entropy.h"

enum { READ_ROUNDS = 2, READ_BYTES = 16384 };

const char *link_state_name(enum link_state s)
{
	static const char *const names[] = {"off", "resolve", "dial", "secure", "register", "setup",
		"join", "sync", "live", "suspect", "backoff"};

	return names[s];
}

enum link_state connector_state(const struct connector *c)
{
	return c->state == LINK_LIVE && c->suspect ? LINK_SUSPECT : c->state;
}

void connector_change(struct connector *c, enum link_state to)
{
	enum link_state from = connector_state(c), now;

	c->state = to;
	if (to != LINK_LIVE)
		c->suspect = false;
	now = connector_state(c);
	if (now != from)
		c->events.changed(c->events.ctx, from, now);
}

void connector_suspect(struct connector *c, bool suspect)
{
	enum link_state from = connector_state(c), now;

	c->suspect = suspect;
	now = connector_state(c);
	if (now != from)
		c->events.changed(c->events.ctx, from, now);
}

void connector_keep(char *to, size_t size, struct str s)
{
	size_t n = utf8_floor(s, s.n < size ? s.n : size - 1);

	if (n > 0)
		memcpy(to, s.p, n);
	to[n] = '\0';
}

bool connector_is_me(const struct connector *c, struct str nick)
{
	return isupport_same(&c->isupport, nick, str_z(c->nick));
}

void connector_tell(struct connector *c, bool bad, const char *fmt, ...)
{
	struct arena_mark mark = arena_mark(c->arena);
	va_list ap;
	char *raw;

	va_start(ap, fmt);
	raw = arena_vprintf(c->arena, fmt, ap);
	va_end(ap);
	c->events.notice(c->events.ctx, bad,
		str_to_z(c->arena, utf8_plain(c->arena, str_z(raw), UTF8_LINE)));
	arena_reset_to(c->arena, mark);
}

static duration jittered(duration d)
{
	uint32_t r;

	entropy_fill(&r, sizeof r);
	return d - d / 4 + (duration)(r % 1001) * (d / 2) / 1000;
}

static void forget_connection(struct connector *c)
{
	wire_close(c->wire);
	c->wire = NULL;
	c->connection++;
	c->registered = c->greeted = c->ending = c->unwelcome = false;
	c->broken[0] = '\0';
	c->out_n = c->out_at = 0;
	c->step_at = c->retry_at = c->asked_at = c->regain_at = 0;
	c->mask_n = 0;
	c->splitter.n = 0;
	c->splitter.in_pieces = false;
	c->caps = (struct caps){0};
	c->account[0] = '\0';
	c->batches = (struct batches){0};
	login_forget(c);
	pacer_restart(&c->pacer, clock_mono());
}

/* `least`: no try before that, whatever the usual waits say. */
static void go_down(struct connector *c, const char *why, duration least)
{
	struct arena_mark mark = arena_mark(c->arena);
	duration now = clock_mono(), wait;
	bool was_live = c->state == LINK_LIVE;
	instant until;

	/* An end that was announced is as late as that; otherwise nobody knows how long nothing has come through. */
	until = !c->ending && c->heard != INSTANT_NONE ? c->heard : clock_now();
	snprintf(c->why, sizeof c->why, "%s", why);
	if (c->backoff == 0 || (was_live && now - c->live_since >= c->options->steady))
		c->backoff = c->options->backoff_first;
	forget_connection(c);
	wait = jittered(c->backoff);
	c->retry_at = now + (wait > least ? wait : least);
	c->backoff = c->backoff * 2 < c->options->backoff_most ? c->backoff * 2
							       : c->options->backoff_most;
	connector_change(c, LINK_BACKOFF);
	channel_leave_all(c, until, c->why);
	connector_tell(c, true, "IRC: %s; trying again in %s", c->why,
		duration_short(c->arena, c->retry_at - now));
	arena_reset_to(c->arena, mark);
	connector_arm(c);
}

void connector_down(struct connector *c, const char *why)
{
	go_down(c, why, 0);
}

void connector_denied(struct connector *c, const char *why)
{
	go_down(c, why, c->options->denied_wait);
	c->events.denied(c->events.ctx, c->why);
}

void connector_go_live(struct connector *c)
{
	c->step_at = 0;
	c->live_since = clock_mono();
	c->why[0] = '\0';
	if (!str_eq_z(str_z(c->nick), c->options->nick))
		c->regain_at = c->live_since + c->options->regain;
	connector_change(c, LINK_LIVE);
}

/* Out. */

bool connector_send(struct connector *c, enum pace class, struct str line, uint64_t id)
{
	bool ok = c->wire && c->state >= LINK_REGISTER && c->state <= LINK_LIVE &&
		  pacer_push(&c->pacer, class, line, id, clock_mono());

	if (ok)
		connector_arm(c);
	return ok;
}

bool connector_sendf(struct connector *c, const char *fmt, ...)
{
	char line[PACER_LINE_MAX + 1];
	va_list ap;
	bool ok;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	ok = n > 0 && connector_send(c, PACE_URGENT, str_z(line), 0);
	explicit_bzero(line, sizeof line); /* it may have been a password */
	return ok;
}

bool connector_barrier(struct connector *c, enum pace class, uint64_t id)
{
	char line[64];

	snprintf(line, sizeof line, "PING :b-%llu", (unsigned long long)id);
	return connector_send(c, class, str_z(line), 0);
}

static bool take_next(struct connector *c)
{
	const struct pacer_line *l = pacer_next(&c->pacer, clock_mono());

	if (!l)
		return false;
	memcpy(c->out, l->text, l->n);
	c->out_n = l->n;
	c->out_at = 0;
	c->out_id = l->id;
	pacer_done(&c->pacer);
	return true;
}

void connector_flush(struct connector *c)
{
	uint64_t connection = c->connection;

	while (c->wire && !c->broken[0] && c->connection == connection &&
		(c->out_n > 0 || take_next(c))) {
		ssize_t n = wire_write(c->wire, c->out + c->out_at, c->out_n - c->out_at);

		if (n == -2) {
			/* What the server said last may still wait to be read. */
			snprintf(c->broken, sizeof c->broken, "%s", wire_error(c->wire));
			c->out_n = 0;
			break;
		}
		if (n > 0)
			c->out_at += (size_t)n;
		if (c->out_at < c->out_n)
			break;
		if (c->out_id)
			c->events.sent(c->events.ctx, c->out_id, str_n(c->out, c->out_n - 2));
		/* It may have been a password. */
		explicit_bzero(c->out, sizeof c->out);
		c->out_n = 0;
	}
	if (c->wire)
		wire_want_write(c->wire, c->out_n > 0);
}

/* In. */

static void take_message(struct connector *c, struct str raw, const struct irc_msg *m)
{
	uint64_t connection = c->connection;
	bool registered = c->registered;

	meaning_take(c, m);
	if (c->connection == connection && registered)
		c->events.message(c->events.ctx, raw, m);
}

static bool on_line(void *ctx, struct str raw, enum line_kind kind)
{
	struct connector *c = ctx;
	struct arena_mark mark = arena_mark(c->arena);
	uint64_t connection = c->connection;
	struct irc_msg m;
	bool parsed = kind == LINE_WHOLE && line_parse(c->arena, raw, &m);

	c->events.line(c->events.ctx, raw, kind, parsed ? &m : NULL);
	if (parsed && c->connection == connection && c->wire)
		take_message(c, raw, &m);
	arena_reset_to(c->arena, mark);
	return connection == c->connection && c->wire;
}

static void heard(struct connector *c)
{
	c->heard_mono = clock_mono();
	c->heard = clock_now();
	c->asked_at = 0;
	if (c->suspect)
		connector_suspect(c, false);
}

static void lost(struct connector *c, const char *why)
{
	uint64_t connection = c->connection;

	line_split_end(&c->splitter, on_line, c);
	if (c->connection != connection)
		return;
	if (c->unwelcome)
		connector_denied(c, why);
	else
		connector_down(c, why);
}

static void read_some(struct connector *c)
{
	char bytes[READ_BYTES];
	uint64_t connection = c->connection;

	for (int i = 0; i < READ_ROUNDS && c->wire && c->connection == connection; i++) {
		ssize_t n = wire_read(c->wire, bytes, sizeof bytes);

		if (n == -1)
			return;
		if (n <= 0) {
			/* ERROR, when it was said, is the better reason. */
			char why[256];
			snprintf(why, sizeof why, "%s",
				c->ending ? c->why
				: n == 0  ? "the server closed the connection"
					  : wire_error(c->wire));
			lost(c, why);
			return;
		}
		heard(c);
		line_split(&c->splitter, str_n(bytes, (size_t)n), on_line, c);
	}
}

void connector_finish(struct connector *c)
{
	uint64_t connection = c->connection;
	char why[sizeof c->broken];

	read_some(c);
	if (c->connection != connection || !c->wire)
		return;
	snprintf(why, sizeof why, "%s", c->ending ? c->why : c->broken);
	lost(c, why);
}

static void on_ready(void *ctx, bool readable, bool writable)
{
	struct connector *c = ctx;
	uint64_t connection = c->connection;

	if (readable)
		read_some(c);
	if (c->connection != connection || !c->wire)
		return;
	(void)writable;
	connector_flush(c);
	if (c->connection == connection)
		connector_arm(c);
}

/* Connecting. */

static void on_dialling(void *ctx)
{
	connector_change(ctx, LINK_DIAL);
}

static void on_securing(void *ctx)
{
	connector_change(ctx, LINK_SECURE);
}

static void on_failed(void *ctx, enum wire_trouble trouble, const char *why)
{
	struct connector *c = ctx;
	char reason[256];

	/* The wire dies with the attempt, and its words with it. */
	if (trouble == WIRE_DENIED) {
		snprintf(reason, sizeof reason, "%s", why);
		connector_denied(c, reason);
		return;
	}
	snprintf(
		reason, sizeof reason, "cannot connect to %.100s: %.120s", c->options->server, why);
	connector_down(c, reason);
}

static void on_opened(void *ctx)
{
	struct connector *c = ctx;

	c->heard_mono = clock_mono();
	c->heard = clock_now();
	if (!wire_is_private(c->wire) && (login_is_wanted(c) || c->server_password[0])) {
		connector_denied(c,
			"a password is said on an encrypted link alone; `irc plaintext no`, or "
			"`irc login none` and no server password");
		return;
	}
	c->why[0] = '\0';
	c->step_at = c->heard_mono + c->options->register_limit;
	pacer_init(&c->pacer, c->options->burst, c->options->rate, c->heard_mono);
	connector_change(c, LINK_REGISTER);
	registration_begin(c);
	connector_arm(c);
}

void connector_open(struct connector *c)
{
	struct wire_spec spec = {.host = c->options->server,
		.port = irc_options_port(c->options),
		.limit = c->options->connect_limit,
		.encrypt = irc_options_encrypts(c->options),
		.anywhere = c->options->plaintext,
		.tls = {c->options->server, c->options->cafile, c->options->pin,
			c->options->certificate, c->options->key}};
	struct wire_events events = {on_dialling, on_securing, on_opened, on_failed, on_ready, c};
	struct err err;

	if (wire_open(c->loop, &spec, &events, &c->wire, &err) != RC_OK)
		connector_down(c, err.text);
}

void connector_dial(struct connector *c)
{
	c->retry_at = 0;
	c->connection++;
	connector_change(c, LINK_RESOLVE);
	login_prepare(c);
}

/* For the bridge. */

struct connector *connector_new(
	struct loop *l, const struct irc_options *options, const struct connector_events *events)
{
	struct connector *c = mem_alloc(sizeof *c);

	c->loop = l;
	c->options = options;
	c->events = *events;
	c->arena = arena_new();
	c->heard = INSTANT_NONE;
	c->nick_limit = 30;
	isupport_init(&c->isupport);
	pacer_init(&c->pacer, options->burst, options->rate, clock_mono());
	return c;
}

void connector_free(struct connector *c)
{
	if (!c)
		return;
	loop_cancel(c->loop, c->timer);
	wire_close(c->wire);
	login_forget(c);
	line_splitter_clear(&c->splitter);
	pacer_clear(&c->pacer);
	channels_clear(&c->channels);
	arena_free(c->arena);
	mem_free(c);
}

void connector_start(struct connector *c)
{
	if (c->state != LINK_OFF)
		return;
	c->backoff = 0;
	c->drift = clock_now() - clock_mono();
	c->slept = clock_slept();
	connector_dial(c);
}

void connector_stop(struct connector *c, const char *farewell)
{
	if (c->state == LINK_OFF)
		return;
	if (c->wire && c->state >= LINK_REGISTER && c->state <= LINK_LIVE) {
		connector_sendf(c, "QUIT :%s", farewell);
		connector_flush(c);
	}
	forget_connection(c);
	loop_cancel(c->loop, c->timer);
	c->timer = 0;
	c->why[0] = '\0';
	connector_change(c, LINK_OFF);
	channel_leave_all(c, clock_now(), "disconnected");
}

bool connector_is_private(const struct connector *c)
{
	return c->wire && wire_is_private(c->wire);
}

const char *connector_protocol(const struct connector *c)
{
	return c->wire ? wire_protocol(c->wire) : "";
}

void connector_try_now(struct connector *c)
{
	if (c->state == LINK_BACKOFF) {
		c->backoff = 0;
		connector_dial(c);
		return;
	}
	for (size_t i = 0; i < c->channels.n && c->greeted; i++)
		if (c->channels.v[i]->state == CHANNEL_JOIN && c->channels.v[i]->retry_at)
			channel_join(c, c->channels.v[i]);
	if (c->greeted)
		connector_arm(c);
}

const char *connector_account(const struct connector *c)
{
	return c->account;
}

const struct caps *connector_caps(const struct connector *c)
{
	return &c->caps;
}

bool connector_is_echo(const struct connector *c, const struct irc_msg *m)
{
	return c->caps.has & CAPS_ECHO && connector_is_me(c, m->nick) && m->user.n > 0 &&
	       (str_eq_z(m->command, "PRIVMSG") || str_eq_z(m->command, "NOTICE"));
}

const struct batches *connector_batches(const struct connector *c)
{
	return &c->batches;
}

bool connector_is_history(const struct connector *c, const struct irc_msg *m)
{
	return batches_is_history(&c->batches, m->batch);
}

bool connector_is_up(const struct connector *c)
{
	return c->greeted;
}

struct str connector_nick(const struct connector *c)
{
	return str_z(c->nick);
}

size_t connector_mask_length(const struct connector *c)
{
	/* Until our own words come back: a tilde and the longest host name servers show. */
	return c->mask_n ? c->mask_n : strlen(c->nick) + 1 + 1 + strlen(c->options->user) + 1 + 63;
}

const struct isupport *connector_isupport(const struct connector *c)
{
	return &c->isupport;
}

const char *connector_why(const struct connector *c)
{
	const struct irc_channel *lead = connector_lead(c);

	return c->why[0] || !lead ? c->why : lead->why;
}

duration connector_next_try(const struct connector *c)
{
	const struct irc_channel *lead = connector_lead(c);
	duration now = clock_mono(), at = c->retry_at;

	if (!at && lead)
		at = lead->retry_at;
	return at > now ? at - now : 0;
}

const struct pacer *connector_pacer(const struct connector *c)
{
	return &c->pacer;
}
