/* cmd_report.c: figures over several incidents, and single figures worked out from what is said: report. */
#include "command/command_internal.h"
#include "core/formula.h"
#include "doc/print.h"
#include "view/view_action_report.h"
#include "view/view_report.h"

/* What is no text and no JSON is a file: it goes to standard output. */
static enum rc print_file(const struct ask *ask, const struct doc *d, bool drawn,
	struct outcome *out, struct err *err)
{
	struct str text;
	enum rc rc;

	if (ask->door != DOOR_SHELL)
		return err_set(err, RC_USAGE,
			"csv and svg are files: ask in a shell, `warroom report ... > FILE`");
	rc = drawn ? print_figure(ask->arena, d, NULL, &text, err)
		   : print_csv(ask->arena, d, NULL, &text, err);
	if (rc == RC_OK)
		buf_add(&out->json, text);
	return rc;
}

static enum rc read_period(const struct args *args, instant *from, instant *to, struct err *err)
{
	struct stamp at;

	*from = args_time(args, "from", &at) ? at.at : INSTANT_NONE;
	*to = args_time(args, "to", &at) ? at.at : INSTANT_NONE;
	if (*from != INSTANT_NONE && *to != INSTANT_NONE && *from >= *to)
		return err_set(err, RC_USAGE, "from= comes before to=");
	return RC_OK;
}

static enum rc measured(
	const struct ask *ask, const struct args *args, struct metric_report *ret, struct err *err)
{
	instant from, to;
	enum rc rc = read_period(args, &from, &to, err);

	if (args_is(args, "format", "md"))
		return err_set(err, RC_USAGE, "`report actions format=md` is what is written so");
	if (rc == RC_OK)
		metric_report_of(
			ask->arena, ask->board, from, to, ask->now, ask->door == DOOR_IRC, ret);
	return rc;
}

static enum rc actions(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct action_report r;
	instant from, to;
	struct str text;
	enum rc rc = read_period(args, &from, &to, err);

	if (rc != RC_OK)
		return rc;
	action_report_of(ask->arena, ask->board, from, to, ask->now, ask->door == DOOR_IRC, &r);
	if (args_is(args, "format", "csv"))
		return print_file(ask, view_action_report_table(ask->arena, &r), false, out, err);
	if (args_is(args, "format", "svg"))
		return err_set(err, RC_USAGE, "`report metrics format=svg` is what can be drawn");
	if (wants_json(ask, args))
		view_action_report_json(&out->json, &r);
	doc_append(out->reply, view_action_report(ask->arena, &r));
	if (!args_is(args, "format", "md"))
		return RC_OK;
	rc = print_markdown(ask->arena, out->reply, NULL, &text, err);
	if (rc == RC_OK)
		buf_add(&out->json, text);
	return rc;
}

static enum rc metrics(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct metric_report r;
	enum rc rc = measured(ask, args, &r, err);

	if (rc != RC_OK)
		return rc;
	if (args_is(args, "format", "csv"))
		return print_file(ask, view_metrics_table(ask->arena, &r), false, out, err);
	if (args_is(args, "format", "svg"))
		return print_file(ask, view_metrics(ask->arena, &r), true, out, err);
	if (wants_json(ask, args))
		view_metrics_json(&out->json, &r);
	doc_append(out->reply, view_metrics(ask->arena, &r));
	return RC_OK;
}

static enum rc incidents(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct metric_report r;
	enum rc rc = measured(ask, args, &r, err);

	if (rc != RC_OK)
		return rc;
	if (args_is(args, "format", "svg"))
		return err_set(err, RC_USAGE, "`report metrics format=svg` is what can be drawn");
	if (args_is(args, "format", "csv"))
		return print_file(
			ask, view_metric_incidents(ask->arena, &r, true), false, out, err);
	if (wants_json(ask, args))
		view_metric_incidents_json(&out->json, &r);
	doc_append(out->reply, view_metric_incidents(ask->arena, &r, false));
	return RC_OK;
}

static void list_formulas(const struct ask *ask, struct outcome *out)
{
	static const struct doc_column columns[] = {{.title = {"formula", 7}},
		{.title = {"what it is", 10}, .flexible = true},
		{.title = {"written like", 12}, .flexible = true}};
	struct doc_block *t = doc_table(out->reply, columns, 3);
	const struct formula *f;

	(void)ask;
	for (size_t n = 0; (f = formula_at(n)); n++) {
		struct doc_row *row = doc_table_row(out->reply, t, (struct str){0});

		doc_cell(out->reply, row, 0, ROLE_CMD, str_z(f->name));
		doc_cell(out->reply, row, 1, ROLE_TEXT, str_z(f->brief));
		doc_cell(out->reply, row, 2, ROLE_DIM, str_z(f->example));
	}
}

static enum rc eval(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str name = args_str(args, "name"), value;
	enum rc rc;

	if (!name.n) {
		list_formulas(ask, out);
		return RC_OK;
	}
	rc = formula_eval(ask->arena, name, args_str(args, "input"), &value, err);
	if (rc != RC_OK)
		return rc;
	if (wants_json(ask, args)) {
		struct json_out o;

		json_out_init(&o, &out->json);
		json_out_open(&o, NULL, '{');
		json_out_str(&o, "formula", name);
		json_out_str(&o, "value", value);
		json_out_close(&o, '}');
		buf_add_ch(&out->json, '\n');
	}
	reply(out, ROLE_TEXT, "%.*s", STR_ARG(value));
	return RC_OK;
}

static enum rc report(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	if (args_is(args, "what", "eval"))
		return eval(ask, args, out, err);
	if (args_has(args, "name"))
		return err_set(err, RC_USAGE,
			"`report metrics [from=2026-11-01] [to=2026-12-01]`; only eval takes a "
			"name");
	if (args_is(args, "what", "actions"))
		return actions(ask, args, out, err);
	if (args_is(args, "what", "incidents"))
		return incidents(ask, args, out, err);
	return metrics(ask, args, out, err);
}

static const struct command rows[] = {
	{"report", NULL,
		"figures over incidents: metrics, incidents one by one, actions by owner; eval "
		"works "
		"one figure out",
		"<what:metrics|incidents|actions|eval> [<name:word>] [<input:text>] [from=<time>] "
		"[to=<time>] [format=text|json|csv|md|svg]",
		"report metrics", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_NONE, report},
};

const struct command_family family_report = {
	"report", "figures over incidents", rows, sizeof rows / sizeof *rows};
