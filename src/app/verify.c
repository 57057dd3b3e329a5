/* verify.c: checks and copies a whole journal: the chain of its records, and the files that were kept beside it. */
#include "work.h"

#include "base/vec.h"
#include "core/evidence.h"

static bool print_progress(uint64_t done, uint64_t total, void *ctx)
{
	(void)ctx;
	if (total >= 500000 && done && done % 100000 == 0)
		fprintf(stderr, "\r%llu of %llu records", (unsigned long long)done,
			(unsigned long long)total);
	return true;
}

/* ---- What the journal says was kept ---- */

struct item {
	struct hash hash;
	struct str label; /* "INC-1 EV-2 core.web1" */
};

/* Every file once, under the first of its names. */
struct files {
	struct work work;
	const char *folder, *to_folder; /* to_folder NULL: they are only checked */
	struct arena *scratch;          /* bodies while they are read */
	VEC(struct item) items;
	size_t bad;
	struct str done_words;
};

static bool is_listed(const struct files *f, const struct hash *h)
{
	for (size_t n = 0; n < f->items.n; n++)
		if (hash_eq(&f->items.v[n].hash, h))
			return true;
	return false;
}

static enum rc list_record(const struct record *r, void *ctx)
{
	struct files *f = ctx;
	const struct json *body;
	struct err ignored;
	struct str sha256;
	struct item x;

	if (r->ev.kind != EV_EVIDENCE_KEPT || r->erased)
		return RC_OK;
	arena_reset(f->scratch);
	if (json_parse(f->scratch, r->ev.body, &body, &ignored) != RC_OK)
		return RC_OK;
	sha256 = json_str(body, "sha256");
	if (!evidence_is_hash(sha256) || !hex_decode(sha256, x.hash.b, HASH_SIZE) ||
		is_listed(f, &x.hash))
		return RC_OK;
	x.label = str_fmt(f->work.arena, "INC-%u EV-%lld %.*s", r->ev.incident,
		(long long)json_int(body, "id", 0), STR_ARG(json_str(body, "name")));
	*VEC_PUSH(f->work.arena, &f->items) = x;
	return RC_OK;
}

static enum rc list_files(struct files *f, struct journal *j, struct err *err)
{
	struct journal_window all = {.incident = UINT32_MAX,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE,
		.state_only = true};
	enum rc rc;

	f->scratch = arena_new();
	rc = journal_read_window(j, &all, list_record, f, err);
	arena_free(f->scratch);
	f->work.n = f->items.n;
	return rc;
}

/* ---- One after the other ---- */

static enum rc open_file(struct work *w, size_t k, struct blob **ret, struct err *err)
{
	struct files *f = (struct files *)w;
	const struct hash *h = &f->items.v[k].hash;

	return f->to_folder ? blob_copy(f->folder, h, f->to_folder, ret, err)
			    : blob_check(f->folder, h, ret, err);
}

/* What is missing or altered is named; the rest is looked at all the same. */
static enum rc item_read(
	struct work *w, size_t k, const struct blob *b, enum rc rc, struct err *err)
{
	struct files *f = (struct files *)w;

	(void)b;
	if (rc != RC_UNKNOWN && rc != RC_CORRUPT && (rc != RC_IO || f->to_folder))
		return rc;
	doc_paraf(w->reply, ROLE_SEV1, "%.*s: %s", STR_ARG(f->items.v[k].label), err->text);
	f->bad++;
	return RC_OK;
}

static enum rc finish_files(struct work *w, struct err *err)
{
	struct files *f = (struct files *)w;

	if (f->bad)
		return err_set(err, RC_CORRUPT, "%zu of %zu kept files %s not what was kept",
			f->bad, w->n, f->bad == 1 ? "is" : "are");
	if (w->n)
		doc_paraf(w->reply, ROLE_TEXT, "%zu kept file%s, %.*s", w->n, w->n == 1 ? "" : "s",
			STR_ARG(f->done_words));
	return RC_OK;
}

static struct files *files_new(struct app *app, struct arena *act, struct journal *j)
{
	struct arena *a = work_arena(app, act);
	struct files *f = ARENA_NEW(a, struct files);

	f->folder = app_evidence_folder(a, j);
	f->work = (struct work){.app = app,
		.arena = a,
		.named = "kept files",
		.open = open_file,
		.item = item_read,
		.finish = finish_files};
	return f;
}

/* What there was to say first stands above what the files give. */
static enum rc work_on(
	struct files *f, struct journal *j, struct str first, struct doc **ret_doc, struct err *err)
{
	struct arena *a = f->work.arena;
	enum rc rc = list_files(f, j, err);

	if (rc != RC_OK) {
		if (f->work.app->tui)
			arena_free(a);
		return rc;
	}
	f->work.first = first;
	return app_work(&f->work, ret_doc, err);
}

/* ---- The acts ---- */

enum rc app_verify(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err)
{
	struct journal *other = NULL, *j = app->journal;
	struct journal_verdict v;
	struct files *f;
	enum rc rc = RC_OK;

	if (act->file.n)
		rc = journal_open(str_to_z(a, act->file), JOURNAL_READ_ONLY, &other, err);
	j = other ? other : j;
	if (rc == RC_OK)
		rc = journal_verify(j, app->tui ? NULL : print_progress, NULL, &v, err);
	if (rc == RC_OK) {
		f = files_new(app, a, j);
		f->work.doing = "checking";
		f->done_words = STR("all as they were kept");
		rc = work_on(f, j,
			str_fmt(f->work.arena, "%llu records, chain intact, head %s",
				(unsigned long long)v.records, hash_hex(a, &v.head)),
			ret_doc, err);
	}
	journal_close(other);
	return rc;
}

enum rc app_backup(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err)
{
	const char *to = str_to_z(a, act->file);
	enum rc rc = journal_backup(app->journal, to, app->tui ? NULL : print_progress, NULL, err);
	struct files *f;

	if (rc != RC_OK)
		return rc;
	f = files_new(app, a, app->journal);
	f->work.doing = "copying";
	f->to_folder = arena_printf(f->work.arena, "%s.evidence", to);
	f->done_words = str_fmt(f->work.arena, "copied to %s", f->to_folder);
	return work_on(f, app->journal,
		str_fmt(f->work.arena, "copied to %s; `warroom verify %s` checks it", to, to),
		ret_doc, err);
}
