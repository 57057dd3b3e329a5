/* sending.c: updates on their way out: the courier, the status page, and what a shell verb says of both. */
#include "app_internal.h"

#include "core/delivery.h"
#include "export/status.h"
#include "lang/lex.h"
#include "sys/clock.h"

static enum rc write_page(void *ctx, const char *folder, struct err *err)
{
	struct app *app = ctx;
	struct arena *a = arena_new();
	struct status_ask ask = {.board = engine_board(app->engine),
		.name = options_text(app->options, "status.name"),
		.url = options_text(app->options, "status.url"),
		.folder = folder};
	enum rc rc = export_status(&ask, a, err);

	arena_free(a);
	return rc;
}

void app_start_courier(struct app *app)
{
	struct courier_setup setup = {.engine = app->engine,
		.loop = app->loop,
		.options = app->options,
		.holder = app->holder,
		.write_page = write_page,
		.ctx = app};

	app->courier = courier_open(&setup);
}

enum rc app_status_page(struct app *app, struct str folder, struct arena *a, struct err *err)
{
	bool off = str_eq_z(folder, "off");
	struct request rq = {.door = DOOR_CONFIG,
		.actor = app->actor,
		.capabilities = CAP_ALL,
		.line = off ? STR("channel remove status-page")
			    : str_fmt(a, "channel add status-page to=public via=page target=%.*s",
				      STR_ARG(lex_quote(a, folder)))};
	struct answer answer;
	enum rc rc = engine_submit(app->engine, &rq, a, &answer, err);

	if (rc == RC_UNKNOWN && off)
		return RC_OK;
	if (rc == RC_OK && !off && app->courier)
		courier_allow(app->courier, STR("status-page"));
	return rc;
}

enum rc app_export_status(struct app *app, const struct act *act, struct arena *a,
	struct doc **ret_doc, struct err *err)
{
	struct str folder = act->file.n ? act->file : options_text(app->options, "status.page");
	const char *path = str_to_z(a, folder);
	enum rc rc;

	if (!folder.n || str_eq_z(folder, "off"))
		return err_set(err, RC_USAGE, "into which folder? `export status out=/srv/status`");
	rc = write_page(app, path, err);
	if (rc == RC_OK) {
		*ret_doc = doc_new(a);
		doc_para(*ret_doc, str_fmt(a, "the status page is written to %s", path));
	}
	return rc;
}

struct doc *app_waiting(struct app *app, const struct answer *answer, struct arena *a)
{
	const struct owed *owed;
	struct str holder = {0};
	struct doc *d = NULL;
	size_t n, count = 0;

	if (!answer->stored || !channel_count(engine_board(app->engine)))
		return NULL;
	n = deliveries_owed(
		a, engine_board(app->engine), app->policies.delivery, clock_now(), &owed);
	for (size_t k = 0; k < n; k++)
		count += owed[k].update.seq >= answer->first_seq &&
			 owed[k].update.seq <= answer->last_seq;
	if (!count ||
		(courier_holder(app->journal, clock_now(), a, &holder, &(struct err){0}) == RC_OK &&
			holder.n))
		return NULL;
	d = doc_new(a);
	doc_paraf(d, ROLE_WAIT,
		"%zu deliver%s until a console or `warroom serve` runs on this journal: none does "
		"now",
		count, count == 1 ? "y waits" : "ies wait");
	return d;
}
