/* assemble.c: loads the policy tables, opens the journal, starts the engine. */
#include "app_internal.h"

#include <unistd.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "sys/entropy.h"
#include "sys/file.h"
#include "sys/paths.h"
#include "sys/user.h"

enum { POLICY_MAX = 4 * 1024 * 1024 };

static enum rc read_table(
	struct app *app, const char *name, const char **ret_path, struct str *ret, struct err *err)
{
	const char *path = app->shipped ? paths_find_shipped(app->arena, name)
					: paths_find(app->arena, name);

	if (!path)
		return err_set(err, RC_IO,
			"%s is missing: neither in the config folder nor in share/warroom", name);
	*ret_path = path;
	return file_read(app->arena, path, POLICY_MAX, ret, err);
}

static enum rc load_severity(struct app *app, struct err *err)
{
	struct severity_sources src;
	const struct {
		const char *name;
		struct severity_source *to;
	} tables[] = {{"policy/severity_inputs.tsv", &src.inputs},
		{"policy/severity_reach.tsv", &src.reach},
		{"policy/severity_matrix.tsv", &src.matrix},
		{"policy/severity_rules.tsv", &src.rules},
		{"policy/severity_holds.tsv", &src.holds}};
	enum rc rc = RC_OK;

	for (size_t n = 0; rc == RC_OK && n < sizeof tables / sizeof *tables; n++)
		rc = read_table(app, tables[n].name, &tables[n].to->file, &tables[n].to->text, err);
	return rc == RC_OK ? severity_policy_parse(app->arena, &src, &app->policies.severity, err)
			   : rc;
}

bool app_is_shipped(struct app *app, const char *path)
{
	return app->shipped ||
	       !str_starts(str_z(path), str_fmt(app->arena, "%s/", paths_config_dir(app->arena)));
}

/* names.txt: the names people go by beside their nicks, one a line. */
static enum rc load_names(struct app *app, struct phrase_roster *ret, struct err *err)
{
	const char *path = paths_find(app->arena, "names.txt");
	struct str *names, text, line;
	enum rc rc;

	*ret = (struct phrase_roster){0};
	if (!path)
		return RC_OK;
	rc = file_read(app->arena, path, POLICY_MAX, &text, err);
	if (rc != RC_OK)
		return rc;
	names = ARENA_ARRAY(app->arena, text.n / 2 + 1, struct str);
	while (str_split(&text, '\n', &line)) {
		line = str_trim(line);
		if (line.n > 1 && line.p[0] != '#')
			names[ret->n++] = line;
	}
	ret->names = names;
	return RC_OK;
}

static enum rc load_phrases(struct app *app, struct err *err)
{
	struct phrase_roster known;
	const char *path;
	struct str text;
	enum rc rc = read_table(app, "policy/phrases.tsv", &path, &text, err);

	if (rc == RC_OK)
		rc = load_names(app, &known, err);
	if (rc != RC_OK)
		return rc;
	rc = phrase_policy_read(app->arena, path, text, &known, &app->phrases, err);
	/* A table of the organisation is tried now; the shipped one was, and most verbs check no text. */
	if (rc == RC_OK && !app_is_shipped(app, path))
		rc = phrase_policy_compile(app->arena, app->phrases, err);
	if (rc != RC_OK) {
		phrase_policy_free(app->phrases);
		app->phrases = NULL;
	}
	app->policies.phrases = app->phrases;
	return rc;
}

/* The texts that drafts start from: whatever stands in the folders, each name once. */
static enum rc load_templates(struct app *app, struct err *err)
{
	struct file_names names;
	enum rc rc = paths_list(app->arena, "update", ".md", &names, err);

	for (size_t n = 0; rc == RC_OK && n < names.n; n++) {
		struct str path = str_fmt(app->arena, "update/%.*s", STR_ARG(names.v[n]));
		const char *found = app->shipped ? paths_find_shipped(app->arena, path.p)
						 : paths_find(app->arena, path.p);
		struct str text;

		if (!found)
			continue; /* of the organisation alone, and its tables are not in force */
		rc = file_read(app->arena, found, POLICY_MAX, &text, err);
		if (rc == RC_OK)
			rc = update_texts_template(app->updates, found, names.v[n], text, err);
	}
	return rc;
}

static enum rc load_updates(struct app *app, struct err *err)
{
	const char *path;
	struct str text;
	enum rc rc = read_table(app, "policy/update_parts.tsv", &path, &text, err);

	update_texts_free(app->updates);
	app->updates = update_texts_new(app->arena);
	app->policies.updates = app->updates;
	if (rc == RC_OK)
		rc = update_texts_parts(app->updates, path, text, err);
	if (rc == RC_OK && !app_is_shipped(app, path))
		rc = update_texts_compile(app->updates, err);
	return rc == RC_OK ? load_templates(app, err) : rc;
}

static enum rc load_all(struct app *app, struct err *err)
{
	const char *path;
	struct str text;
	enum rc rc = load_severity(app, err);

	if (rc == RC_OK)
		rc = read_table(app, "policy/roles.tsv", &path, &text, err);
	if (rc == RC_OK)
		rc = roles_policy_parse(
			app->arena, app->policies.severity, path, text, &app->policies.roles, err);
	if (rc == RC_OK)
		rc = read_table(app, "policy/staffing.tsv", &path, &text, err);
	if (rc == RC_OK)
		rc = staffing_policy_parse(
			app->arena, app->policies.roles, path, text, &app->policies.staffing, err);
	if (rc == RC_OK)
		rc = read_table(app, "policy/cadence.tsv", &path, &text, err);
	if (rc == RC_OK)
		rc = cadence_policy_parse(app->arena, app->policies.severity, path, text,
			&app->policies.cadence, err);
	if (rc == RC_OK)
		rc = read_table(app, "policy/delivery.tsv", &path, &text, err);
	if (rc == RC_OK)
		rc = delivery_policy_parse(app->arena, path, text, &app->policies.delivery, err);
	if (rc == RC_OK)
		rc = load_updates(app, err);
	if (rc == RC_OK)
		rc = read_table(app, "policy/changes.tsv", &path, &text, err);
	if (rc == RC_OK)
		rc = change_policy_parse(app->arena, path, text, &app->policies.changes, err);
	if (rc == RC_OK)
		rc = read_table(app, "policy/loops.tsv", &path, &text, err);
	if (rc == RC_OK)
		rc = loops_policy_parse(app->arena, path, text, &app->policies.loops, err);
	if (rc == RC_OK)
		rc = read_table(app, "policy/vendors.tsv", &path, &text, err);
	if (rc == RC_OK)
		rc = vendor_policy_parse(app->arena, path, text, &app->policies.vendors, err);
	if (rc == RC_OK)
		rc = read_table(app, "policy/access.tsv", &path, &text, err);
	if (rc == RC_OK)
		rc = access_policy_parse(
			app->arena, app->policies.roles, path, text, &app->policies.access, err);
	return rc == RC_OK ? load_phrases(app, err) : rc;
}

/* A table of the organisation that does not hold is refused as a whole; the shipped tables stay in force. */
enum rc app_load_policies(struct app *app, struct err *err)
{
	enum rc rc = load_all(app, err);

	app_shelve_runbooks(app);
	if (rc != RC_USAGE)
		return rc;
	snprintf(app->policy_refused, sizeof app->policy_refused,
		"%s; the shipped policy is in force", err->text);
	app->shipped = true;
	return load_all(app, err);
}

static enum rc open_journal(struct app *app, struct err *err)
{
	const char *where = app->cli.journal;
	enum rc rc = RC_OK;

	if (!where) {
		where = paths_journal(app->arena);
		rc = file_mkdirs(file_dir(app->arena, where), 0700, err);
	}
	return rc == RC_OK ? journal_open(where, JOURNAL_CREATE, &app->journal, err) : rc;
}

static void name_holder(struct app *app)
{
	unsigned char id[4];
	char host[24] = "";

	gethostname(host, sizeof host - 1);
	entropy_fill(id, sizeof id);
	snprintf(app->holder, sizeof app->holder, "%s:%ld:%s", host, (long)getpid(),
		hex_encode(app->arena, id, sizeof id));
}

enum rc app_open(struct app *app, struct err *err)
{
	enum rc rc = open_journal(app, err);

	if (rc != RC_OK)
		return rc;
	name_holder(app);
	app->actor = app->cli.as.n ? utf8_plain(app->arena, app->cli.as, UTF8_IDENT)
				   : str_z(user_name(app->arena));
	return engine_new(app->journal, &app->policies, app->loop, &app->engine, err);
}

void app_close(struct app *app)
{
	replay_free(app->replay);
	app_exec_close(app);
	courier_close(app->courier);
	app_drop_work(app);
	app_close_networks(app);
	bridge_close(app->bridge);
	tui_close(app->tui);
	if (app->engine)
		engine_clocks_stop(app->engine, app->holder);
	engine_free(app->engine);
	journal_close(app->journal);
	loop_free(app->loop);
	log_close(app->log);
	phrase_policy_free(app->phrases);
	update_texts_free(app->updates);
	feed_patterns_clear(&app->patterns);
	arena_free(app->arena);
}
