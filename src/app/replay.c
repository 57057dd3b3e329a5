/* replay.c: starts, shows and stops a replay: in the console beside everything else, at the shell until it is over. */
#include "feed/replay.h"

#include <signal.h>
#include <unistd.h>

#include "app_internal.h"
#include "base/utf8.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/paths.h"

static void at_console(struct app *app, const struct replay_progress *p)
{
	char text[ERR_TEXT_MAX + 64];

	if (!p->over)
		return;
	if (p->err.text[0])
		snprintf(text, sizeof text, "replay: %s", p->err.text);
	else
		snprintf(text, sizeof text, "replay into INC-%u is over, %zu steps", p->incident,
			p->total);
	tui_notice(app->tui, p->err.text[0] ? ROLE_ERR : ROLE_DRILL, str_z(text));
}

static void on_told(void *ctx, const struct replay_progress *p)
{
	struct app *app = ctx;

	if (app->tui)
		at_console(app, p);
	else if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%zu of %zu steps%s", p->done, p->total, p->over ? "\n" : "");
	if (!p->over)
		return;
	app->replayed = *p;
	replay_free(app->replay);
	app->replay = NULL;
	if (!app->tui)
		loop_stop(app->loop);
}

static void on_interrupt(void *ctx, int signal)
{
	struct app *app = ctx;

	(void)signal;
	loop_stop(app->loop);
}

static void tick(void *ctx)
{
	struct app *app = ctx;
	struct err err;

	engine_clocks(app->engine, app->holder, clock_now(), &err);
}

/* A shell verb stays until the last step; Ctrl-C leaves the drill as far as it came. */
static enum rc wait_for_end(struct app *app, struct arena *a, struct doc **ret, struct err *err)
{
	enum rc rc = loop_on_signal(app->loop, SIGINT, on_interrupt, app, err);

	if (rc == RC_OK)
		rc = loop_on_signal(app->loop, SIGTERM, on_interrupt, app, err);
	if (rc != RC_OK)
		return rc;
	loop_after(app->loop, 0, US_PER_S, tick, app);
	loop_run(app->loop);
	if (app->replay)
		return err_set(err, RC_STATE, "stopped; the drill stays as far as it came");
	if (app->replayed.err.text[0])
		return err_set(err, RC_STATE, "%s", app->replayed.err.text);
	*ret = doc_new(a);
	doc_paraf(*ret, ROLE_TEXT, "INC-%u is the drill, %zu steps were played",
		app->replayed.incident, app->replayed.total);
	return RC_OK;
}

static enum rc stop(struct app *app, struct arena *a, struct doc **ret, struct err *err)
{
	if (!app->replay)
		return err_set(err, RC_STATE, "nothing is being played here");
	replay_free(app->replay);
	app->replay = NULL;
	*ret = doc_new(a);
	doc_paraf(*ret, ROLE_TEXT, "stopped; the drill stays as far as it came");
	return RC_OK;
}

/* A script by its path, or by its name among the drills that ship and those of the organisation. */
static const char *find_script(struct arena *a, struct str named)
{
	const char *path = str_to_z(a, named);

	if (!file_exists(path) && str_find_ch(named, '/') < 0)
		path = paths_find(a, str_fmt(a, "drills/%.*s.drill", STR_ARG(named)).p);
	return path && file_exists(path) ? path : NULL;
}

enum rc app_replay(
	struct app *app, const struct act *act, struct arena *a, struct doc **ret, struct err *err)
{
	struct replay_ask ask = {.engine = app->engine,
		.loop = app->loop,
		.actor = app->actor,
		.told = on_told,
		.ctx = app};
	uint64_t number = 0;
	enum rc rc;

	if (str_eq_z(act->text, "stop"))
		return stop(app, a, ret, err);
	if (app->replay)
		return err_set(err, RC_STATE, "one replay at a time: `replay stop` ends the other");
	if (act->name.n && str_to_u64(act->name, UINT32_MAX, &number))
		ask.incident = (uint32_t)number;
	else
		ask.file = find_script(app->arena, act->file);
	if (!ask.incident && !ask.file)
		return err_set(err, RC_UNKNOWN,
			"%.*s is no incident and no script, neither a file nor one of drills/",
			STR_ARG(act->file));
	rc = replay_speed_parse(act->text, &ask.speed, err);
	if (rc == RC_OK)
		rc = replay_start(&ask, &app->replay, err);
	if (rc != RC_OK)
		return rc;
	if (!app->tui)
		return wait_for_end(app, a, ret, err);
	*ret = doc_new(a);
	doc_paraf(*ret, ROLE_DRILL, "playing into a new drill; `replay stop` ends it");
	return RC_OK;
}
