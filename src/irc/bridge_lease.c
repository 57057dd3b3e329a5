/* bridge_lease.c: which of the processes on a journal holds the bridge: taken, renewed, given back, and taken over. */
#include "irc/bridge_private.h"

#include "sys/clock.h"

/* Of a process without the lease, in the time in which a holder renews it once. */
enum { LOOKS = 4 };

/* Others may have been awake while this machine was not. */
static duration lease_clock(void)
{
	return clock_mono() + clock_slept();
}

static void take_over(struct bridge *b, bool took)
{
	b->held = true;
	b->lost = false;
	if (took)
		record_lease_taken(b);
	record_cursor_load(b);
	record_seen_load(b);
	b->relayed = engine_board(b->engine)->seq;
	for (size_t n = 0; n < b->channel_count; n++)
		record_heard_load(b, b->channels[n]);
	connector_start(b->connector);
	bridge_wake(b);
}

static void let_go(struct bridge *b, const char *farewell)
{
	b->held = false;
	netsplits_clear(&b->splits); /* whoever comes next finds them open */
	connector_stop(b->connector, farewell);
	for (size_t n = 0; n < b->channel_count; n++)
		b->channels[n]->dark.from = b->channels[n]->dark.to = INSTANT_NONE;
}

void bridge_let_go(struct bridge *b, const char *farewell)
{
	let_go(b, farewell);
	(void)journal_lease_drop(b->journal, b->link, b->holder, &(struct err){0});
}

static void remember_other(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct str name;

	if (journal_lease_holder(b->journal, b->link, clock_now(), b->options.lease_ttl, b->arena,
		    &name, &(struct err){0}) == RC_OK &&
		name.n > 0)
		snprintf(b->other, sizeof b->other, "%.*s", STR_ARG(name));
	arena_reset_to(b->arena, mark);
}

void bridge_look(struct bridge *b)
{
	wish_follow(b);
	if (!b->held)
		remember_other(b);
}

static void renew_lease(struct bridge *b)
{
	bool took = false;
	enum rc rc = journal_lease_take(b->journal, b->link, b->holder, clock_now(),
		b->options.lease_ttl, &took, &(struct err){0});

	if (rc == RC_OK)
		b->renewed = lease_clock();
	if (rc == RC_OK && !b->held)
		take_over(b, took);
	else if (rc == RC_OK && took && b->held)
		record_lease_taken(b); /* nobody was faster after our own pause */
	else if (rc == RC_CONFLICT) {
		remember_other(b);
		if (b->held) {
			bridge_tell(b, true, "IRC: %s runs the bridge now", b->other);
			b->lost = true;
			let_go(b, "another console took over");
		}
	}
	/* A disk that cannot be written keeps everybody where they are. */
}

bool bridge_holds(struct bridge *b)
{
	if (b->held && lease_clock() - b->renewed >= b->options.lease_ttl)
		renew_lease(b);
	return b->held;
}

static void follow_now(void *ctx);

/* Whoever waits looks more often than a holder renews: the time a dead one may keep the bridge is almost all used. */
static void look_soon(struct bridge *b)
{
	loop_cancel(b->loop, b->follow_timer);
	b->follow_timer = loop_after(b->loop, b->options.lease_every / LOOKS, 0, follow_now, b);
}

void bridge_lease(void *ctx)
{
	struct bridge *b = ctx;

	wish_follow(b);
	if (!b->wanted) {
		if (b->held)
			bridge_let_go(b, "bye");
		return;
	}
	if (!b->options.server[0])
		return;
	renew_lease(b);
	if (!b->held) {
		look_soon(b);
		return;
	}
	connector_look(b->connector);
	if (connector_is_up(b->connector) && connector_state(b->connector) != LINK_SUSPECT)
		record_alive(b, clock_now());
	presence_look(b);
	bridge_want_channels(b);
	record_cursor_save(b);
	bridge_wake(b);
}

static void follow_now(void *ctx)
{
	struct bridge *b = ctx;

	b->follow_timer = 0;
	bridge_lease(b);
}

void bridge_follow(struct bridge *b)
{
	loop_cancel(b->loop, b->follow_timer);
	b->follow_timer = loop_after(b->loop, 0, 0, follow_now, b);
	wish_follow(b);
}
