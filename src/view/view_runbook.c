/* view_runbook.c: written runbooks and fallbacks: the list, those that fit an incident first, and one whole. */
#include "view/view_runbook.h"

enum { WORD_LEAST = 3 };

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

/* The next word of letters and digits, moved past in *rest; empty at the end. */
static struct str take_word(struct str *rest)
{
	size_t from = 0, to;

	while (from < rest->n && !is_letter(rest->p[from]))
		from++;
	for (to = from; to < rest->n && is_letter(rest->p[to]);)
		to++;
	struct str word = str_cut(*rest, from, to);
	*rest = str_cut(*rest, to, rest->n);
	return word;
}

/* "order" and "orders" are the same word here. */
static bool alike(struct str a, struct str b)
{
	struct str shorter = a.n < b.n ? a : b, longer = a.n < b.n ? b : a;

	return shorter.n >= WORD_LEAST && longer.n - shorter.n <= 1 &&
	       str_ieq(shorter, str_cut(longer, 0, shorter.n)) &&
	       (longer.n == shorter.n || longer.p[shorter.n] == 's');
}

static bool has_word(struct str text, struct str word)
{
	for (struct str w = take_word(&text); w.n; w = take_word(&text))
		if (alike(w, word))
			return true;
	return false;
}

static int count_words(struct str of, struct str title)
{
	int n = 0;

	for (struct str w = take_word(&of); w.n; w = take_word(&of))
		n += has_word(title, w);
	return n;
}

int view_runbook_fits(const struct runbook *rb, const struct incident *i)
{
	return i ? count_words(rb->services, i->title) + count_words(rb->tags, i->title) : 0;
}

size_t view_runbook_order(struct arena *a, const struct policies *p, const struct incident *i,
	enum runbook_sort sort, const struct runbook_choice **ret)
{
	const struct runbook_library *l = runbook_shelf_library(p->runbooks);
	struct runbook_choice *v = ARENA_ARRAY(a, l->books.n + 1, struct runbook_choice);
	size_t n = 0;

	for (size_t k = 0; k < l->books.n; k++) {
		struct runbook_choice c = {l->books.v[k], view_runbook_fits(l->books.v[k], i)};
		size_t at = n;

		if (sort != RUNBOOKS_ALL && c.book->fallback != (sort == RUNBOOKS_FALLBACKS))
			continue;
		for (; at > 0 && v[at - 1].fits < c.fits; at--)
			v[at] = v[at - 1];
		v[at] = c;
		n++;
	}
	*ret = v;
	return n;
}

struct str view_runbook_usage(struct arena *a, const struct board *b, struct str id)
{
	struct run_usage u = runs_usage(b, id);

	if (!u.runs)
		return STR("never used");
	return str_fmt(a, "used %zu time%s, last %s", u.runs, u.runs == 1 ? "" : "s",
		time_iso_prec(a, u.last, PREC_DAY));
}

struct doc *view_runbook_rows(
	struct arena *a, const struct board *b, const struct runbook_choice *v, size_t n)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}},
		{.title = {"what", 4}, .flexible = true}, {.title = {"sort", 4}},
		{.title = {"steps", 5}, .align = DOC_RIGHT},
		{.title = {"takes", 5}, .align = DOC_RIGHT}, {.title = {"used", 4}}};
	struct doc *d = doc_new(a);
	struct doc_block *t = doc_table(d, columns, 6);

	for (size_t k = 0; k < n; k++) {
		const struct runbook *rb = v[k].book;
		struct run_usage u = runs_usage(b, rb->id);
		struct doc_row *row = doc_table_row(d, t, rb->id);

		doc_cell(d, row, 0, ROLE_HEAD, rb->id);
		doc_cell(d, row, 1, ROLE_TEXT, rb->title);
		doc_cell(d, row, 2, v[k].fits ? ROLE_OK : ROLE_DIM,
			str_fmt(a, "%s%s", rb->fallback ? "fallback" : "runbook",
				v[k].fits ? ", fits" : ""));
		doc_cell(d, row, 3, ROLE_TEXT, str_fmt(a, "%zu", rb->n));
		doc_cell(d, row, 4, ROLE_TEXT,
			rb->expected ? str_z(duration_short(a, rb->expected)) : STR("-"));
		doc_cell(d, row, 5, ROLE_DIM,
			u.runs ? str_fmt(a, "%zu, last %s", u.runs,
					 time_iso_prec(a, u.last, PREC_DAY))
			       : STR("never"));
	}
	return d;
}

struct doc *view_runbook_refused(struct arena *a, const struct policies *p)
{
	const struct runbook_library *l = runbook_shelf_library(p->runbooks);
	struct doc *d = doc_new(a);

	for (size_t k = 0; k < l->refused.n; k++)
		doc_paraf(d, ROLE_ERR, "refused: %.*s", STR_ARG(l->refused.v[k]));
	return d;
}

struct doc *view_runbook_list(struct arena *a, const struct policies *p, const struct board *b,
	const struct incident *i, enum runbook_sort sort)
{
	const struct runbook_choice *v;
	size_t n = view_runbook_order(a, p, i, sort, &v);
	struct doc *d = doc_new(a);

	if (n)
		doc_append(d, view_runbook_rows(a, b, v, n));
	else
		doc_paraf(d, ROLE_DIM,
			"No runbooks. They are files runbooks/*.md of the config folder.");
	doc_append(d, view_runbook_refused(a, p));
	return d;
}

static void words(struct doc *d, const char *name, struct str text, enum doc_role role)
{
	if (text.n)
		doc_field(d, name, text, role);
}

static struct str expected_text(struct arena *a, const struct runbook_step *s)
{
	if (!s->expected)
		return s->see;
	return str_fmt(a, "%s%s%.*s", duration_short(a, s->expected), s->see.n ? ", " : "",
		STR_ARG(s->see));
}

void view_runbook_step(struct doc *d, const struct runbook_step *s)
{
	struct arena *a = d->arena;

	if (s->copy.n)
		doc_field(d, "copy", s->copy, ROLE_CMD);
	if (s->text.n)
		doc_para(d, s->text);
	words(d, "check", s->check, ROLE_TEXT);
	words(d, "expect", expected_text(a, s), ROLE_TEXT);
	words(d, "if not", s->if_not, ROLE_TEXT);
	words(d, "danger", s->danger, ROLE_SEV2);
	words(d, "undo", s->undo, ROLE_TEXT);
	if (s->wait)
		doc_field(d, "wait",
			str_fmt(a, "%s %.*s", duration_short(a, s->wait), STR_ARG(s->wait_for)),
			ROLE_TEXT);
}

struct doc *view_runbook(struct arena *a, const struct board *b, const struct runbook *rb)
{
	struct doc *d = doc_new(a);

	doc_heading(d, 1, str_fmt(a, "%.*s %.*s", STR_ARG(rb->id), STR_ARG(rb->title)));
	if (rb->about.n)
		doc_para(d, rb->about);
	doc_field(d, "sort", rb->fallback ? STR("fallback") : STR("runbook"), ROLE_TEXT);
	if (rb->expected)
		doc_field(d, "takes", str_z(duration_short(a, rb->expected)), ROLE_TEXT);
	words(d, "services", rb->services, ROLE_TEXT);
	words(d, "owner", rb->owner, ROLE_TEXT);
	words(d, "reviewed", rb->reviewed, ROLE_TEXT);
	if (rb->offer_after)
		doc_field(d, "offered",
			str_fmt(a, "%s unresolved%s%.*s", duration_short(a, rb->offer_after),
				rb->when_text.n ? ", when " : "", STR_ARG(rb->when_text)),
			ROLE_TEXT);
	words(d, "notice", rb->notice, ROLE_TEXT);
	doc_field(d, "used", view_runbook_usage(a, b, rb->id), ROLE_DIM);
	for (size_t n = 0; n < rb->n; n++) {
		const struct runbook_step *s = &rb->steps[n];

		doc_heading(d, 2,
			str_fmt(a, "%zu. %.*s%s%.*s%s", n + 1, STR_ARG(s->title),
				s->role.n ? " (" : "", STR_ARG(s->role), s->role.n ? ")" : ""));
		view_runbook_step(d, s);
	}
	return d;
}

/* ---- JSON ---- */

static void put_book(struct json_out *o, const struct board *b, const struct runbook *rb)
{
	struct run_usage u = runs_usage(b, rb->id);

	json_out_str(o, "id", rb->id);
	json_out_str(o, "title", rb->title);
	json_out_z(o, "kind", rb->fallback ? "fallback" : "runbook");
	json_out_str(o, "services", rb->services);
	json_out_str(o, "tags", rb->tags);
	json_out_int(o, "steps", (int64_t)rb->n);
	json_out_int(o, "expected_s", rb->expected / US_PER_S);
	json_out_int(o, "offer_after_s", rb->offer_after / US_PER_S);
	json_out_int(o, "used", (int64_t)u.runs);
	json_out_z(o, "last", u.runs ? time_iso(o->buf->arena, u.last) : "?");
	json_out_str(o, "file", rb->file);
	json_out_str(o, "digest", rb->digest);
}

void view_runbook_list_json(struct buf *out, const struct policies *p, const struct board *b,
	const struct incident *i, enum runbook_sort sort)
{
	const struct runbook_choice *v;
	size_t n = view_runbook_order(out->arena, p, i, sort, &v);

	for (size_t k = 0; k < n; k++) {
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		put_book(&o, b, v[k].book);
		json_out_int(&o, "fits", v[k].fits);
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}

static void put_step(struct json_out *o, const struct runbook_step *s)
{
	json_out_open(o, NULL, '{');
	json_out_str(o, "title", s->title);
	json_out_str(o, "role", s->role);
	json_out_bool(o, "decides", s->decides);
	json_out_int(o, "expected_s", s->expected / US_PER_S);
	json_out_int(o, "wait_s", s->wait / US_PER_S);
	json_out_str(o, "text", s->text);
	json_out_str(o, "check", s->check);
	json_out_str(o, "see", s->see);
	json_out_str(o, "if_not", s->if_not);
	json_out_str(o, "danger", s->danger);
	json_out_str(o, "undo", s->undo);
	json_out_str(o, "copy", s->copy);
	json_out_str(o, "run", s->run);
	json_out_close(o, '}');
}

void view_runbook_json(struct buf *out, const struct board *b, const struct runbook *rb)
{
	struct json_out o;

	json_out_init(&o, out);
	json_out_open(&o, NULL, '{');
	put_book(&o, b, rb);
	json_out_str(&o, "about", rb->about);
	json_out_str(&o, "notice", rb->notice);
	json_out_open(&o, "step_list", '[');
	for (size_t n = 0; n < rb->n; n++)
		put_step(&o, &rb->steps[n]);
	json_out_close(&o, ']');
	json_out_close(&o, '}');
	buf_add_ch(out, '\n');
}
