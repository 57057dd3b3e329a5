/* importing.c: logs into the record, one file after the other, with progress and able to be broken off. */
#include "work.h"

#include "base/utf8.h"
#include "command/import_wish.h"
#include "feed/feed.h"
#include "sys/file.h"

/* A key must not wait long for a commit. */
enum { CONSOLE_GROUP = 500 };

struct importing {
	struct work work;
	struct feed_import in;
	struct import_wish wish;
	struct feed_job *job;
	size_t at; /* the file that is under way */
};

static struct str name_of(const struct feed_guess *g)
{
	return str_z(g->feed->name);
}

/* "war.log looks like irssi (28 of the first 29 records); znc would read 20" */
static struct str choice(const struct feed_result *r, struct arena *a)
{
	struct buf b;

	buf_init(&b, a, 1000);
	if (!r->guessed) {
		buf_addf(&b, "%.*s read as %s", STR_ARG(r->named), r->feed->name);
		return buf_str(&b);
	}
	buf_addf(&b, "%.*s looks like %s (%u of the first %u records", STR_ARG(r->named),
		r->feed->name, r->guesses[0].known, r->guesses[0].of);
	for (size_t n = 1; n < r->guessed; n++)
		buf_addf(&b, "%s %.*s would read %u", n > 1 ? "," : ";",
			STR_ARG(name_of(&r->guesses[n])), r->guesses[n].known);
	buf_add_z(&b, ")");
	return buf_str(&b);
}

static void say_strange(const struct feed_result *r, struct buf *b)
{
	const struct feed_count *c = &r->count;

	buf_addf(b, ", %lu line%s not understood", c->strange, c->strange == 1 ? "" : "s");
	for (unsigned long n = 0; n < c->strange && n < FEED_STRANGE_SHOWN; n++)
		buf_addf(b, "%s%lu", n ? ", " : " (line ", c->where[n]);
	if (c->strange)
		buf_add_z(b, c->strange > FEED_STRANGE_SHOWN ? " ...)" : ")");
}

static void say_day(const struct feed_told *t, struct buf *b)
{
	buf_addf(b, "; %s %04d", t->day ? "day" : "year", t->year);
	if (t->day)
		buf_addf(b, "-%02d-%02d", t->month, t->day);
	buf_add_z(b, t->date_named ? " from the file's name" : " as told");
}

/* What the rows' times rest on, so that nothing is assumed in silence. */
static void say_told(const struct feed_result *r, struct buf *b)
{
	static const char *const hours[] = {"", "", ", twelve hours, begun in the morning",
		", twelve hours, begun in the afternoon"};
	const struct feed_told *t = &r->told;

	if (r->assumed & FEED_ZONE_TOLD)
		buf_addf(b, "; zone %.*s as told", STR_ARG(t->zone));
	if (r->assumed & (FEED_DATE_TOLD | FEED_DATE_NAMED))
		say_day(t, b);
	buf_add_z(b, r->assumed & FEED_HALF_TOLD ? hours[t->hours] : "");
	if (r->count.short_hours && t->hours == FEED_HOURS_UNSAID)
		buf_add_z(b, "; its hours lie between 1 and 12: say clock=pm when that is the "
			     "afternoon");
	if (t->ahead)
		buf_addf(b, "; its clock was %.1f s %s",
			(double)(t->ahead < 0 ? -t->ahead : t->ahead) / US_PER_S,
			t->ahead < 0 ? "behind" : "ahead");
	if (r->anchors)
		buf_addf(b, " by %u lines that the record holds too, %.1f s apart at most",
			r->anchors, (double)r->anchors_span / US_PER_S);
}

static void say_some(struct buf *b, unsigned long n, const char *what)
{
	if (n)
		buf_addf(b, ", %lu %s", n, what);
}

static struct str outcome(const struct importing *x, const struct feed_result *r, struct arena *a)
{
	struct buf b;

	buf_init(&b, a, 4000);
	/* Stopped before anything was known of it: the notice says it all. */
	if (!r->feed)
		return str_fmt(a, "%.*s: nothing was taken", STR_ARG(r->named));
	buf_add(&b, choice(r, a));
	if (!r->rows && r->had && !r->stopped)
		buf_addf(&b, ": its %lu rows were imported before: nothing was added", r->had);
	else
		buf_addf(&b, ": %lu row%s %s", r->rows, r->rows == 1 ? "" : "s",
			x->in.dry ? "would be added" : "added");
	if (r->rows && r->had)
		say_some(&b, r->had, "were in the record already");
	say_strange(r, &b);
	say_some(&b, r->outside, "outside of from= and to=");
	say_some(&b, r->carried, "without a time");
	say_some(&b, r->ambiguous, "in an hour that a clock change doubles or skips");
	say_some(&b, r->shortened, "cut to what a row holds");
	say_told(r, &b);
	if (r->evidence)
		buf_addf(&b, "; the file is EV-%u", r->evidence);
	if (r->stopped)
		buf_add_z(&b, "; stopped: the rest can be imported by the same words");
	return buf_str(&b);
}

static const char *name_at(const struct importing *x, struct arena *a)
{
	const char *file = str_to_z(a, x->wish.files[x->at]);

	return str_to_z(a, utf8_plain(a, str_z(file_base(file)), UTF8_LINE));
}

static enum rc begin(struct importing *x, struct err *err)
{
	struct arena *a = x->work.arena;

	x->in.file = str_to_z(a, x->wish.files[x->at]);
	x->work.named = name_at(x, a);
	return feed_begin(&x->in, &x->job, err);
}

static void told(struct importing *x)
{
	struct arena *a = x->work.arena;

	doc_para(x->work.reply, outcome(x, feed_get_result(x->job), a));
	feed_end(x->job);
	x->job = NULL;
}

static enum rc step(struct work *w, bool *ret_done, struct err *err)
{
	struct importing *x = (struct importing *)w;
	bool done = false;
	enum rc rc = RC_OK;

	if (!x->job)
		rc = begin(x, err);
	if (rc == RC_OK)
		rc = feed_step(x->job, &done, err);
	if (rc != RC_OK || !done)
		return rc;
	told(x);
	*ret_done = ++x->at == x->wish.n;
	return RC_OK;
}

/* "storing war.log: 45 %, 120,000 rows, 210,000/s, 2s left" */
static struct str tell(const struct work *w, struct arena *a)
{
	const struct importing *x = (const struct importing *)w;
	struct feed_progress p = {0};
	struct buf b;

	buf_init(&b, a, 400);
	if (x->job)
		feed_get_progress(x->job, &p);
	buf_addf(&b, "%s %s", p.doing ? p.doing : "opening", w->named);
	if (x->wish.n > 1)
		buf_addf(&b, " (%zu of %zu)", x->at + 1, x->wish.n);
	if (p.of)
		buf_addf(&b, ": %u %%", (unsigned)(p.bytes * 100 / p.of));
	if (p.rows && p.took > 0)
		buf_addf(&b, ", %lu rows, %.0f/s", p.rows, (double)p.rows * 1e6 / (double)p.took);
	if (p.left >= US_PER_S)
		buf_addf(&b, ", %s left", duration_short(a, p.left));
	return buf_str(&b);
}

static void stop(struct work *w)
{
	struct importing *x = (struct importing *)w;
	struct err why;

	w->rc = err_set(&w->err, RC_STATE, "importing %s was stopped", w->named);
	if (!x->job)
		return;
	if (feed_stop(x->job, &why) != RC_OK)
		w->rc = err_set(&w->err, why.rc, "%s", why.text);
	if (w->reply)
		told(x);
}

static void clear(struct work *w)
{
	struct importing *x = (struct importing *)w;

	feed_end(x->job);
	x->job = NULL;
}

static struct doc *list_formats(const struct app *app, struct arena *a)
{
	struct doc *d = doc_new(a);
	const struct feed *f = NULL;
	size_t n = feed_list(0, &f);

	doc_field(d, "auto", STR("looks which of these it is, and says so"), ROLE_TEXT);
	for (size_t k = 0; k < n && feed_list(k, &f); k++)
		doc_field(d, f->name, str_z(f->brief), ROLE_TEXT);
	for (size_t k = 0; k < app->patterns.list.n; k++)
		doc_field(d, str_to_z(a, app->patterns.list.v[k].name),
			str_fmt(a, "your own: %.*s", STR_ARG(app->patterns.list.v[k].pattern)),
			ROLE_TEXT);
	return d;
}

static enum feed_hours hours_of(struct str clock)
{
	static const char *const names[] = {"", "24", "am", "pm"};

	for (int n = 1; n < 4; n++)
		if (str_eq_z(clock, names[n]))
			return (enum feed_hours)n;
	return FEED_HOURS_UNSAID;
}

static void fill(struct importing *x, struct app *app, uint32_t incident, struct arena *a)
{
	const struct import_wish *w = &x->wish;
	bool memory = strcmp(journal_path(app->journal), "memory:") == 0;
	uint64_t most = 256;

	str_to_u64(options_text(app->options, "evidence.max"), UINT32_MAX, &most);
	x->in = (struct feed_import){.engine = app->engine,
		.incident = incident,
		.format = w->format,
		.told = {.zone = w->zone,
			.year = w->year,
			.month = w->month,
			.day = w->day,
			.hours = hours_of(w->clock),
			.ahead = w->ahead},
		.by_anchors = w->by_anchors,
		.from = w->from,
		.to = w->to,
		.dry = w->dry,
		.folder = memory ? NULL : app_evidence_folder(a, app->journal),
		.most = most * 1024 * 1024,
		.group = app->tui ? CONSOLE_GROUP : 0,
		.said_at = app->tui ? DOOR_CONSOLE : DOOR_SHELL,
		.own = &app->patterns,
		.actor = app->actor,
		.door = STR("import")};
}

static struct import_wish copy(const struct import_wish *w, struct arena *a)
{
	struct import_wish c = *w;

	c.format = str_dup(a, w->format);
	c.zone = str_dup(a, w->zone);
	c.clock = str_dup(a, w->clock);
	c.files = ARENA_ARRAY(a, w->n + 1, struct str);
	for (size_t n = 0; n < w->n; n++)
		c.files[n] = str_dup(a, w->files[n]);
	return c;
}

enum rc app_import(struct app *app, const struct act *act, uint32_t incident,
	struct arena *act_arena, struct doc **ret_doc, struct err *err)
{
	struct importing *x;
	struct arena *a;

	if (act->import->list) {
		*ret_doc = list_formats(app, act_arena);
		return RC_OK;
	}
	for (size_t n = 0; app->tui && n < act->import->n; n++)
		if (str_eq_z(act->import->files[n], "-"))
			return err_set(err, RC_USAGE,
				"standard input is the console's own here: name a file");
	a = work_arena(app, act_arena);
	x = ARENA_NEW(a, struct importing);
	x->wish = copy(act->import, a);
	fill(x, app, incident, a);
	x->work = (struct work){.app = app,
		.arena = a,
		.doing = "importing",
		.named = name_at(x, a),
		.step = step,
		.tell = tell,
		.stop = stop,
		.clear = clear};
	return app_work(&x->work, ret_doc, err);
}

enum rc app_pattern(struct app *app, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err)
{
	enum rc rc = feed_patterns_add(&app->patterns, app->arena, act->name, act->text, err);

	if (rc != RC_OK)
		return rc;
	*ret_doc = doc_new(a);
	doc_para(*ret_doc,
		str_fmt(a, "`import %.*s FILE` reads logs by this pattern", STR_ARG(act->name)));
	return RC_OK;
}
