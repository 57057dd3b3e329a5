/* loops_json.c: tasks, polls, decisions, facts and hypotheses as JSON lines. */
#include "view/view_loops.h"

static void begin(struct json_out *o, struct buf *out, const struct incident *i, const char *id)
{
	json_out_init(o, out);
	json_out_open(o, NULL, '{');
	json_out_z(o, "id", id);
	json_out_int(o, "incident", i->number);
}

static void end(struct json_out *o)
{
	json_out_close(o, '}');
	buf_add_ch(o->buf, '\n');
}

/* "?" for what is not known, as in every list of rows. */
static void put_evidence(struct json_out *o, uint64_t seq)
{
	if (seq)
		json_out_str(
			o, "evidence", str_fmt(o->buf->arena, "E-%llu", (unsigned long long)seq));
	else
		json_out_null(o, "evidence");
}

void view_tasks_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->loops.tasks.n; n++) {
		const struct task *t = &i->loops.tasks.v[n];
		struct json_out o;

		begin(&o, out, i, str_fmt(out->arena, "T-%u", t->id).p);
		json_out_z(&o, "status", task_status_name(t->status));
		json_out_str(&o, "person", t->person);
		json_out_str(&o, "text", t->text);
		json_out_str(&o, "by", t->by);
		json_out_time(&o, "given", t->given);
		json_out_time(&o, "due", t->due);
		json_out_time(&o, "acknowledged", t->acked);
		json_out_str(&o, "readback", t->readback);
		json_out_time(&o, "ended", t->ended);
		json_out_str(&o, "result", t->result);
		end(&o);
	}
}

void view_polls_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->loops.polls.n; n++) {
		const struct poll *p = &i->loops.polls.v[n];
		struct json_out o;

		begin(&o, out, i, str_fmt(out->arena, "P-%u", p->id).p);
		json_out_z(&o, "status", p->decision ? "decided" : "open");
		json_out_str(&o, "proposal", p->proposal);
		json_out_str(&o, "risk", p->risk);
		json_out_str(&o, "by", p->by);
		json_out_time(&o, "opened", p->opened);
		json_out_time(&o, "due", p->due);
		json_out_open(&o, "objections", '[');
		for (size_t k = 0; k < p->objections.n; k++) {
			json_out_open(&o, NULL, '{');
			json_out_int(&o, "seq", (int64_t)p->objections.v[k].seq);
			json_out_time(&o, "at", p->objections.v[k].at);
			json_out_str(&o, "actor", p->objections.v[k].actor);
			json_out_str(&o, "text", p->objections.v[k].text);
			json_out_close(&o, '}');
		}
		json_out_close(&o, ']');
		if (p->decision)
			json_out_str(&o, "decision", str_fmt(out->arena, "D-%u", p->decision));
		else
			json_out_null(&o, "decision");
		end(&o);
	}
}

void view_decisions_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->loops.decisions.n; n++) {
		const struct decision *d = &i->loops.decisions.v[n];
		struct json_out o;

		begin(&o, out, i, str_fmt(out->arena, "D-%u", d->id).p);
		json_out_z(&o, "answer", d->yes ? "yes" : "no");
		json_out_str(&o, "text", d->text);
		json_out_str(&o, "reason", d->reason);
		json_out_str(&o, "by", d->by);
		json_out_time(&o, "at", d->at);
		if (d->poll)
			json_out_str(&o, "poll", str_fmt(out->arena, "P-%u", d->poll));
		else
			json_out_null(&o, "poll");
		json_out_open(&o, "alternatives", '[');
		for (size_t k = 0; k < d->alternatives.n; k++)
			json_out_str(&o, NULL, d->alternatives.v[k]);
		json_out_close(&o, ']');
		json_out_z(&o, "check", check_state_name(d->check));
		json_out_time(&o, "check_at", d->check_at);
		json_out_str(&o, "checker", d->checker);
		json_out_time(&o, "checked", d->checked);
		json_out_str(&o, "seen", d->seen);
		end(&o);
	}
}

void view_facts_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->loops.facts.n; n++) {
		const struct fact *f = &i->loops.facts.v[n];
		struct json_out o;

		begin(&o, out, i, str_fmt(out->arena, "E-%llu", (unsigned long long)f->seq).p);
		json_out_time(&o, "at", f->at);
		json_out_str(&o, "text", view_fact_text(i, f));
		json_out_str(&o, "by", f->by);
		put_evidence(&o, f->evidence);
		end(&o);
	}
}

void view_theories_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->loops.theories.n; n++) {
		const struct theory *h = &i->loops.theories.v[n];
		struct json_out o;

		begin(&o, out, i, str_fmt(out->arena, "H-%u", h->id).p);
		json_out_z(&o, "status", theory_status_name(h->status));
		json_out_str(&o, "text", h->text);
		json_out_str(&o, "owner", h->owner);
		json_out_str(&o, "check", h->check);
		if (h->likely >= 0)
			json_out_int(&o, "likely", h->likely);
		else
			json_out_null(&o, "likely");
		json_out_str(&o, "by", h->by);
		json_out_time(&o, "opened", h->opened);
		json_out_time(&o, "closed", h->closed);
		json_out_str(&o, "result", h->result);
		put_evidence(&o, h->evidence);
		end(&o);
	}
}
