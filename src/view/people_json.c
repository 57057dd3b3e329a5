/* people_json.c: the people of an incident as JSON lines: who held what, what is empty, who is here, how roles changed hands. */
#include "view/people_internal.h"
#include "view/view_handoff.h"
#include "view/view_people.h"

void people_json_time(struct json_out *o, const char *name, instant at)
{
	if (at == INSTANT_NONE)
		json_out_null(o, name);
	else
		json_out_z(o, name, time_iso(o->buf->arena, at));
}

void people_json_tenure(struct json_out *o, const struct tenure *t)
{
	json_out_str(o, "role", t->role);
	json_out_str(o, "person", t->person);
	people_json_time(o, "from", t->from);
	people_json_time(o, "to", t->to);
	json_out_str(o, "why", t->why);
	json_out_str(o, "ended", t->ended);
	json_out_str(o, "service", t->service);
}

void people_json_handover(struct json_out *o, const struct handover *h)
{
	json_out_str(o, "role", h->role);
	json_out_str(o, "giver", h->from);
	json_out_str(o, "taker", h->to);
	json_out_z(o, "state", handover_state_name(h->state));
	json_out_bool(o, "asked", h->asked);
	people_json_time(o, "offered", h->at);
	people_json_time(o, "settled", h->ended);
	json_out_str(o, "why", h->why);
	json_out_str(o, "witness", h->witness);
	json_out_str(o, "level", h->level);
	json_out_str(o, "next", h->next);
	json_out_str(o, "action", h->action);
}

void people_json_presence(struct json_out *o, const struct presence *x)
{
	json_out_str(o, "person", x->person);
	json_out_str(o, "service", x->service);
	people_json_time(o, "from", x->from);
	people_json_time(o, "to", x->to);
	json_out_z(o, "how", x->seen ? "seen" : "said");
}

/* What every row of `who` ends with. */
struct row_end {
	const char *sort;
	const struct span *span; /* what this row's person leads; NULL: nothing */
	bool gap;
	instant gap_due;
};

static void put_row(struct buf *out, const struct tenure *t, const struct row_end *e)
{
	struct json_out o;

	json_out_init(&o, out);
	json_out_open(&o, NULL, '{');
	people_json_tenure(&o, t);
	json_out_z(&o, "sort", e->sort);
	json_out_int(&o, "leads", e->span ? (int64_t)e->span->n : 0);
	json_out_z(&o, "span", e->span ? span_state_name(e->span->state) : "");
	json_out_bool(&o, "gap", e->gap);
	people_json_time(&o, "gap_due", e->gap_due);
	json_out_close(&o, '}');
	buf_add_ch(out, '\n');
}

static const struct span *span_of(const struct span *v, size_t n, const struct tenure *t)
{
	for (size_t k = 0; k < n && t->to == INSTANT_NONE; k++)
		if (str_eq(v[k].lead->id, t->role) && str_eq(v[k].leader, t->person))
			return &v[k];
	return NULL;
}

static void put_slots(struct buf *out, struct arena *a, const struct policies *p,
	const struct incident *i, instant now)
{
	const struct empty_slot *v;
	size_t n = people_slots(a, p, i, now, &v);

	for (size_t k = 0; k < n; k++) {
		struct tenure nobody = {
			.role = v[k].role->id, .from = v[k].since, .to = INSTANT_NONE};
		struct row_end e = {"empty", NULL, v[k].recorded, v[k].gap_due};

		put_row(out, &nobody, &e);
	}
}

void view_people_json(struct buf *out, struct arena *a, const struct policies *p,
	const struct incident *i, instant now)
{
	const struct span *spans;
	size_t n = people_spans(a, p, i, &spans);

	for (size_t k = 0; k < i->roles.n; k++) {
		struct row_end e = {
			"tenure", span_of(spans, n, &i->roles.v[k]), false, INSTANT_NONE};

		put_row(out, &i->roles.v[k], &e);
	}
	put_slots(out, a, p, i, now);
	for (size_t k = 0; k < i->people.presences.n; k++) {
		const struct presence *x = &i->people.presences.v[k];
		struct tenure t = {
			.person = x->person, .service = x->service, .from = x->from, .to = x->to};
		struct row_end e = {"present", NULL, false, INSTANT_NONE};

		put_row(out, &t, &e);
	}
}

void view_handoff_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->people.handovers.n; n++) {
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		people_json_handover(&o, &i->people.handovers.v[n]);
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}
