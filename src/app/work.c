/* work.c: runs work on files by steps: to its end at the shell, between keys in the console. */
#include "work.h"

#include <signal.h>

#include "base/utf8.h"
#include "core/evidence.h"
#include "sys/clock.h"
#include "sys/tty.h"

enum { SHOW_EVERY_MS = 250, TELL_EVERY_MS = 5000, SHOW_EVERY_BYTES = 16 * 1024 * 1024 };

struct arena *work_arena(struct app *app, struct arena *act)
{
	return app->tui ? arena_new() : act;
}

/* "keeping core.web1: 34 MiB of 250 MiB" */
static struct str progress(const struct work *w, struct arena *a)
{
	uint64_t total = w->blob ? blob_total(w->blob) : 0;
	struct str done = evidence_size(a, w->blob ? blob_bytes(w->blob) : 0);

	if (w->tell)
		return w->tell(w, a);
	if (w->n > 1)
		return str_fmt(a, "%s %s: %zu of %zu, %.*s", w->doing, w->named, w->at + 1, w->n,
			STR_ARG(done));
	if (!total)
		return str_fmt(a, "%s %s: %.*s", w->doing, w->named, STR_ARG(done));
	return str_fmt(a, "%s %s: %.*s of %.*s", w->doing, w->named, STR_ARG(done),
		STR_ARG(evidence_size(a, total)));
}

static bool worth_telling(struct work *w)
{
	duration now = clock_mono();

	if (!w->step)
		return blob_bytes(w->blob) - w->shown >= SHOW_EVERY_BYTES;
	if (!w->shown_at)
		w->shown_at = now;
	return now - w->shown_at >= (tty_is(2) ? SHOW_EVERY_MS : TELL_EVERY_MS) * (US_PER_S / 1000);
}

/* At the shell on standard error, a line that moves when somebody looks. */
static void show_at_shell(struct work *w)
{
	struct arena *a;
	bool tty = tty_is(2);
	struct str text;

	if (!worth_telling(w))
		return;
	w->shown = w->blob ? blob_bytes(w->blob) : 0;
	w->shown_at = clock_mono();
	w->told = true;
	a = arena_new();
	text = utf8_plain(a, progress(w, a), UTF8_LINE);
	fprintf(stderr, tty ? "\r%.*s\033[K" : "%.*s\n", STR_ARG(text));
	arena_free(a);
}

static void break_off(void *ctx);

static void show_in_console(void *ctx)
{
	struct work *w = ctx;
	struct arena *a;

	if (!w->blob && !w->step)
		return;
	a = arena_new();
	tui_busy(w->app->tui, str_fmt(a, "%.*s   Esc stops it", STR_ARG(progress(w, a))), break_off,
		w);
	arena_free(a);
}

static void drop_blob(struct work *w)
{
	if (w->blob)
		loop_unwatch(w->loop, blob_fd(w->blob));
	blob_close(w->blob);
	w->blob = NULL;
	w->shown = 0;
}

/* The console hears of the end; the shell looks at it itself. */
static void over(struct work *w, enum rc rc)
{
	struct app *app = w->app;

	drop_blob(w);
	w->over = true;
	w->rc = rc;
	if (!app->tui)
		return;
	loop_cancel(w->loop, w->timer);
	loop_cancel(w->loop, w->turn);
	tui_busy(app->tui, (struct str){0}, NULL, NULL);
	if (w->reply->n)
		tui_show(app->tui, w->reply);
	if (rc != RC_OK)
		tui_notice(app->tui, ROLE_ERR, str_z(w->err.text));
	app->work = NULL;
	if (w->clear)
		w->clear(w);
	arena_free(w->arena);
}

static void break_off(void *ctx)
{
	struct work *w = ctx;

	if (w->stop) {
		w->stop(w);
		over(w, w->rc);
		return;
	}
	over(w, err_set(&w->err, RC_STATE, "%s %s was stopped: nothing of it is left", w->doing,
			w->named));
}

static void on_signal(void *ctx, int signal)
{
	(void)signal;
	break_off(ctx);
}

static void take(void *ctx, int fd, unsigned ready);

/* Opens the next item that can be opened; without one the work is over. */
static void next(struct work *w)
{
	enum rc rc = RC_OK;

	for (; w->at < w->n; w->at++) {
		rc = w->open(w, w->at, &w->blob, &w->err);
		if (rc == RC_OK)
			rc = loop_watch(w->loop, blob_fd(w->blob), LOOP_READ, take, w, &w->err);
		if (rc == RC_OK)
			return;
		drop_blob(w);
		rc = w->item(w, w->at, NULL, rc, &w->err);
		if (rc != RC_OK) {
			over(w, rc);
			return;
		}
	}
	over(w, w->finish(w, &w->err));
}

static void take(void *ctx, int fd, unsigned ready)
{
	struct work *w = ctx;
	bool done;
	enum rc rc = blob_step(w->blob, &done, &w->err);

	(void)fd;
	(void)ready;
	if (!w->app->tui)
		show_at_shell(w);
	if (rc == RC_OK && !done)
		return;
	rc = w->item(w, w->at, rc == RC_OK ? w->blob : NULL, rc, &w->err);
	if (rc != RC_OK) {
		over(w, rc);
		return;
	}
	drop_blob(w);
	w->at++;
	next(w);
}

static void turn(void *ctx)
{
	struct work *w = ctx;
	bool done = false;
	enum rc rc = w->step(w, &done, &w->err);

	w->turn = 0;
	if (!w->app->tui)
		show_at_shell(w);
	if (done || rc != RC_OK)
		over(w, rc);
	else
		w->turn = loop_after(w->loop, 0, 0, turn, w);
}

static void begin(struct work *w)
{
	if (w->step)
		w->turn = loop_after(w->loop, 0, 0, turn, w);
	else
		next(w);
}

static enum rc run_to_the_end(struct work *w, struct doc **ret_doc, struct err *err)
{
	enum rc rc;

	w->loop = loop_new();
	rc = loop_on_signal(w->loop, SIGINT, on_signal, w, err);
	if (rc == RC_OK)
		rc = loop_on_signal(w->loop, SIGTERM, on_signal, w, err);
	if (rc == RC_OK) {
		begin(w);
		while (!w->over)
			loop_once(w->loop, -1);
		rc = w->rc;
		*err = w->err;
		if (w->reply->n)
			*ret_doc = w->reply;
	}
	loop_free(w->loop);
	if (w->told && tty_is(2))
		fputs(w->step ? "\r\033[K" : "\n", stderr);
	if (w->clear)
		w->clear(w);
	return rc;
}

enum rc app_work(struct work *w, struct doc **ret_doc, struct err *err)
{
	struct app *app = w->app;

	w->reply = doc_new(w->arena);
	if (w->first.n)
		doc_para(w->reply, w->first);
	if (!app->tui)
		return run_to_the_end(w, ret_doc, err);
	if (app->work) {
		enum rc rc = err_set(err, RC_STATE,
			"%s %s is still under way: wait, or Esc stops it", app->work->doing,
			app->work->named);

		if (w->clear)
			w->clear(w);
		arena_free(w->arena);
		return rc;
	}
	app->work = w;
	w->loop = app->loop;
	w->timer = loop_after(w->loop, SHOW_EVERY_MS * (US_PER_S / 1000),
		SHOW_EVERY_MS * (US_PER_S / 1000), show_in_console, w);
	begin(w);
	return RC_OK;
}

void app_drop_work(struct app *app)
{
	struct work *w = app->work;

	if (!w)
		return;
	loop_cancel(w->loop, w->timer);
	loop_cancel(w->loop, w->turn);
	drop_blob(w);
	if (w->stop)
		w->stop(w);
	if (w->clear)
		w->clear(w);
	arena_free(w->arena);
	app->work = NULL;
}
