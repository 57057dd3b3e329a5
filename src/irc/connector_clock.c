/* connector_clock.c: what time alone makes of a connection: late steps, silence, sleep, another try. */
#include "irc/connector_private.h"

#include "sys/clock.h"

enum { SET_S = 10, SLEPT_S = 1 };

static void on_timer(void *ctx);

static void earliest(duration *at, duration other)
{
	if (other != 0 && (*at == 0 || other < *at))
		*at = other;
}

static duration silence_at(const struct connector *c)
{
	if (!c->wire || c->state < LINK_REGISTER || c->state > LINK_LIVE)
		return 0;
	return c->asked_at ? c->asked_at + c->options->patience
			   : c->heard_mono + c->options->silence;
}

void connector_arm(struct connector *c)
{
	duration now = clock_mono(), at = 0, wait = pacer_wait(&c->pacer, now);

	loop_cancel(c->loop, c->timer);
	c->timer = 0;
	earliest(&at, c->step_at);
	earliest(&at, c->retry_at);
	earliest(&at, c->regain_at);
	earliest(&at, silence_at(c));
	if (c->broken[0])
		earliest(&at, now);
	for (size_t i = 0; i < c->channels.n; i++) {
		earliest(&at, c->channels.v[i]->step_at);
		earliest(&at, c->channels.v[i]->retry_at);
	}
	/* A line that is only partly out waits for the socket, not for the clock. */
	if (wait >= 0 && c->out_n == 0 && !c->broken[0] && c->state >= LINK_REGISTER && c->wire)
		earliest(&at, now + wait + 1);
	if (at)
		c->timer = loop_after(c->loop, at > now ? at - now : 0, 0, on_timer, c);
}

static void step_is_late(struct connector *c)
{
	if (login_is_missing(c) && c->tried)
		connector_denied(c, "the login is not answered");
	else
		connector_down(c, "the server did not finish greeting us");
}

static void ask_for_life(struct connector *c, duration now)
{
	c->asked_at = now;
	connector_sendf(c, "PING :k-%lld", (long long)(now / US_PER_S));
	if (c->state == LINK_LIVE)
		connector_suspect(c, true);
}

/* A laptop that slept has a stale link that looks young; its timers stood still meanwhile. */
static void notice_sleep(struct connector *c, duration now)
{
	duration drift = clock_now() - now, jump = drift - c->drift;
	duration slept = clock_slept(), sleep = slept - c->slept;

	c->drift = drift;
	c->slept = slept;
	if (c->state == LINK_LIVE && !c->asked_at &&
		(sleep > SLEPT_S * US_PER_S || jump > SET_S * US_PER_S || jump < -SET_S * US_PER_S))
		ask_for_life(c, now);
}

void connector_look(struct connector *c)
{
	notice_sleep(c, clock_mono());
	connector_arm(c);
}

static void check_silence(struct connector *c, duration now)
{
	duration at = silence_at(c);

	if (at == 0 || now < at)
		return;
	if (c->asked_at)
		connector_down(c, "the server has fallen silent");
	else
		ask_for_life(c, now);
}

static void retry(struct connector *c)
{
	c->retry_at = 0;
	if (c->state == LINK_BACKOFF)
		connector_dial(c);
}

static void on_timer(void *ctx)
{
	struct connector *c = ctx;
	duration now = clock_mono();

	c->timer = 0;
	if (c->broken[0]) {
		connector_finish(c);
		connector_arm(c);
		return;
	}
	notice_sleep(c, now);
	check_silence(c, now);
	if (c->step_at && now >= c->step_at)
		step_is_late(c);
	if (c->retry_at && now >= c->retry_at)
		retry(c);
	channel_tick(c, now);
	if (c->regain_at && now >= c->regain_at) {
		c->regain_at = now + c->options->regain;
		registration_ask_nick(c);
	}
	if (c->wire && c->state >= LINK_REGISTER && c->state <= LINK_LIVE)
		connector_flush(c);
	connector_arm(c);
}
