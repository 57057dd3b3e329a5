/* keep.c: bytes into the folder of kept evidence beside the journal, and copies out of it. */
#include "work.h"

#include <unistd.h>

#include "base/utf8.h"
#include "command/kept.h"
#include "sys/file.h"

enum { NAME_MAX_KEPT = 200 };

const char *app_evidence_folder(struct arena *a, const struct journal *j)
{
	return arena_printf(a, "%s.evidence", journal_path(j));
}

static enum rc must_have_folder(const struct journal *j, struct err *err)
{
	if (strcmp(journal_path(j), "memory:") != 0)
		return RC_OK;
	return err_set(err, RC_STATE, "a journal in memory has no place for files");
}

static struct request request_of(struct app *app, uint32_t incident)
{
	return (struct request){.door = app->tui ? DOOR_CONSOLE : DOOR_SHELL,
		.actor = app->actor,
		.capabilities = CAP_ALL,
		.incident = incident};
}

/* ---- In ---- */

struct keeping {
	struct work work;
	const char *file;
	struct kept kept;
	uint32_t incident;
	uint64_t most;
};

static enum rc open_kept(struct work *w, size_t k, struct blob **ret, struct err *err)
{
	struct keeping *x = (struct keeping *)w;
	const char *folder = app_evidence_folder(w->arena, w->app->journal);
	enum rc rc = blob_keep(folder, x->file, x->most, ret, err);

	(void)k;
	return rc;
}

static enum rc too_long(const struct keeping *x, struct err *err)
{
	return err_set(err, RC_LIMIT,
		"%s is longer than the %llu MiB that are kept of one item: keep a part of it, or "
		"`set "
		"evidence.max ...` in warroom.conf",
		x->work.named, (unsigned long long)(x->most / (1024 * 1024)));
}

static enum rc item_kept(
	struct work *w, size_t k, const struct blob *b, enum rc rc, struct err *err)
{
	struct keeping *x = (struct keeping *)w;

	(void)k;
	if (rc == RC_LIMIT)
		return too_long(x, err);
	if (rc != RC_OK)
		return rc;
	x->kept.sha256 = str_z(hash_hex(w->arena, blob_hash(b)));
	x->kept.size = blob_bytes(b);
	return RC_OK;
}

static enum rc decide_kept(const struct ask *ask, void *ctx, struct outcome *out, struct err *err)
{
	return kept_decide(ask, ctx, out, err);
}

/* The bytes are on disk: now they may be on record. */
static enum rc finish_kept(struct work *w, struct err *err)
{
	struct keeping *x = (struct keeping *)w;
	struct request rq = request_of(w->app, x->incident);
	struct answer answer;
	enum rc rc;

	rq.decide = decide_kept;
	rq.ctx = &x->kept;
	rc = engine_submit(w->app->engine, &rq, w->arena, &answer, err);
	if (rc == RC_OK)
		doc_append(w->reply, answer.reply);
	return rc;
}

/* A name from outside as a word of the record: its last part, without what a terminal would obey. */
static struct str clean_name(struct arena *a, const char *file)
{
	struct str name = utf8_plain(a, str_z(file_base(file)), UTF8_LINE);

	if (strcmp(file, "-") == 0)
		return STR("standard input");
	return str_cut(name, 0, utf8_floor(name, name.n < NAME_MAX_KEPT ? name.n : NAME_MAX_KEPT));
}

enum rc app_keep(struct app *app, const struct act *act, struct arena *act_arena,
	struct doc **ret_doc, struct err *err)
{
	struct arena *a;
	struct keeping *x;
	uint64_t most = 256;
	enum rc rc = must_have_folder(app->journal, err);

	if (rc != RC_OK)
		return rc;
	str_to_u64(options_text(app->options, "evidence.max"), UINT32_MAX, &most);
	a = work_arena(app, act_arena);
	x = ARENA_NEW(a, struct keeping);
	x->file = str_to_z(a, act->file);
	x->incident = act->incident;
	x->most = most * 1024 * 1024;
	x->kept = (struct kept){
		.name = clean_name(a, x->file), .note = str_dup(a, act->text), .when = act->when};
	x->work = (struct work){.app = app,
		.arena = a,
		.doing = "keeping",
		.named = str_to_z(a, x->kept.name),
		.n = 1,
		.open = open_kept,
		.item = item_kept,
		.finish = finish_kept};
	return app_work(&x->work, ret_doc, err);
}

/* ---- Out ---- */

struct getting {
	struct work work;
	struct hash hash;
	const char *file;
	uint32_t id, incident;
};

static enum rc open_copy(struct work *w, size_t k, struct blob **ret, struct err *err)
{
	struct getting *x = (struct getting *)w;

	(void)k;
	return blob_get(
		app_evidence_folder(w->arena, w->app->journal), &x->hash, x->file, ret, err);
}

static enum rc item_copied(
	struct work *w, size_t k, const struct blob *b, enum rc rc, struct err *err)
{
	(void)w;
	(void)k;
	(void)b;
	(void)err;
	return rc;
}

static enum rc decide_copied(const struct ask *ask, void *ctx, struct outcome *out, struct err *err)
{
	struct getting *x = ctx;

	return kept_copied_decide(
		ask, x->id, utf8_plain(ask->arena, str_z(x->file), UTF8_LINE), out, err);
}

/* A copy that is on no record must not stay. */
static enum rc finish_copy(struct work *w, struct err *err)
{
	struct getting *x = (struct getting *)w;
	struct request rq = request_of(w->app, x->incident);
	struct answer answer;
	enum rc rc;

	rq.decide = decide_copied;
	rq.ctx = x;
	rc = engine_submit(w->app->engine, &rq, w->arena, &answer, err);
	if (rc == RC_OK)
		doc_append(w->reply, answer.reply);
	else
		unlink(x->file);
	return rc;
}

enum rc app_get_kept(struct app *app, const struct act *act, struct arena *act_arena,
	struct doc **ret_doc, struct err *err)
{
	struct arena *a;
	struct getting *x;
	struct hash hash;
	uint64_t id = 0;
	enum rc rc = must_have_folder(app->journal, err);

	if (rc == RC_OK &&
		(!hex_decode(act->text, hash.b, HASH_SIZE) ||
			!str_to_u64(str_cut(act->name, 3, act->name.n), UINT32_MAX, &id)))
		rc = err_set(err, RC_BUG, "an item without a hash");
	if (rc != RC_OK)
		return rc;
	a = work_arena(app, act_arena);
	x = ARENA_NEW(a, struct getting);
	x->hash = hash;
	x->file = str_to_z(a, act->file);
	x->id = (uint32_t)id;
	x->incident = act->incident;
	x->work = (struct work){.app = app,
		.arena = a,
		.doing = "copying",
		.named = str_to_z(a, act->name),
		.n = 1,
		.open = open_copy,
		.item = item_copied,
		.finish = finish_copy};
	return app_work(&x->work, ret_doc, err);
}
