/* export.c: fills the template, prints it, and renews a file that is there without touching a person's words. */
#include "export_internal.h"

#include "base/utf8.h"
#include "core/draft.h"
#include "doc/read_markdown.h"
#include "doc/renew.h"
#include "sys/file.h"
#include "sys/paths.h"

enum { TEMPLATE_MAX = 1024 * 1024, OLD_FILE_MAX = 64 * 1024 * 1024, LOG_ROWS_MAX = 1000000 };

static const struct exporter *const exporters[] = {
#define EXPORTER(name) &exporter_##name,
#include "registry_exporters.h"
#undef EXPORTER
};

size_t export_formats(size_t at, const char **ret)
{
	size_t n = sizeof exporters / sizeof *exporters;

	if (at < n)
		*ret = exporters[at]->name;
	return n;
}

static enum rc find(struct str name, const struct exporter **ret, struct err *err)
{
	for (size_t n = 0; n < sizeof exporters / sizeof *exporters; n++)
		if (str_eq_z(name, exporters[n]->name)) {
			*ret = exporters[n];
			return RC_OK;
		}
	return err_set(err, RC_UNKNOWN, "there is no format %.*s", STR_ARG(name));
}

static enum rc slot(void *ctx, struct str name, struct doc *d, struct err *err)
{
	return view_retro_part(ctx, name, d, err);
}

static enum rc fill_template(
	struct retro_ask *ask, struct arena *a, struct doc **ret, struct err *err)
{
	const char *path = paths_find(a, "postmortem.md");
	struct str text;
	enum rc rc;

	if (!path)
		return err_set(err, RC_IO, "the template postmortem.md is missing");
	rc = file_read(a, path, TEMPLATE_MAX, &text, err);
	return rc == RC_OK ? read_markdown(a, path, text, slot, ask, ret, err) : rc;
}

static void add_chat(struct timeline *log, const struct rows *rows, uint32_t incident)
{
	static const struct timeline_filter all = {.from = INSTANT_NONE, .to = INSTANT_NONE};

	for (size_t n = 0; n < rows->n; n++)
		if (rows->v[n].chat.seq)
			chat_row_add(log, &all, incident, &rows->v[n].chat);
}

static enum rc full_log(const struct export_ask *ask, const struct incident *i, struct arena *a,
	struct timeline *ret, struct err *err)
{
	static const struct timeline_filter all = {
		.machinery = true, .from = INSTANT_NONE, .to = INSTANT_NONE};
	struct journal_window w = {.incident = i->number,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE,
		.limit = LOG_ROWS_MAX};
	struct rows rows;
	enum rc rc;

	timeline_of(a, i, &all, ret);
	rc = engine_window(ask->engine, &w, engine_board(ask->engine), a, &rows, err);
	if (rc != RC_OK)
		return rc;
	add_chat(ret, &rows, i->number);
	timeline_sort(ret, &all);
	return RC_OK;
}

static enum rc record_it(const struct export_ask *ask, struct arena *a, struct err *err)
{
	struct event ev;
	struct draft d;
	enum rc rc;

	draft_begin(&d, &ev, a, EV_EXPORTED, ask->incident, ask->now);
	ev.actor = ask->actor;
	ev.door = ask->door;
	json_out_z(&d.json, "what", "postmortem");
	json_out_str(&d.json, "format", ask->format);
	json_out_str(&d.json, "out", utf8_repair(a, str_z(ask->out)));
	json_out_z(&d.json, "head", hash_hex(a, &engine_board(ask->engine)->head));
	rc = draft_end(&d, err);
	return rc == RC_OK ? engine_append(ask->engine, &ev, 1, err) : rc;
}

static bool is_of_format(const struct exporter *x, struct str old)
{
	for (size_t n = 0; n < sizeof exporters / sizeof *exporters; n++) {
		struct str begins = str_z(exporters[n]->sign.begins);

		if (exporters[n] != x && begins.n && str_starts(old, begins))
			return false;
	}
	return str_starts(old, str_z(x->sign.begins)) && str_find(old, str_z(x->sign.holds)) >= 0;
}

/* What stands behind `mark`; empty when it is not there. */
static struct str behind(struct str text, const char *mark)
{
	ptrdiff_t at = str_find(text, str_z(mark));

	return at < 0 ? STR("") : str_cut(text, (size_t)at + strlen(mark), text.n);
}

/* A person may have taken the title out; only a number that is there and differs tells of another incident. */
static bool is_of_another(const struct exporter *x, struct str old, uint32_t incident)
{
	struct str rest = behind(behind(old, x->sign.title), x->sign.number);
	uint64_t found = 0;
	size_t n = 0;

	while (n < rest.n && rest.p[n] >= '0' && rest.p[n] <= '9')
		n++;
	return n && (!str_to_u64(str_cut(rest, 0, n), UINT32_MAX, &found) || found != incident);
}

/* What is there may be somebody's work: only our own export of this format and incident is written over. */
static enum rc must_be_ours(
	const struct export_ask *ask, const struct exporter *x, struct str old, struct err *err)
{
	struct str bom = STR("\xef\xbb\xbf");

	if (str_starts(old, bom))
		old = str_cut(old, bom.n, old.n);
	if (!is_of_format(x, old))
		return err_set(err, RC_STATE,
			"%s is there and is no %s export, so it stays as it is; name another file "
			"with out=",
			ask->out, x->name);
	if (is_of_another(x, old, ask->incident))
		return err_set(err, RC_STATE,
			"%s is the post-mortem of another incident; name another file with out=",
			ask->out);
	return RC_OK;
}

/* *text: the new text; becomes the old one with its generated parts renewed where there is something to keep. */
static enum rc renew(const struct export_ask *ask, const struct exporter *x, struct arena *a,
	struct str *text, struct err *err)
{
	struct str old;
	enum rc rc;

	if (!file_is_plain(ask->out))
		return err_set(err, RC_STATE,
			"%s is not a file that can be replaced; name another with out=", ask->out);
	rc = file_read(a, ask->out, OLD_FILE_MAX, &old, err);
	if (rc != RC_OK || !str_trim(old).n)
		return rc;
	rc = must_be_ours(ask, x, old, err);
	return rc == RC_OK && x->renewable ? renew_text(a, old, *text, text, err) : rc;
}

static enum rc write_out(const struct export_ask *ask, const struct exporter *x, struct arena *a,
	struct str *text, struct err *err)
{
	enum rc rc = file_exists(ask->out) ? renew(ask, x, a, text, err) : RC_OK;

	if (rc == RC_OK)
		rc = file_write(ask->out, *text, 0600, err);
	return rc == RC_OK ? record_it(ask, a, err) : rc;
}

enum rc export_postmortem(
	const struct export_ask *ask, struct arena *a, struct str *ret_text, struct err *err)
{
	const struct incident *i = board_incident(
		engine_board_for(ask->engine, ask->actor), ask->incident);
	struct export_input in = {.retro = {.policies = engine_policies(ask->engine),
					  .board = engine_board(ask->engine),
					  .incident = i,
					  .now = ask->now}};
	const struct exporter *x = NULL;
	struct timeline log = {.arena = a};
	struct doc *doc;
	struct str text;
	enum rc rc = find(ask->format, &x, err);

	if (rc == RC_OK && !i)
		rc = err_set(err, RC_UNKNOWN, "there is no INC-%u to export", ask->incident);
	if (rc == RC_OK)
		rc = fill_template(&in.retro, a, &doc, err);
	if (rc == RC_OK)
		rc = x->whole_log ? full_log(ask, i, a, &log, err) : RC_OK;
	if (rc != RC_OK)
		return rc;
	in.doc = doc;
	in.log = &log;
	in.title = str_fmt(a, "INC-%u %.*s", i->number, STR_ARG(i->title)).p;
	rc = x->print(a, &in, &text, err);
	if (rc == RC_OK && ask->out)
		rc = write_out(ask, x, a, &text, err);
	if (rc == RC_OK)
		*ret_text = text;
	return rc;
}
