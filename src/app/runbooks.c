/* runbooks.c: reads the runbooks of the config folder and the shipped ones when somebody first asks for them. */
#include "app_internal.h"

#include "sys/file.h"
#include "sys/paths.h"

static void add_file(struct app *app, struct runbook_library *l, const char *path, bool shipped)
{
	const struct runbook_rules rules = {app->policies.severity, app->policies.roles};
	struct str text;
	struct err err;

	if (file_read(app->arena, path, RUNBOOK_FILE_MAX, &text, &err) == RC_OK)
		runbooks_add(app->arena, l, &rules, path, text, shipped);
	else
		*VEC_PUSH(app->arena, &l->refused) = str_z(arena_strdup(app->arena, err.text));
}

/* Those of the organisation first: their numbers stand against shipped ones. */
static void add_files(
	struct app *app, struct runbook_library *l, const struct file_names *names, bool shipped)
{
	for (size_t n = 0; n < names->n; n++) {
		const char *name = arena_printf(app->arena, "runbooks/%.*s", STR_ARG(names->v[n]));
		const char *path = paths_find(app->arena, name);

		if (path && app_is_shipped(app, path) == shipped)
			add_file(app, l, path, shipped);
	}
}

static const struct runbook_library *read_library(void *self)
{
	struct app *app = self;
	struct runbook_library *l = app->runbooks;
	struct file_names names = {0};
	struct err err;

	if (l)
		return l;
	l = app->runbooks = ARENA_NEW(app->arena, struct runbook_library);
	if (paths_list(app->arena, "runbooks", ".md", &names, &err) != RC_OK)
		*VEC_PUSH(app->arena, &l->refused) = str_z(arena_strdup(app->arena, err.text));
	add_files(app, l, &names, false);
	add_files(app, l, &names, true);
	return l;
}

void app_shelve_runbooks(struct app *app)
{
	app->shelf = (struct runbook_shelf){.library = read_library, .self = app};
	app->policies.runbooks = &app->shelf;
}

void app_set_runbooks(struct app *app, struct str name, struct str value)
{
	if (str_eq_z(name, "runbook.commands"))
		app->shelf.may_ask = str_eq_z(value, "ask");
	else
		app->shelf.allow = str_dup(app->arena, value);
}
