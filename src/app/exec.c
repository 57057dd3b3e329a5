/* exec.c: runs the command of a runbook's step beside everything else, and records how it ended. */
#include "app_internal.h"

#include <signal.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "core/draft.h"
#include "core/evidence.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/paths.h"
#include "sys/process.h"

/* Of an output that does not fit the row so much is kept as evidence. */
enum { WHOLE_MAX = 8 * 1024 * 1024, GROW = 64 * 1024 };

/* One at a time: two commands of one person at once are a mistake more often than a wish. */
struct exec {
	struct app *app;
	struct process *process; /* NULL: it has ended */
	uint32_t incident;
	int64_t run, seq; /* number of the run; the row that says it was started */
	duration timeout, began;
	uint64_t timer;
	char *output; /* the first WHOLE_MAX bytes */
	size_t n, cap;
	uint64_t bytes; /* of all that came */
	struct process_end end;
	enum rc rc; /* of recording the end */
	struct err err;
};

static void free_exec(struct exec *x)
{
	if (x->app->exec == x)
		x->app->exec = NULL;
	loop_cancel(x->app->loop, x->timer);
	if (x->timer && x->app->tui)
		tui_busy(x->app->tui, (struct str){0}, NULL, NULL);
	mem_free(x->output);
	mem_free(x);
}

/* ---- The row ---- */

static enum rc append_end(
	struct exec *x, struct arena *a, const char *how, size_t keep, struct err *err)
{
	struct app *app = x->app;
	struct str kept = utf8_repair(a, str_n(x->output, keep));
	struct event ev;
	struct draft d;
	enum rc rc;

	draft_begin(&d, &ev, a, EV_RUN_OUTPUT, x->incident, clock_now());
	ev.actor = app->actor;
	ev.door = app->tui ? STR("console") : STR("shell");
	json_out_int(&d.json, "run", x->run);
	json_out_int(&d.json, "exec", x->seq);
	json_out_z(&d.json, "how", how);
	json_out_int(&d.json, "status", x->end.status);
	json_out_int(&d.json, "took_ms", x->end.took / 1000);
	json_out_str(&d.json, "output", kept);
	json_out_int(&d.json, "bytes", (int64_t)x->bytes);
	json_out_bool(&d.json, "truncated", x->bytes > keep);
	rc = draft_end(&d, err);
	return rc == RC_OK ? engine_append(app->engine, &ev, 1, err) : rc;
}

/* Control codes take six bytes each in a body: what does not fit whole is kept in part. */
static enum rc record_end(struct exec *x, const char *how, struct err *err)
{
	struct arena *a = arena_new();
	size_t most = x->n < RUN_OUTPUT_MAX ? x->n : RUN_OUTPUT_MAX;
	size_t keep = utf8_floor(str_n(x->output, x->n), most);
	enum rc rc = append_end(x, a, how, keep, err);

	while (rc == RC_LIMIT && keep) {
		arena_reset(a);
		keep = utf8_floor(str_n(x->output, x->n), keep / 2);
		rc = append_end(x, a, how, keep, err);
	}
	arena_free(a);
	return rc;
}

/* The sentence that the record has for how it ended. */
static struct str sentence(const struct exec *x, struct arena *a)
{
	const struct incident *i = board_incident(engine_board(x->app->engine), x->incident);

	if (x->rc != RC_OK)
		return str_fmt(
			a, "the command ended, but that could not be recorded: %s", x->err.text);
	return i && i->entries.n ? str_dup(a, i->entries.v[i->entries.n - 1].text)
				 : STR("the command ended");
}

/* ---- While it runs ---- */

static void on_output(void *ctx, bool error, struct str bytes)
{
	struct exec *x = ctx;
	size_t room = WHOLE_MAX - x->n, n = bytes.n < room ? bytes.n : room;

	(void)error;
	if (x->n + n > x->cap) {
		size_t cap = x->n + n + GROW;

		x->output = mem_grow(x->output, x->cap, cap, 1);
		x->cap = cap;
	}
	if (n)
		memcpy(x->output + x->n, bytes.p, n);
	x->n += n;
	x->bytes += bytes.n;
}

static void stop(void *ctx)
{
	struct exec *x = ctx;

	if (x->process)
		process_cancel(x->process);
}

/* File work shows itself in the same place; it is the shorter one. */
static void show_progress(void *ctx)
{
	struct exec *x = ctx;
	struct arena *a;

	if (x->app->work)
		return;
	a = arena_new();
	tui_busy(x->app->tui,
		str_fmt(a, "RUN-%lld: the command runs %s of at most %s, said %.*s   Esc ends it",
			(long long)x->run, duration_clock(a, clock_mono() - x->began),
			duration_short(a, x->timeout), STR_ARG(evidence_size(a, x->bytes))),
		stop, x);
	arena_free(a);
}

static bool ended_well(const struct exec *x)
{
	return x->end.how == PROCESS_EXITED && x->end.status == 0 && x->rc == RC_OK;
}

/* What is too long for a row lies beside the journal, under its hash, with a row of its own. */
static enum rc keep_whole(struct exec *x, struct arena *a, struct doc **ret_doc, struct err *err)
{
	const char *file = file_join(a, paths_data_dir(a),
		arena_printf(a, "RUN-%lld-output-%ld.txt", (long long)x->run, (long)getpid()));
	struct act act = {.type = ACT_KEEP,
		.incident = x->incident,
		.file = str_z(file),
		.text = str_fmt(a, "output of the command of E-%lld%s", (long long)x->seq,
			x->bytes > x->n ? ", its beginning" : "")};
	enum rc rc = file_mkdirs(paths_data_dir(a), 0700, err);

	act.when = (struct stamp){.at = clock_now(), .precision = PREC_US};
	if (rc == RC_OK)
		rc = file_write(file, str_n(x->output, x->n), 0600, err);
	if (rc == RC_OK)
		rc = app_keep(x->app, &act, a, ret_doc, err);
	unlink(file); /* whoever keeps it has it open */
	return rc;
}

static void on_end(void *ctx, const struct process_end *end)
{
	struct exec *x = ctx;
	struct doc *ignored = NULL;
	struct arena *a;
	struct err err;

	x->process = NULL;
	x->end = *end;
	x->rc = record_end(x, process_how_name(end->how), &x->err);
	if (!x->app->tui)
		return;
	a = arena_new();
	tui_notice(x->app->tui, ended_well(x) ? ROLE_OK : ROLE_SEV2, sentence(x, a));
	if (x->bytes > RUN_OUTPUT_MAX && keep_whole(x, a, &ignored, &err) != RC_OK)
		tui_notice(x->app->tui, ROLE_ERR, str_z(err.text));
	arena_free(a);
	free_exec(x);
}

/* ---- At the shell the verb waits ---- */

static void on_interrupt(void *ctx, int signal)
{
	(void)signal;
	stop(ctx);
}

static enum rc catch_interrupts(struct exec *x, struct err *err)
{
	enum rc rc = loop_on_signal(x->app->loop, SIGINT, on_interrupt, x, err);

	return rc == RC_OK ? loop_on_signal(x->app->loop, SIGTERM, on_interrupt, x, err) : rc;
}

static void print_output(const struct exec *x, struct arena *a)
{
	size_t n = x->n < RUN_OUTPUT_MAX ? x->n : RUN_OUTPUT_MAX;
	struct str text = utf8_plain(a, str_n(x->output, n), UTF8_BLOCK);

	printf("%.*s%s", STR_ARG(text), text.n && text.p[text.n - 1] != '\n' ? "\n" : "");
	if (x->bytes > n)
		printf("(the first %zu of %llu bytes)\n", n, (unsigned long long)x->bytes);
}

static enum rc wait_for(struct exec *x, struct arena *a, struct err *err)
{
	struct doc *kept = NULL;
	struct str said;
	enum rc rc = RC_OK;

	while (x->process)
		loop_once(x->app->loop, -1);
	said = utf8_plain(a, sentence(x, a), UTF8_LINE);
	print_output(x, a);
	if (x->bytes > RUN_OUTPUT_MAX)
		rc = keep_whole(x, a, &kept, err);
	if (rc == RC_OK && kept)
		rc = cli_print_doc(a, kept, err);
	if (ended_well(x))
		printf("%.*s\n", STR_ARG(said));
	else
		rc = err_set(err, RC_STATE, "%.*s", STR_ARG(said));
	free_exec(x);
	return rc;
}

/* ---- The act ---- */

static const char **read_argv(struct arena *a, struct str json, struct err *err)
{
	const struct json *list = NULL;
	const char **argv;

	if (json_parse(a, json, &list, err) != RC_OK || list->type != JSON_ARRAY || !list->n ||
		list->n > PROCESS_ARGS_MAX) {
		err_set(err, RC_BUG, "the command came without its arguments");
		return NULL;
	}
	argv = ARENA_ARRAY(a, list->n + 1, const char *);
	for (size_t n = 0; n < list->n; n++)
		argv[n] = str_to_z(a, list->items[n].s);
	return argv;
}

/* The row that the verb has just written for this run. */
static void find_row(struct exec *x)
{
	const struct incident *i = board_incident(engine_board(x->app->engine), x->incident);
	const struct runbook_run *r = i ? incident_run(i, (uint64_t)x->run) : NULL;

	if (r && r->execs.n)
		x->seq = (int64_t)r->execs.v[r->execs.n - 1].seq;
}

static struct exec *new_exec(struct app *app, const struct act *act)
{
	struct exec *x = mem_alloc(sizeof *x);
	uint64_t run = 0;

	str_to_u64(str_cut(act->name, 4, act->name.n), UINT32_MAX, &run);
	*x = (struct exec){
		.app = app, .incident = act->incident, .run = (int64_t)run, .began = clock_mono()};
	find_row(x);
	return x;
}

static enum rc start(struct exec *x, const struct act *act, struct arena *a, struct err *err)
{
	struct process_ask ask = {
		.policy = PROCESS_ENV_OURS, .output = on_output, .ended = on_end, .ctx = x};
	uint64_t seconds = 0;

	if (x->app->exec)
		return err_set(
			err, RC_STATE, "a command runs here already; `runbook cancel` ends it");
	ask.argv = read_argv(a, act->text, err);
	if (!ask.argv)
		return err->rc;
	str_to_u64(act->extra, 86400, &seconds);
	ask.timeout = x->timeout = (duration)seconds * US_PER_S;
	/* Before it starts: from its first moment on, Ctrl-C ends it and not us. */
	if (!x->app->tui && catch_interrupts(x, err) != RC_OK)
		return err->rc;
	return process_start(x->app->loop, &ask, &x->process, err);
}

static enum rc cancel(struct app *app, struct err *err)
{
	if (!app->exec)
		return err_set(err, RC_STATE,
			"that command was started elsewhere; `runbook cancel` works in the console "
			"that runs it, "
			"Ctrl-C in the shell");
	process_cancel(app->exec->process);
	return RC_OK;
}

enum rc app_exec(struct app *app, const struct act *act, struct arena *a, struct err *err)
{
	struct exec *x;
	enum rc rc;

	if (str_eq_z(act->name, "cancel"))
		return cancel(app, err);
	if (!app->loop)
		app->loop = loop_new();
	x = new_exec(app, act);
	rc = start(x, act, a, err);
	if (rc != RC_OK) {
		/* The record says that it was to run: it says as well that it did not. */
		on_output(x, true, str_z(err->text));
		record_end(x, "failed", &x->err);
		free_exec(x);
		return rc == RC_UNKNOWN ? err->rc = RC_STATE : rc;
	}
	app->exec = x;
	if (!app->tui)
		return wait_for(x, a, err);
	x->timer = loop_after(app->loop, US_PER_S, US_PER_S, show_progress, x);
	return RC_OK;
}

void app_exec_close(struct app *app)
{
	struct exec *x = app->exec;
	struct err err;

	if (!x)
		return;
	process_free(x->process);
	record_end(x, process_how_name(PROCESS_CANCELLED), &err);
	free_exec(x);
}
