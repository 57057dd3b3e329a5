/* acts.c: carries out what a command wished for, with the files and rooms that the pure floors cannot touch. */
#include "app_internal.h"

#include "base/tsv.h"
#include "base/utf8.h"
#include "core/lint.h"
#include "export/export.h"
#include "sys/clock.h"
#include "sys/file.h"

enum { LINT_FILE_MAX = 8 * 1024 * 1024, GAUGE_FILE_MAX = 16 * 1024 * 1024 };

static uint32_t focus(const struct app *app)
{
	const struct board *b = engine_board_for(app->engine, app->actor);
	const struct incident *i;

	if (app->tui && tui_incident(app->tui))
		return tui_incident(app->tui);
	if (app->cli.incident)
		return app->cli.incident;
	i = board_current(b);
	for (size_t n = b->incidents.n; !i && n-- > 0;)
		if (!b->incidents.v[n]->dismissed && !b->incidents.v[n]->blank)
			i = b->incidents.v[n];
	return i ? i->number : 0;
}

static struct str door(const struct app *app)
{
	return app->tui ? STR("console") : STR("shell");
}

/* Says one sentence: in the console as a document, at the shell on standard output. */
static struct doc *say(struct arena *a, struct str text)
{
	struct doc *d = doc_new(a);

	doc_para(d, text);
	return d;
}

static enum rc do_export(
	struct app *app, const struct act *act, struct arena *a, struct doc **ret, struct err *err)
{
	struct export_ask ask = {.engine = app->engine,
		.incident = focus(app),
		.format = act->text,
		.out = act->file.n ? str_to_z(a, act->file) : NULL,
		.now = clock_now(),
		.actor = app->actor,
		.door = door(app)};
	struct str text;
	enum rc rc;

	/* A full-screen console cannot print a document to its own terminal. */
	if (app->tui && !ask.out)
		ask.out = str_to_z(
			a, str_fmt(a, "INC-%u-postmortem.%.*s", ask.incident, STR_ARG(ask.format)));
	rc = export_postmortem(&ask, a, &text, err);
	if (rc != RC_OK)
		return rc;
	if (ask.out)
		*ret = say(a, str_fmt(a, "INC-%u written to %s", ask.incident, ask.out));
	else if (fwrite(text.p, 1, text.n, stdout) != text.n)
		return err_set(err, RC_IO, "cannot write the post-mortem");
	return RC_OK;
}

/* The part of a draft that quotes such words is not itself to blame: blanked, so that lines and columns stay. */
static struct str without_wording(struct arena *a, struct str text)
{
	ptrdiff_t from = str_find(text, STR("<!-- warroom:begin wording -->"));
	ptrdiff_t to = str_find(text, STR("<!-- warroom:end wording -->"));
	char *copy;

	if (from < 0 || to < from)
		return text;
	copy = arena_dup(a, text.p, text.n);
	for (ptrdiff_t n = from; n < to; n++)
		if (copy[n] != '\n')
			copy[n] = ' ';
	return str_n(copy, text.n);
}

/* What does not add up in the times of a post-mortem. */
static void print_times(struct arena *a, struct str file, struct str text)
{
	struct lint_findings found;

	lint_text(a, text, &found);
	for (size_t n = 0; n < found.n; n++) {
		const struct lint_finding *f = &found.v[n];

		printf("%.*s:%u:%u: warn timeline %s: %.*s\n", STR_ARG(file), f->line, f->column,
			lint_rule_name(f->rule), STR_ARG(utf8_plain(a, f->text, UTF8_LINE)));
	}
	if (found.more)
		printf("%.*s:1:1: warn timeline more: %zu more are not shown\n", STR_ARG(file),
			found.more);
}

static enum rc do_lint(struct app *app, const struct act *act, struct arena *a, struct err *err)
{
	enum phrase_scope scope = PHRASE_REVIEW;
	struct phrase_findings found;
	struct phrase_ask ask;
	struct str text, file = utf8_plain(a, act->file, UTF8_LINE);
	enum rc rc = file_read(a, str_to_z(a, act->file), LINT_FILE_MAX, &text, err);

	if (rc != RC_OK)
		return rc;
	if (act->name.n)
		phrase_scope_parse(act->name, &scope);
	text = without_wording(a, text);
	ask = (struct phrase_ask){
		.text = text, .scope = scope, .incident_open = scope != PHRASE_REVIEW};
	phrase_check(a, app->policies.phrases, &ask, &found);
	for (size_t n = 0; n < found.n; n++) {
		const struct phrase_finding *f = &found.v[n];

		printf("%.*s:%u:%u: %s %.*s %.*s: %.*s\n", STR_ARG(file), f->line, f->column,
			f->block ? "block" : "warn", STR_ARG(f->category), STR_ARG(f->id),
			STR_ARG(f->hint));
	}
	if (scope == PHRASE_REVIEW)
		print_times(a, file, text);
	if (!found.blocks)
		return RC_OK;
	return err_set(err, RC_DENIED, "%.*s: %zu place%s to change%s", STR_ARG(file), found.blocks,
		found.blocks == 1 ? "" : "s", found.more ? " and more" : "");
}

static enum rc score_row(
	const struct app *app, const struct tsv *t, size_t row, struct arena *a, struct err *err)
{
	const struct severity_policy *p = app->policies.severity;
	struct severity_result r;
	struct gauges g = {0};

	for (int id = 0; id < GAUGE_COUNT; id++) {
		const char *name = severity_gauge_name((enum gauge_id)id);
		struct str cell = tsv_cell(t, row, tsv_column(t, name));
		enum rc rc = cell.n ? severity_gauge_parse(
					      p, (enum gauge_id)id, cell, &g.v[id], err)
				    : RC_OK;
		struct str what;

		if (rc == RC_OK)
			continue;
		what = str_z(arena_strdup(a, err->text));
		return err_set(
			err, rc, "%s:%u: %s: %.*s", t->file, t->lines[row], name, STR_ARG(what));
	}
	severity_evaluate(p, &g, &r);
	printf("%.*s\t%d\t%.*s\n",
		STR_ARG(utf8_plain(a, tsv_cell(t, row, tsv_column(t, "id")), UTF8_LINE)), r.level,
		STR_ARG(severity_rules_text(a, p, &r)));
	return RC_OK;
}

static enum rc do_sev_file(struct app *app, const struct act *act, struct arena *a, struct err *err)
{
	const char *file = str_to_z(a, act->file);
	struct str text;
	struct tsv t;
	enum rc rc = file_read(a, file, GAUGE_FILE_MAX, &text, err);

	if (rc == RC_OK)
		rc = tsv_parse(a, file, text, &t, err);
	if (rc == RC_OK && tsv_column(&t, "id") < 0)
		rc = err_set(err, RC_USAGE, "%s:1: there is no column `id`", file);
	for (size_t n = 0; rc == RC_OK && n < t.rows; n++)
		rc = score_row(app, &t, n, a, err);
	return rc;
}

static enum rc allow_channel(struct app *app, const struct act *act)
{
	if (app->courier)
		courier_allow(app->courier, act->name);
	return RC_OK;
}

enum rc app_act(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err)
{
	switch ((int)act->type) {
	case ACT_CHANNEL:
		return allow_channel(app, act);
	case ACT_EXPORT:
		if (str_eq_z(act->name, "actions"))
			return app_export_actions(app, act, a, ret_doc, err);
		if (str_eq_z(act->name, "status"))
			return app_export_status(app, act, a, ret_doc, err);
		return do_export(app, act, a, ret_doc, err);
	case ACT_IMPORT:
		return app_import(app, act, focus(app), a, ret_doc, err);
	case ACT_PATTERN:
		return app_pattern(app, act, a, ret_doc, err);
	case ACT_LINT:
		return do_lint(app, act, a, err);
	case ACT_VERIFY:
		return app_verify(app, act, a, ret_doc, err);
	case ACT_BACKUP:
		return app_backup(app, act, a, ret_doc, err);
	case ACT_KEEP:
		return app_keep(app, act, a, ret_doc, err);
	case ACT_GET_KEPT:
		return app_get_kept(app, act, a, ret_doc, err);
	case ACT_SEV_FILE:
		return do_sev_file(app, act, a, err);
	case ACT_REPLAY:
		return app_replay(app, act, a, ret_doc, err);
	case ACT_INIT:
		return app_init_config(app, a, ret_doc, err);
	case ACT_RUN:
		return app_exec(app, act, a, err);
	case ACT_DEMO:
		return app_run_demo(app, err);
	case ACT_IRC:
	case ACT_SET:
	case ACT_THEME:
	case ACT_BIND:
		return app_set(app, act, a, ret_doc, err);
	default:
		return err_set(err, RC_STATE, "that works in the console only");
	}
}
