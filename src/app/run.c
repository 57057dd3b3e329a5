/* run.c: the ways to run: one verb, the console, lines to read. */
#include "app_internal.h"

#include <unistd.h>

#include "sys/clock.h"
#include "sys/tty.h"

enum { TICK_S = 1 };

enum rc app_run_verb(struct app *app, struct err *err)
{
	struct arena *a = arena_new();
	struct request rq = {.door = DOOR_SHELL,
		.actor = app->actor,
		.capabilities = CAP_ALL,
		.incident = app->cli.incident,
		.argc = app->cli.argc,
		.argv = app->cli.argv};
	struct answer answer = {0};
	enum rc rc = app_read_config(app, err);

	if (rc == RC_OK)
		rc = engine_submit(app->engine, &rq, a, &answer, err);
	if (rc == RC_OK && !answer.act_count)
		rc = cli_print(a, &answer, err);
	if (rc == RC_OK && app_waiting(app, &answer, a))
		rc = cli_print_doc(a, app_waiting(app, &answer, a), err);
	for (size_t n = 0; rc == RC_OK && n < answer.act_count; n++) {
		struct doc *d = NULL;

		rc = app_act(app, &answer.acts[n], a, &d, err);
		/* What was found out stands before what is wrong with it. */
		if (d) {
			enum rc printed = cli_print_doc(a, d, rc == RC_OK ? err : NULL);

			rc = rc == RC_OK ? printed : rc;
		}
	}
	arena_free(a);
	return rc;
}

void app_tick(void *ctx)
{
	struct app *app = ctx;
	struct err err;

	/* A refusal shows in the engine's health; the next tick tries again. */
	engine_clocks(app->engine, app->holder, clock_now(), &err);
}

void app_on_notice(void *ctx, bool bad, const char *text)
{
	struct app *app = ctx;

	if (app->tui)
		tui_notice(app->tui, bad ? ROLE_WAIT : ROLE_DIM, str_z(text));
	else
		log_say(app->log, bad ? LOG_LEVEL_WARNING : LOG_LEVEL_INFO, str_z(text));
}

/* On the way to a link that hears: which step it is at. */
static const char *down_words(const struct bridge_status *s)
{
	static const char *const words[][2] = {{"resolve", "DOWN: looking up"},
		{"dial", "DOWN: dialling"}, {"secure", "DOWN: securing"},
		{"register", "DOWN: logging in"}, {"setup", "DOWN: greeted"},
		{"join", "DOWN: joining"}, {"sync", "DOWN: catching up"},
		{"backoff", "DOWN: waiting"}};

	if (!strcmp(s->state, "join") && s->next_try)
		return "DOWN: kept out";
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (!strcmp(s->state, words[i][0]))
			return words[i][1];
	return "DOWN";
}

static void show_link(void *ctx)
{
	struct app *app = ctx;
	struct bridge_status s;

	bridge_get_status(app->bridge, &s);
	if (!strcmp(s.state, "off"))
		tui_link_state(app->tui, "irc", "", 0);
	else if (!strcmp(s.state, "suspect"))
		tui_link_state(app->tui, "irc", "silent", clock_now());
	else if (s.live || !strcmp(s.state, "standby"))
		tui_link_state(app->tui, "irc", "ok", clock_now());
	else
		tui_link_state(app->tui, "irc", down_words(&s), clock_now());
}

enum rc app_start_bridge(struct app *app, struct err *err)
{
	struct bridge_setup setup = {.engine = app->engine,
		.loop = app->loop,
		.options = app->irc,
		.holder = app->holder,
		.farewell = app->log ? "the server was stopped" : NULL,
		.notice = app_on_notice,
		.notice_ctx = app};

	return bridge_open(&setup, &app->bridge, err);
}

static enum rc on_act(void *self, const struct act *act, struct err *err)
{
	struct app *app = self;
	struct arena *a;
	struct doc *d = NULL;
	enum rc rc;

	if (act->type == ACT_QUIT) {
		app->exit_status = act->text.n ? 3 : 0;
		loop_stop(app->loop);
		return RC_OK;
	}
	a = arena_new();
	rc = app_act(app, act, a, &d, err);
	if (d)
		tui_show(app->tui, d);
	arena_free(a);
	return rc;
}

enum rc app_run_console(struct app *app, struct err *err)
{
	struct tui_options o = {.colours = app->cli.colours,
		.ascii = app->cli.ascii,
		.linear = app->cli.linear,
		.still = app->cli.still,
		.theme = app->cli.theme,
		.actor = str_to_z(app->arena, app->actor),
		.incident = app->cli.incident};
	enum rc rc = tui_open(app->engine, app->loop, &o, on_act, app, &app->tui, err);

	if (rc == RC_OK)
		rc = app_start_bridge(app, err);
	if (rc == RC_OK) {
		app_start_courier(app);
		rc = app_read_config(app, err);
	}
	if (rc != RC_OK)
		return rc;
	loop_after(app->loop, 0, TICK_S * US_PER_S, app_tick, app);
	loop_after(app->loop, 0, TICK_S * US_PER_S, show_link, app);
	loop_run(app->loop);
	return RC_OK;
}

/* With a terminal to type at it is a console in lines; else it reads alone, without the bridge and the clocks: those are
 * for a process that stays. */
enum rc app_run_watch(struct app *app, struct err *err)
{
	struct arena *a = arena_new();
	struct request rq = {.door = DOOR_SHELL,
		.actor = app->actor,
		.capabilities = CAP_ALL,
		.incident = app->cli.incident,
		.argc = app->cli.argc,
		.argv = app->cli.argv};
	struct tui_options o = {.linear = true, .reads_only = true};
	struct answer answer;
	uint64_t first = 0;
	enum rc rc = engine_submit(app->engine, &rq, a, &answer, err);

	if (rc == RC_OK && answer.incident)
		app->cli.incident = answer.incident;
	if (rc == RC_OK)
		str_to_u64(answer.acts[0].text, UINT32_MAX, &first);
	arena_free(a);
	if (rc != RC_OK)
		return rc;
	if (tty_is(STDIN_FILENO)) {
		app->cli.linear = true;
		return app_run_console(app, err);
	}
	o.actor = str_to_z(app->arena, app->actor);
	o.incident = app->cli.incident;
	o.first_rows = (size_t)first;
	app->watching = true;
	rc = app_read_config(app, err);
	if (rc == RC_OK)
		rc = tui_open(app->engine, app->loop, &o, on_act, app, &app->tui, err);
	if (rc == RC_OK)
		loop_run(app->loop);
	return rc;
}
