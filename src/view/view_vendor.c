/* view_vendor.c: cases at vendors, what they claim, and how they did against their contract. */
#include "view/view_vendor.h"

#include "view/view_loops.h"
#include "view/view_room.h"

struct str view_vendor_state(
	struct arena *a, const struct vendor_case *c, instant now, enum doc_role *ret_role)
{
	*ret_role = ROLE_DIM;
	if (c->closed != INSTANT_NONE)
		return STR("closed");
	*ret_role = ROLE_OK;
	if (c->acked != INSTANT_NONE)
		return str_fmt(a, "%.*s works on it", STR_ARG(c->engineer));
	return str_fmt(a, "no engineer, %.*s", STR_ARG(view_time_left(a, c->due, now, ret_role)));
}

static void case_row(struct doc *d, struct doc_block *t, const struct vendor_case *c, instant now)
{
	struct arena *a = d->arena;
	struct str id = str_fmt(a, "V-%u", c->id), state;
	struct doc_row *row = doc_table_row(d, t, id);
	enum doc_role role;

	state = view_vendor_state(a, c, now, &role);
	doc_cell(d, row, 0, ROLE_HEAD, id);
	doc_cell(d, row, 1, ROLE_TEXT, c->vendor);
	doc_cell(d, row, 2, ROLE_TEXT, c->ref);
	doc_cell(d, row, 3, ROLE_DIM, c->contract);
	doc_cell(d, row, 4, role, state);
	doc_cell(d, row, 5, ROLE_DIM, str_fmt(a, "%u of %zu", c->level, c->ladder.n));
	doc_cell(d, row, 6, ROLE_TEXT, c->text);
}

static const char *verdict(int answer, const char *yes, const char *no)
{
	return answer < 0 ? "" : answer ? yes : no;
}

static void claims(struct doc *d, const struct vendor_case *c)
{
	struct arena *a = d->arena;

	for (size_t n = 0; n < c->claims.n; n++) {
		const struct vendor_claim *x = &c->claims.v[n];
		const char *by = x->promised == INSTANT_NONE
					 ? ""
					 : arena_printf(a, ", by %s",
						   time_iso_prec(a, x->promised, PREC_MIN));

		doc_item(d, -1,
			str_fmt(a, "E-%llu VENDOR claims: %.*s (%.*s%s)%s%s",
				(unsigned long long)x->seq, STR_ARG(x->text), STR_ARG(c->vendor),
				by, verdict(x->kept, " - kept", " - not kept"),
				verdict(x->confirmed, " - confirmed by us", " - refuted by us")));
	}
}

struct doc *view_vendors(struct arena *a, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"vendor", 6}},
		{.title = {"case", 4}}, {.title = {"contract", 8}}, {.title = {"state", 5}},
		{.title = {"step", 4}}, {.title = {"what", 4}, .flexible = true}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!i->vendors.cases.n) {
		doc_paraf(d, ROLE_DIM,
			"No vendor is asked. vendor open NAME ref=CASE contract=gold WHAT opens a "
			"case.");
		return d;
	}
	t = doc_table(d, columns, 7);
	for (size_t n = 0; n < i->vendors.cases.n; n++)
		case_row(d, t, &i->vendors.cases.v[n], now);
	for (size_t n = 0; n < i->vendors.cases.n; n++)
		claims(d, &i->vendors.cases.v[n]);
	return d;
}

/* ---- How they did ---- */

static void score_acknowledgement(struct doc *d, struct doc_row *row, const struct vendor_case *c)
{
	struct arena *a = d->arena;
	bool late = c->acked == INSTANT_NONE ||
		    (c->promised != INSTANT_NONE && c->acked > c->promised);

	doc_cell(d, row, 3, ROLE_TEXT,
		c->promised == INSTANT_NONE ? STR("?")
					    : str_z(duration_short(a, c->promised - c->opened)));
	doc_cell(d, row, 4, late ? ROLE_SEV2 : ROLE_OK,
		c->acked == INSTANT_NONE
			? STR("never")
			: str_fmt(a, "%s%s", duration_short(a, c->acked - c->opened),
				  late ? ", late" : ""));
}

void view_vendor_scorecard(struct doc *d, const struct incident *i)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"vendor", 6}},
		{.title = {"contract", 8}}, {.title = {"owed", 4}},
		{.title = {"engineer after", 14}}, {.title = {"escalations", 11}},
		{.title = {"promises kept", 13}}, {.title = {"claims confirmed", 16}},
		{.title = {"refuted", 7}}, {.title = {"outcome", 7}, .flexible = true}};
	struct arena *a = d->arena;
	struct doc_block *t;

	if (!i->vendors.cases.n) {
		doc_paraf(d, ROLE_DIM, "No vendor was asked.");
		return;
	}
	t = doc_table(d, columns, 10);
	for (size_t n = 0; n < i->vendors.cases.n; n++) {
		const struct vendor_case *c = &i->vendors.cases.v[n];
		struct vendor_score s = vendor_score_of(c);
		struct doc_row *row = doc_table_row(d, t, (struct str){0});

		doc_cell(d, row, 0, ROLE_HEAD, str_fmt(a, "V-%u", c->id));
		doc_cell(d, row, 1, ROLE_TEXT,
			str_fmt(a, "%.*s %.*s", STR_ARG(c->vendor), STR_ARG(c->ref)));
		doc_cell(d, row, 2, ROLE_TEXT, c->contract);
		score_acknowledgement(d, row, c);
		doc_cell(d, row, 5, ROLE_TEXT, str_fmt(a, "%u", c->escalations));
		doc_cell(d, row, 6, ROLE_TEXT,
			str_fmt(a, "%u of %u", s.kept, s.kept + s.broken + s.promises_open));
		doc_cell(d, row, 7, ROLE_TEXT, str_fmt(a, "%u of %zu", s.confirmed, c->claims.n));
		doc_cell(d, row, 8, ROLE_TEXT, str_fmt(a, "%u", s.refuted));
		doc_cell(d, row, 9, ROLE_TEXT,
			c->closed == INSTANT_NONE ? STR("still open") : c->outcome);
	}
	for (size_t n = 0; n < i->vendors.cases.n; n++)
		claims(d, &i->vendors.cases.v[n]);
}

/* ---- JSON ---- */

static void put_answer(struct json_out *o, const char *name, int answer)
{
	if (answer < 0)
		json_out_null(o, name);
	else
		json_out_bool(o, name, answer != 0);
}

static void put_claims(struct json_out *o, const struct vendor_case *c)
{
	json_out_open(o, "claims", '[');
	for (size_t n = 0; n < c->claims.n; n++) {
		const struct vendor_claim *x = &c->claims.v[n];

		json_out_open(o, NULL, '{');
		json_out_str(o, "id", str_fmt(o->buf->arena, "E-%llu", (unsigned long long)x->seq));
		json_out_z(o, "at", time_iso(o->buf->arena, x->at));
		json_out_str(o, "text", x->text);
		json_out_z(o, "by", time_iso(o->buf->arena, x->promised));
		put_answer(o, "kept", x->kept);
		put_answer(o, "confirmed", x->confirmed);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

void view_vendors_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->vendors.cases.n; n++) {
		const struct vendor_case *c = &i->vendors.cases.v[n];
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		json_out_str(&o, "id", str_fmt(out->arena, "V-%u", c->id));
		json_out_int(&o, "incident", i->number);
		json_out_z(&o, "status", c->closed == INSTANT_NONE ? "open" : "closed");
		json_out_str(&o, "vendor", c->vendor);
		json_out_str(&o, "ref", c->ref);
		json_out_str(&o, "contract", c->contract);
		json_out_str(&o, "priority", c->priority);
		json_out_str(&o, "text", c->text);
		json_out_z(&o, "opened", time_iso(out->arena, c->opened));
		json_out_z(&o, "owed", time_iso(out->arena, c->promised));
		json_out_z(&o, "acknowledged", time_iso(out->arena, c->acked));
		json_out_str(&o, "engineer", c->engineer);
		json_out_int(&o, "level", c->level);
		json_out_int(&o, "escalations", c->escalations);
		json_out_z(&o, "closed", time_iso(out->arena, c->closed));
		json_out_str(&o, "outcome", c->outcome);
		put_claims(&o, c);
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}
