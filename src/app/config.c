/* config.c: set, irc, theme and bind lines, from warroom.conf and from every other door. */
#include "app_internal.h"

#include "base/utf8.h"
#include "irc/options.h"
#include "lang/config.h"
#include "sys/file.h"
#include "sys/paths.h"
#include "sys/zone.h"

/* The sentence may quote the file: its bytes are not the terminal's to obey. */
static void complain(struct app *app, const struct err *err)
{
	struct str text = utf8_plain(app->arena, str_z(err->text), UTF8_LINE);

	if (app->tui)
		tui_notice(app->tui, ROLE_ERR, text);
	else if (app->log)
		log_say(app->log, LOG_LEVEL_WARNING, text);
	else
		fprintf(stderr, "warroom: %.*s\n", STR_ARG(text));
}

static enum rc set_irc(struct app *app, struct str name, struct str value, struct err *err)
{
	enum rc rc = irc_options_set(&app->irc, name, value, err);

	return rc == RC_OK && app->bridge ? bridge_set(app->bridge, name, value, err) : rc;
}

static enum rc set_zone(struct app *app, struct str value, struct err *err)
{
	const struct zone *zone;
	enum rc rc = zone_load(app->arena, str_to_z(app->arena, value), &zone, err);

	if (rc == RC_OK)
		engine_set_zone(app->engine, zone);
	return rc;
}

static enum rc set_option(struct app *app, const struct act *said, struct arena *a,
	struct doc **ret_doc, struct err *err)
{
	const struct option *o = NULL;
	struct act act = *said;
	struct str before;
	enum rc rc = RC_OK;

	if (app_is_network(act.name))
		return app_set_network(app, act.name, act.text, err);
	if (act.name.n)
		rc = option_find(act.name, &o, err);
	if (rc != RC_OK)
		return rc;
	if (!act.text.n) {
		*ret_doc = doc_new(a);
		options_show(app->options, o, *ret_doc);
		return RC_OK;
	}
	before = str_dup(a, options_text(app->options, o->name));
	rc = options_set(app->options, act.name, act.text, &o, err);
	if (rc != RC_OK)
		return rc;
	act.name = str_z(o->name);
	act.text = options_text(app->options, o->name);
	if (str_starts(act.name, STR("irc."))) {
		rc = set_irc(app, str_cut(act.name, 4, act.name.n), act.text, err);
		/* What is not taken is not kept: it may be a password in the wrong place. */
		if (rc != RC_OK)
			(void)options_set(app->options, act.name, before, &o, &(struct err){0});
		return rc;
	}
	if (str_starts(act.name, STR("runbook."))) {
		app_set_runbooks(app, act.name, act.text);
		return RC_OK;
	}
	if (str_eq_z(act.name, "status.page"))
		return app_status_page(app, act.text, a, err);
	if (str_eq_z(act.name, "zone"))
		return set_zone(app, act.text, err);
	if (app->tui && tui_act(app->tui, &act, err) != RC_OK && err->rc != RC_USAGE)
		return err->rc;
	return RC_OK;
}

static enum rc act_irc(struct app *app, const struct act *act, struct arena *a,
	struct doc **ret_doc, struct err *err)
{
	struct bridge_setup setup = {
		.engine = app->engine, .options = app->irc, .holder = app->holder};
	enum rc rc = RC_OK;

	/* A shell verb only leaves its wish; whoever holds the bridge follows it. */
	if (!app->loop)
		app->loop = loop_new();
	setup.loop = app->loop;
	if (!app->bridge)
		rc = bridge_open(&setup, &app->bridge, err);
	if (rc == RC_OK)
		rc = bridge_act(app->bridge, act, a, ret_doc, err);
	if (rc == RC_OK && str_eq_z(act->name, "status"))
		app_show_networks(app, *ret_doc);
	return rc;
}

enum rc app_set(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err)
{
	if (act->type == ACT_SET)
		return set_option(app, act, a, ret_doc, err);
	if (act->type == ACT_IRC)
		return act_irc(app, act, a, ret_doc, err);
	if (!app->tui)
		return err_set(err, RC_STATE, "there is no screen here to change");
	return tui_act(app->tui, act, err);
}

/* What a line of the file wishes for: without a screen or a bridge only options count. */
static enum rc apply(struct app *app, const struct act *act, struct arena *a, struct err *err)
{
	struct doc *ignored = NULL;

	if (act->type == ACT_IRC && (!app->loop || app->watching))
		return RC_OK;
	if (act->type == ACT_CHANNEL || act->type == ACT_PATTERN)
		return app_act(app, act, a, &ignored, err);
	if ((act->type == ACT_THEME || act->type == ACT_BIND) && !app->tui)
		return RC_OK;
	return app_set(app, act, a, &ignored, err);
}

static enum rc run_line(
	struct app *app, const struct config_line *line, struct arena *a, struct err *err)
{
	struct request rq = {.door = DOOR_CONFIG,
		.actor = app->actor,
		.capabilities = CAP_ALL,
		.line = line->text};
	struct answer answer;
	struct err what = {.at = -1};
	enum rc rc = engine_submit(app->engine, &rq, a, &answer, &what);

	for (size_t n = 0; rc == RC_OK && n < answer.act_count; n++)
		rc = apply(app, &answer.acts[n], a, &what);
	return rc == RC_OK ? RC_OK : config_error(line, &what, err);
}

enum rc app_read_config(struct app *app, struct err *err)
{
	const char *path = app->cli.config ? app->cli.config : paths_config(app->arena);
	const struct config_line *lines;
	struct arena *a;
	struct str text;
	size_t n = 0;
	enum rc rc;

	if (app->policy_refused[0]) {
		snprintf(err->text, sizeof err->text, "%s", app->policy_refused);
		complain(app, err);
	}
	rc = file_read(app->arena, path, CONFIG_MAX, &text, err);
	if (rc == RC_UNKNOWN && !app->cli.config)
		return RC_OK;
	if (rc == RC_OK)
		rc = config_split(app->arena, path, text, &lines, &n, err);
	if (rc != RC_OK)
		return rc;
	a = arena_new();
	for (size_t k = 0; k < n; k++) {
		struct err bad;

		arena_reset(a);
		if (run_line(app, &lines[k], a, &bad) != RC_OK)
			complain(app, &bad);
	}
	arena_free(a);
	return RC_OK;
}

static const char starter[] =
	"# warroom.conf: lines of the command language; `warroom help` lists the verbs.\n"
	"# A line that does not work is told with its number and skipped.\n"
	"\n"
	"# set zone Europe/Berlin\n"
	"# theme light\n"
	"# bind F5 \"timeline type=sev,log\"\n"
	"\n"
	"# The bridge to IRC. Nicks are trusted only in a closed network.\n"
	"# irc connect irc.example.org #war-room\n"
	"# irc cafile /etc/ssl/certs/our-authority.pem\n"
	"# irc trust nicks\n"
	"# irc trust accounts\n"
	"# person @lead account=alice\n"
	"\n"
	"# Where updates go. What a line here names may be run or written by this machine.\n"
	"# channel add execs to=execs via=mail target=execs@example.org\n"
	"# set mail.command \"/usr/sbin/sendmail -t -i\"\n"
	"# set status.page /srv/status\n";

enum rc app_init_config(struct app *app, struct arena *a, struct doc **ret_doc, struct err *err)
{
	const char *path = app->cli.config ? app->cli.config : paths_config(a);
	enum rc rc;

	if (file_exists(path))
		return err_set(err, RC_STATE, "%s is there already; it was not touched", path);
	rc = file_mkdirs(file_dir(a, path), 0700, err);
	if (rc == RC_OK)
		rc = file_write(path, str_z(starter), 0600, err);
	if (rc == RC_OK) {
		*ret_doc = doc_new(a);
		doc_para(*ret_doc,
			str_fmt(a, "%s written; every line is a remark until you take its # away",
				path));
	}
	return rc;
}
