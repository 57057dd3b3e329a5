/* view_access.c: grants, accounts and codes as tables and as JSON. */
#include "view/view_access.h"

static const char *hm(struct arena *a, instant at)
{
	return at == INSTANT_NONE ? "?" : arena_printf(a, "%sZ", time_hm(a, at, 0));
}

/* ---- Grants ---- */

struct str view_grant_state(
	struct arena *a, const struct incident *i, const struct access_grant *g, instant now)
{
	if (grant_holds(i, g, now))
		return str_fmt(a, "until %s", hm(a, g->until));
	if (g->ended != INSTANT_NONE)
		return str_fmt(a, "ended %s", hm(a, g->ended));
	return str_fmt(a, "over %s", hm(a, g->until));
}

struct doc *view_grants(struct arena *a, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"who", 3}},
		{.title = {"may", 3}}, {.title = {"how long", 8}}, {.title = {"by", 2}},
		{.title = {"why", 3}, .flexible = true}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!i->grants.items.n) {
		doc_paraf(d, ROLE_DIM,
			"Nothing was granted. `grant @name respond until=30m` lets somebody act "
			"for a while.");
		return d;
	}
	t = doc_table(d, columns, 6);
	for (size_t n = 0; n < i->grants.items.n; n++) {
		const struct access_grant *g = &i->grants.items.v[n];
		struct str id = str_fmt(a, "G-%u", g->id);
		struct doc_row *row = doc_table_row(d, t, id);

		doc_cell(d, row, 0, ROLE_HEAD, id);
		doc_cell(d, row, 1, ROLE_TEXT, g->person);
		doc_cell(d, row, 2, ROLE_TEXT, g->capability);
		doc_cell(d, row, 3, grant_holds(i, g, now) ? ROLE_WAIT : ROLE_DIM,
			view_grant_state(a, i, g, now));
		doc_cell(d, row, 4, ROLE_TEXT, g->by);
		doc_cell(d, row, 5, ROLE_TEXT, g->why);
	}
	return d;
}

void view_grants_open(struct doc *d, const struct incident *i, instant now)
{
	for (size_t n = 0; n < i->grants.items.n; n++) {
		const struct access_grant *g = &i->grants.items.v[n];

		if (grant_holds(i, g, now))
			doc_field(d, "granted",
				str_fmt(d->arena, "%.*s may %.*s until %s (G-%u, by %.*s)",
					STR_ARG(g->person), STR_ARG(g->capability),
					hm(d->arena, g->until), g->id, STR_ARG(g->by)),
				ROLE_WAIT);
	}
}

void view_grant_object(struct json_out *o, const char *name, const struct incident *i,
	const struct access_grant *g, instant now)
{
	json_out_open(o, name, '{');
	json_out_str(o, "id", str_fmt(o->buf->arena, "G-%u", g->id));
	json_out_str(o, "entry", str_fmt(o->buf->arena, "E-%llu", (unsigned long long)g->seq));
	json_out_str(o, "person", g->person);
	json_out_str(o, "capability", g->capability);
	json_out_time(o, "from", g->from);
	json_out_time(o, "until", g->until);
	json_out_bool(o, "holds", grant_holds(i, g, now));
	json_out_time(o, "ended", g->ended);
	json_out_str(o, "by", g->by);
	json_out_str(o, "why", g->why);
	json_out_close(o, '}');
}

void view_grants_json(struct buf *out, const struct incident *i, instant now)
{
	for (size_t n = 0; n < i->grants.items.n; n++) {
		struct json_out o;

		json_out_init(&o, out);
		view_grant_object(&o, NULL, i, &i->grants.items.v[n], now);
		buf_add_ch(out, '\n');
	}
}

/* ---- Accounts ---- */

struct doc *view_accounts(struct arena *a, const struct board *b)
{
	static const struct doc_column columns[] = {
		{.title = {"account", 7}}, {.title = {"person", 6}, .flexible = true}};
	struct doc *d = doc_new(a);
	struct doc_block *t = NULL;

	for (size_t n = 0; n < b->access.accounts.n; n++) {
		const struct account *x = &b->access.accounts.v[n];
		struct doc_row *row;

		if (x->gone)
			continue;
		if (!t)
			t = doc_table(d, columns, 2);
		row = doc_table_row(d, t, x->name);
		doc_cell(d, row, 0, ROLE_TEXT, x->name);
		doc_cell(d, row, 1, ROLE_TEXT, x->person);
	}
	if (!t)
		doc_paraf(d, ROLE_DIM,
			"No account was said to be somebody's: each is the person of its own name. "
			"`person @name account=NAME` says otherwise.");
	return d;
}

void view_accounts_json(struct buf *out, const struct board *b)
{
	for (size_t n = 0; n < b->access.accounts.n; n++) {
		const struct account *x = &b->access.accounts.v[n];
		struct json_out o;

		if (x->gone)
			continue;
		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		json_out_str(&o, "account", x->name);
		json_out_str(&o, "person", x->person);
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}

/* ---- Codes ---- */

static const char *code_state(const struct code *c, instant now)
{
	return c->spent ? "spent" : code_holds(c, now) ? "holds" : "over";
}

struct doc *view_codes(struct arena *a, const struct board *b, instant now)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"for", 3}},
		{.title = {"state", 5}}, {.title = {"until", 5}, .flexible = true}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!b->access.codes.n) {
		doc_paraf(d, ROLE_DIM, "No code was made. `code @name` makes one.");
		return d;
	}
	t = doc_table(d, columns, 4);
	for (size_t n = 0; n < b->access.codes.n; n++) {
		const struct code *c = &b->access.codes.v[n];
		struct str id = str_fmt(a, "K-%u", c->id);
		struct doc_row *row = doc_table_row(d, t, id);

		doc_cell(d, row, 0, ROLE_HEAD, id);
		doc_cell(d, row, 1, ROLE_TEXT, c->person);
		doc_cell(d, row, 2, code_holds(c, now) ? ROLE_WAIT : ROLE_DIM,
			str_z(code_state(c, now)));
		doc_cell(d, row, 3, ROLE_TEXT, str_z(hm(a, c->until)));
	}
	return d;
}

void view_codes_json(struct buf *out, const struct board *b, instant now)
{
	for (size_t n = 0; n < b->access.codes.n; n++) {
		const struct code *c = &b->access.codes.v[n];
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		json_out_str(&o, "id", str_fmt(out->arena, "K-%u", c->id));
		json_out_str(&o, "person", c->person);
		json_out_z(&o, "state", code_state(c, now));
		json_out_time(&o, "until", c->until);
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}
