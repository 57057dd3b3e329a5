/* courier.c: what is owed goes out over its channel, one try at a time, by the process that holds the lease. */
#include "send/courier.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "core/draft.h"
#include "send/http_internal.h"
#include "send/send_internal.h"
#include "sys/clock.h"
#include "sys/paths.h"
#include "sys/file.h"

enum {
	UNDER_WAY_MAX = 8,
	ROWS_A_TURN = 16,
	RENEW_S = 2,
	ALLOWED_MAX = 64,
	TEMPLATE_MAX = 64 * 1024
};

static const char lease_name[] = "courier";

struct courier {
	struct send_env env;
	struct journal *journal;
	char holder[128];
	struct arena *arena; /* scratch; users take and reset marks */
	bool held;           /* the lease was ours when last renewed */
	duration renewed;    /* monotonic */
	uint64_t tick_timer, wake_timer;
	struct sending *sendings;
	size_t under_way;
	uint64_t surveyed; /* the record up to which the board was looked at, and what that gave: */
	size_t owed;
	instant due; /* when the first of them is to be tried */
	struct hash allowed[ALLOWED_MAX];
	size_t allowed_n;
};

static const struct send_kind *const kinds[] = {
#define SENDER(name) &sender_##name,
#include "registry_senders.h"
#undef SENDER
};

const struct send_kind *send_kind_find(struct str name)
{
	for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++)
		if (str_eq_z(name, kinds[n]->name))
			return kinds[n];
	return NULL;
}

static const struct delivery_policy *policy_of(const struct courier *c)
{
	return engine_policies(c->env.engine)->delivery;
}

duration sending_limit(const struct sending *s)
{
	const struct option *o = NULL;
	struct option_value v = {.number = US_PER_MIN};
	struct str text = options_text(s->env->options, "send.limit");

	if (option_find(STR("send.limit"), &o, NULL) == RC_OK)
		(void)option_parse(s->arena, o, text, &v, NULL);
	return v.number;
}

enum rc sending_template(struct sending *s, const char *folder, const char *ending,
	const char *otherwise, const char **ret_path, struct str *ret, struct err *err)
{
	struct str name = s->channel.format.n ? s->channel.format : str_z(otherwise);
	const char *file = str_fmt(s->arena, "%s/%.*s.%s", folder, STR_ARG(name), ending).p;

	*ret_path = paths_find(s->arena, file);
	if (!*ret_path)
		return err_set(err, RC_UNKNOWN, "there is no template templates/%s", file);
	return file_read(s->arena, *ret_path, TEMPLATE_MAX, ret, err);
}

/* ---- Rows ---- */

static enum rc append(struct courier *c, struct draft *d, struct err *err)
{
	enum rc rc = draft_end(d, err);

	return rc == RC_OK ? engine_append(c->env.engine, d->ev, 1, err) : rc;
}

static void begin(struct courier *c, struct draft *d, struct event *ev, enum event_kind kind,
	uint32_t incident)
{
	draft_begin(d, ev, c->arena, kind, incident, clock_now());
	ev->actor = ev->door = STR("system");
}

static void record_lease(struct courier *c)
{
	struct arena_mark mark = arena_mark(c->arena);
	struct event ev;
	struct draft d;

	begin(c, &d, &ev, EV_LEASE_TAKEN, 0);
	json_out_z(&d.json, "lease", lease_name);
	json_out_z(&d.json, "holder", c->holder);
	(void)append(c, &d, &(struct err){0});
	arena_reset_to(c->arena, mark);
}

struct verdict {
	uint32_t incident, attempt;
	uint64_t update;
	struct str channel, why;
	enum delivery_state state;
	int64_t took_ms;
	int http;
	duration wait; /* until the next try, -1: none */
	bool open;
};

static enum rc record(struct courier *c, const struct verdict *v, struct err *err)
{
	struct arena_mark mark = arena_mark(c->arena);
	struct event ev;
	struct draft d;
	enum rc rc;

	begin(c, &d, &ev, EV_UPDATE_DELIVERY, v->incident);
	json_out_int(&d.json, "update", (int64_t)v->update);
	json_out_str(&d.json, "channel", v->channel);
	json_out_z(&d.json, "state", delivery_state_name(v->state));
	json_out_int(&d.json, "attempt", v->attempt);
	json_out_str(&d.json, "why", utf8_repair(c->arena, v->why));
	json_out_int(&d.json, "took_ms", v->took_ms);
	json_out_int(&d.json, "http", v->http);
	json_out_z(&d.json, "next", v->wait < 0 ? "?" : time_iso(c->arena, ev.recorded + v->wait));
	if (v->open)
		json_out_bool(&d.json, "open", true);
	rc = append(c, &d, err);
	arena_reset_to(c->arena, mark);
	return rc;
}

/* ---- What came of a try ---- */

static void free_sending(struct courier *c, struct sending *s)
{
	struct sending **p = &c->sendings;

	while (*p != s)
		p = &(*p)->next;
	*p = s->next;
	c->under_way--;
	arena_free(s->arena);
}

static void settle(struct courier *c, struct sending *s)
{
	struct verdict v = {.incident = s->incident,
		.attempt = s->attempt,
		.update = s->update,
		.channel = s->channel.name,
		.why = str_z(s->why),
		.state = s->sent ? DELIVERY_SENT : DELIVERY_FAILED,
		.took_ms = s->took_ms,
		.http = s->http,
		.wait = -1};

	/* A test asks once; a message must arrive. */
	if (!s->sent && s->incident && !delivery_wait(policy_of(c), s->attempt, &v.wait)) {
		v.state = DELIVERY_GIVEN_UP;
		v.open = true;
		v.wait = -1;
	}
	/* A disk that cannot be written keeps the result here: the tick tries again, nothing is sent twice. */
	if (record(c, &v, &(struct err){0}) == RC_OK)
		free_sending(c, s);
}

static struct courier *courier_of(const struct sending *s)
{
	return (struct courier *)(uintptr_t)s->env; /* env is its first member */
}

void sending_done(struct sending *s, bool sent, int http, const char *fmt, ...)
{
	char raw[2 * SEND_WHY_MAX];
	struct str why;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(raw, sizeof raw, fmt, ap);
	va_end(ap);
	why = utf8_plain(s->arena, str_z(raw), UTF8_LINE);
	snprintf(s->why, sizeof s->why, "%.*s", (int)utf8_floor(why, SEND_WHY_MAX - 1),
		why.n ? why.p : "");
	s->settled = true;
	s->sent = sent;
	s->http = http;
	s->took_ms = (clock_mono() - s->began) / 1000;
	settle(courier_of(s), s);
}

/* ---- Starting ---- */

static bool may_run(const struct courier *c, const struct channel *x)
{
	struct hash print = channel_print(x);

	if (str_eq_z(options_text(c->env.options, "send.run"), "on"))
		return true;
	for (size_t n = 0; n < c->allowed_n; n++)
		if (hash_eq(&print, &c->allowed[n]))
			return true;
	return false;
}

static struct channel copy_channel(struct arena *a, const struct channel *c)
{
	struct channel x = *c;

	x.name = str_dup(a, c->name);
	x.via = str_dup(a, c->via);
	x.target = str_dup(a, c->target);
	x.audiences = str_dup(a, c->audiences);
	x.mode = str_dup(a, c->mode);
	x.secret = str_dup(a, c->secret);
	x.format = str_dup(a, c->format);
	return x;
}

static enum rc begin_kind(struct courier *c, struct sending *s, struct err *err)
{
	if (!s->kind)
		return err_set(err, RC_UNKNOWN, "this version knows no channel of kind %.*s",
			STR_ARG(s->channel.via));
	if (s->kind->local && !may_run(c, &s->channel))
		return err_set(err, RC_DENIED,
			"the record alone makes no process here run commands or write files: put "
			"the `channel add` line, or `set send.run on`, into warroom.conf");
	return s->kind->start(s, err);
}

static void start(struct courier *c, const struct owed *o)
{
	struct arena *a = arena_new();
	struct sending *s = ARENA_NEW(a, struct sending);
	struct err err = {.text = ""};

	*s = (struct sending){.next = c->sendings,
		.env = &c->env,
		.arena = a,
		.kind = send_kind_find(o->channel.via),
		.channel = copy_channel(a, &o->channel),
		.incident = o->incident ? o->incident->number : 0,
		.update = o->update.seq,
		.attempt = o->last.attempt + 1,
		.began = clock_mono()};
	parcel_make(a, o, &s->parcel);
	c->sendings = s;
	c->under_way++;
	/* Settled or not, it is no longer ours to touch after a start that went well. */
	if (begin_kind(c, s, &err) != RC_OK)
		sending_done(s, false, 0, "%s", err.text);
}

static bool is_busy(const struct courier *c, struct str channel)
{
	for (const struct sending *s = c->sendings; s; s = s->next)
		if (str_eq(s->channel.name, channel))
			return true;
	return false;
}

/* What will not be sent any more, with the reason; -1: it is to be sent. */
static bool give_up(struct courier *c, const struct owed *o)
{
	struct verdict v = {.incident = o->incident ? o->incident->number : 0,
		.attempt = o->last.attempt,
		.update = o->update.seq,
		.channel = o->channel.name,
		.state = DELIVERY_GIVEN_UP,
		.wait = -1,
		.open = !o->overtaken};

	if (o->overtaken)
		v.why = STR("a later update to the same audience went out");
	else if (o->stale)
		v.why = STR(
			"nobody delivered while it was new; `channel retry` sends it all the same");
	else
		return false;
	(void)record(c, &v, &(struct err){0});
	return true;
}

/* What is owed changes with the record alone: in between, a tick costs nothing. */
static void survey(struct courier *c)
{
	const struct board *b = engine_board(c->env.engine);
	const struct owed *owed;
	struct arena *a;

	if (c->surveyed == b->seq)
		return;
	a = arena_new();
	c->owed = deliveries_owed(a, b, policy_of(c), clock_now(), &owed);
	c->due = INT64_MAX;
	for (size_t k = 0; k < c->owed; k++)
		if (owed[k].stale || owed[k].overtaken)
			c->due = INSTANT_NONE;
		else if (owed[k].due < c->due)
			c->due = owed[k].due;
	c->surveyed = b->seq;
	arena_free(a);
}

static void deliver(struct courier *c)
{
	struct arena *a = arena_new();
	instant now = clock_now();
	const struct owed *owed;
	size_t n = deliveries_owed(a, engine_board(c->env.engine), policy_of(c), now, &owed);
	size_t rows = 0;

	for (size_t k = 0; k < n && c->under_way < UNDER_WAY_MAX && rows < ROWS_A_TURN; k++) {
		const struct owed *o = &owed[k];

		if (is_busy(c, o->channel.name))
			continue;
		if (give_up(c, o)) {
			rows++;
		} else if (o->due <= now) {
			start(c, o);
			rows++;
		}
	}
	arena_free(a);
}

/* ---- The lease ---- */

/* Nothing can become due while no incident is open and nothing is owed: then the disk is left alone. */
static bool has_business(struct courier *c)
{
	const struct board *b = engine_board(c->env.engine);

	if (!channel_count(b))
		return false;
	survey(c);
	return c->under_way || c->owed || board_open_count(b);
}

static bool hold_lease(struct courier *c)
{
	duration since = clock_mono() - c->renewed;
	bool took = false;
	enum rc rc;

	if (c->held && since >= 0 && since < RENEW_S * US_PER_S)
		return true;
	rc = journal_lease_take(c->journal, lease_name, c->holder, clock_now(),
		COURIER_TTL_S * US_PER_S, &took, &(struct err){0});
	c->held = rc == RC_OK;
	c->renewed = clock_mono();
	if (took)
		record_lease(c);
	return c->held;
}

/* Looks at everything under way and starts what is due. */
static void work(struct courier *c)
{
	struct sending *next;

	for (struct sending *s = c->sendings; s; s = next) {
		next = s->next;
		if (s->settled)
			settle(c, s);
		else if (s->kind && s->kind->look)
			s->kind->look(s);
	}
	if (has_business(c) && hold_lease(c) && c->owed && clock_now() >= c->due)
		deliver(c);
}

static void on_tick(void *ctx)
{
	work(ctx);
}

static void on_wake(void *ctx)
{
	struct courier *c = ctx;

	c->wake_timer = 0;
	work(c);
}

static void on_rows(void *self, const struct engine *e, uint64_t from_seq)
{
	struct courier *c = self;

	(void)e;
	(void)from_seq;
	if (!c->wake_timer && channel_count(engine_board(c->env.engine)))
		c->wake_timer = loop_after(c->env.loop, 0, 0, on_wake, c);
}

/* ---- For the application ---- */

struct courier *courier_open(const struct courier_setup *setup)
{
	struct courier *c = mem_alloc(sizeof *c);

	*c = (struct courier){.env = {.loop = setup->loop,
				      .engine = setup->engine,
				      .options = setup->options,
				      .write_page = setup->write_page,
				      .ctx = setup->ctx},
		.journal = engine_journal(setup->engine)};
	snprintf(c->holder, sizeof c->holder, "%s", setup->holder);
	c->env.http = http_new(setup->loop);
	c->arena = arena_new();
	c->tick_timer = loop_after(c->env.loop, 0, US_PER_S, on_tick, c);
	engine_watch(c->env.engine, on_rows, c);
	return c;
}

void courier_close(struct courier *c)
{
	if (!c)
		return;
	engine_unwatch(c->env.engine, on_rows, c);
	loop_cancel(c->env.loop, c->tick_timer);
	loop_cancel(c->env.loop, c->wake_timer);
	while (c->sendings) {
		struct sending *s = c->sendings;

		if (!s->settled && s->kind && s->kind->cancel && s->state)
			s->kind->cancel(s);
		free_sending(c, s);
	}
	http_free(c->env.http);
	if (c->held)
		(void)journal_lease_drop(c->journal, lease_name, c->holder, &(struct err){0});
	arena_free(c->arena);
	mem_free(c);
}

void courier_allow(struct courier *c, struct str channel)
{
	const struct channel *x = channel_find(engine_board(c->env.engine), channel);

	if (!x || may_run(c, x))
		return;
	/* The oldest goes: it can be said again. */
	if (c->allowed_n == ALLOWED_MAX)
		memmove(c->allowed, c->allowed + 1, --c->allowed_n * sizeof *c->allowed);
	c->allowed[c->allowed_n++] = channel_print(x);
}

enum rc courier_holder(
	struct journal *j, instant now, struct arena *a, struct str *ret, struct err *err)
{
	return journal_lease_holder(j, lease_name, now, COURIER_TTL_S * US_PER_S, a, ret, err);
}
