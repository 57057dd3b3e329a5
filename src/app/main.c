/* main.c: reads the command line and runs the console, the server, or one verb. */
#include <langinfo.h>
#include <locale.h>
#include <signal.h>

#include "app_internal.h"
#include "cli/docs.h"
#include "command/command.h"
#include "version.h"

static enum rc print_docs(struct app *app, struct err *err)
{
	struct str page;
	enum rc rc = docs_print(app->arena, app->cli.docs, &page, err);

	if (rc == RC_OK && fwrite(page.p, 1, page.n, stdout) != page.n)
		rc = err_set(err, RC_IO, "cannot write the page");
	return rc;
}

static bool is_verb(const struct app *app, const char *name)
{
	const struct command *c;
	struct err ignored;

	return app->cli.argc &&
	       command_find(str_z(app->cli.argv[0]), DOOR_SHELL, &c, &ignored) == RC_OK &&
	       !strcmp(c->name, name);
}

static bool stays_open(const struct app *app)
{
	return !app->cli.argc || is_verb(app, "serve") || is_verb(app, "replay") ||
	       is_verb(app, "watch");
}

static enum rc run(struct app *app, struct err *err)
{
	enum rc rc = app_load_policies(app, err);

	if (rc != RC_OK)
		return rc;
	app->options = options_new(app->arena);
	if (stays_open(app))
		app->loop = loop_new();
	rc = app_open(app, err);
	if (rc != RC_OK)
		return rc;
	if (!app->cli.argc)
		return app_run_console(app, err);
	if (is_verb(app, "watch"))
		return app_run_watch(app, err);
	return is_verb(app, "serve") ? app_run_serve(app, err) : app_run_verb(app, err);
}

/* Replies of verbs are UTF-8 whatever the locale says; only a screen must keep to what its terminal can draw. */
static void widen_locale(const struct app *app)
{
	if (app->cli.argc && strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
}

int main(int argc, char **argv)
{
	struct app app = {.arena = arena_new(), .irc = irc_options_default()};
	struct err err = {.at = -1};
	enum rc rc;

	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C"); /* what is stored says 2.5 everywhere */
	signal(SIGPIPE, SIG_IGN);
	rc = cli_parse(argc, argv, &app.cli, &err);
	if (rc == RC_OK)
		widen_locale(&app);
	if (rc == RC_OK && app.cli.help)
		fputs(cli_usage(), stdout);
	else if (rc == RC_OK && app.cli.version)
		puts("warroom " WARROOM_VERSION);
	else if (rc == RC_OK && app.cli.docs)
		rc = print_docs(&app, &err);
	else if (rc == RC_OK)
		rc = run(&app, &err);
	/* The screen goes first: a complaint must stand on the restored terminal. */
	tui_close(app.tui);
	app.tui = NULL;
	if (rc != RC_OK)
		cli_complain(app.arena, &app.cli, &err);
	app_close(&app);
	return rc == RC_OK ? app.exit_status : err_exit_status(rc);
}
