/* serve.c: the bridge and the clocks without a screen: says when it is ready, how it is, and leaves when it is told to. */
#include "app_internal.h"

#include <signal.h>

#include "sys/supervisor.h"

enum { LOOK_S = 1, WHY_MAX = 400 };

struct serve {
	struct app *app;
	struct supervisor *supervisor;
	bool ready;           /* the supervisor knows */
	bool standby;         /* another process held the bridge when last looked */
	char health[WHY_MAX]; /* of the record, as last told */
	struct arena *arena;  /* one look at a time */
};

static void on_stop(void *ctx, int signal)
{
	struct serve *s = ctx;

	log_sayf(s->app->log, LOG_LEVEL_INFO, "leaving: %s",
		signal == SIGTERM  ? "SIGTERM"
		: signal == SIGINT ? "SIGINT"
				   : "SIGHUP");
	(void)supervisor_stopping(s->supervisor);
	loop_stop(s->app->loop);
}

/* With a log file it was moved away; without one the terminal is gone. */
static void on_hangup(void *ctx, int signal)
{
	struct serve *s = ctx;
	struct err err;

	if (!s->app->cli.log) {
		on_stop(ctx, signal);
		return;
	}
	if (log_reopen(s->app->log, &err) != RC_OK)
		log_say(s->app->log, LOG_LEVEL_ERROR, str_z(err.text));
	else
		log_say(s->app->log, LOG_LEVEL_INFO, STR("the log was opened anew"));
}

static void tell_health(struct serve *s)
{
	const struct health *h = engine_health(s->app->engine);

	if (strncmp(h->text, s->health, sizeof s->health - 1) == 0)
		return;
	snprintf(s->health, sizeof s->health, "%s", h->text);
	if (h->text[0])
		log_say(s->app->log, LOG_LEVEL_ERROR, str_z(h->text));
	else
		log_say(s->app->log, LOG_LEVEL_INFO, STR("the record can be kept again"));
}

/* What the bridge does it tells itself; that it has nothing to do is said here. */
static void tell_standby(struct serve *s, const char *state, const char *text)
{
	bool standby = strcmp(state, "standby") == 0;

	if (standby && !s->standby)
		log_sayf(s->app->log, LOG_LEVEL_INFO, "IRC: %s", text);
	s->standby = standby;
}

static size_t open_incidents(const struct board *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->incidents.n; i++)
		n += incident_is_open(b->incidents.v[i]);
	return n;
}

static void tell_status(struct serve *s)
{
	size_t n = open_incidents(engine_board(s->app->engine));
	const char *irc = bridge_status_text(s->app->bridge, s->arena);
	struct bridge_status state;

	bridge_get_status(s->app->bridge, &state);
	tell_standby(s, state.state, irc);
	(void)supervisor_status(
		s->supervisor, s->health[0] ? str_z(s->health)
					    : str_fmt(s->arena, "IRC %s; %zu incident%s open", irc,
						      n, n == 1 ? "" : "s"));
}

static void look(void *ctx)
{
	struct serve *s = ctx;

	app_tick(s->app);
	tell_health(s);
	tell_status(s);
	if (!s->ready)
		s->ready = supervisor_ready(s->supervisor);
	arena_reset(s->arena);
}

/* Only a loop that turns says so. */
static void on_watchdog(void *ctx)
{
	struct serve *s = ctx;

	(void)supervisor_alive(s->supervisor);
}

static enum rc listen_to_signals(struct serve *s, struct err *err)
{
	struct loop *l = s->app->loop;
	struct sigaction now;
	enum rc rc = loop_on_signal(l, SIGTERM, on_stop, s, err);

	if (rc == RC_OK)
		rc = loop_on_signal(l, SIGINT, on_stop, s, err);
	/* Started under nohup it outlives its terminal. */
	if (rc == RC_OK && (s->app->cli.log || sigaction(SIGHUP, NULL, &now) != 0 ||
				   now.sa_handler != SIG_IGN))
		rc = loop_on_signal(l, SIGHUP, on_hangup, s, err);
	return rc;
}

/* The verb is there for its words to be checked like those of any other. */
static enum rc check_words(struct app *app, struct err *err)
{
	struct arena *a = arena_new();
	struct request rq = {.door = DOOR_SHELL,
		.actor = app->actor,
		.capabilities = CAP_ALL,
		.argc = app->cli.argc,
		.argv = app->cli.argv};
	struct answer answer;
	enum rc rc = engine_submit(app->engine, &rq, a, &answer, err);

	arena_free(a);
	return rc;
}

static enum rc start(struct serve *s, struct err *err)
{
	struct app *app = s->app;
	enum rc rc = app_start_bridge(app, err);

	if (rc == RC_OK) {
		app_start_courier(app);
		rc = app_read_config(app, err);
	}
	return rc == RC_OK ? listen_to_signals(s, err) : rc;
}

static void run(struct serve *s)
{
	struct app *app = s->app;
	duration watchdog = supervisor_watchdog(s->supervisor);

	log_sayf(app->log, LOG_LEVEL_INFO, "serving %s; SIGTERM ends it",
		journal_path(app->journal));
	loop_after(app->loop, 0, LOOK_S * US_PER_S, look, s);
	if (watchdog)
		loop_after(app->loop, 0, watchdog, on_watchdog, s);
	loop_run(app->loop);
}

enum rc app_run_serve(struct app *app, struct err *err)
{
	struct serve s = {.app = app};
	enum rc rc = check_words(app, err);

	if (rc == RC_OK)
		rc = log_open(app->cli.log, &app->log, err);
	if (rc != RC_OK)
		return rc;
	s.supervisor = supervisor_new();
	s.arena = arena_new();
	rc = start(&s, err);
	if (rc == RC_OK)
		run(&s);
	arena_free(s.arena);
	supervisor_free(s.supervisor);
	return rc;
}
