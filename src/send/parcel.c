/* parcel.c: an update in the words and forms that the channels need. */
#include "send/parcel_internal.h"

static bool is_outside(struct str audience)
{
	return !str_eq_z(audience, "responders") && !str_eq_z(audience, "executives") &&
	       !str_eq_z(audience, "staff_wide");
}

static struct str subject_of(struct arena *a, const struct parcel *p)
{
	if (p->test)
		return str_fmt(a, "[test] %.*s", STR_ARG(p->title));
	if (is_outside(p->audience))
		return str_fmt(a, "[%.*s] %.*s", STR_ARG(p->status), STR_ARG(p->title));
	return str_fmt(a, "[%.*s SEV%d %.*s] %.*s", STR_ARG(p->incident), p->level,
		STR_ARG(p->status), STR_ARG(p->title));
}

static void make_test(struct arena *a, const struct owed *o, struct parcel *p)
{
	p->test = true;
	p->incident = p->status = STR("test");
	p->title = str_fmt(a, "channel %.*s", STR_ARG(o->channel.name));
	p->text = str_fmt(a, "This is a test of the channel %.*s. Nothing has happened.",
		STR_ARG(o->channel.name));
	p->audience = o->channel.audiences;
}

void parcel_make(struct arena *a, const struct owed *o, struct parcel *ret)
{
	const struct incident *i = o->incident;
	const struct update *u = &o->update;

	*ret = (struct parcel){.id = delivery_id(a, i ? i->number : 0, u, o->channel.name),
		.update = str_fmt(a, "E-%llu", (unsigned long long)u->seq),
		.audience = u->audience,
		.text = u->text,
		.at = u->at,
		.next = INSTANT_NONE};
	if (!i) {
		make_test(a, o, ret);
	} else {
		ret->incident = str_fmt(a, "INC-%u", i->number);
		ret->number = i->number;
		ret->level = incident_level_at(i, u->seq);
		ret->status = str_z(status_name(incident_status_at(i, u->seq)));
		ret->title = is_outside(u->audience) ? delivery_public_title(a, i) : i->title;
		if (!ret->title.n)
			ret->title = delivery_headline(a, u->text);
		ret->next = u->next_due;
	}
	ret->subject = subject_of(a, ret);
}

static struct str number(struct arena *a, int64_t n)
{
	return str_fmt(a, "%lld", (long long)n);
}

void parcel_slots(struct arena *a, const struct parcel *p, struct slot_value ret[PARCEL_SLOTS])
{
	bool promised = p->next != INSTANT_NONE;
	const struct slot_value v[PARCEL_SLOTS] = {
		{"id", p->id, false},
		{"update", p->update, false},
		{"incident", p->incident, false},
		{"number", number(a, p->number), true},
		{"level", number(a, p->level), true},
		{"severity", str_fmt(a, "SEV%d", p->level), false},
		{"status", p->status, false},
		{"audience", p->audience, false},
		{"title", p->title, false},
		{"subject", p->subject, false},
		{"text", p->text, false},
		{"sent", str_z(time_iso_prec(a, p->at, PREC_S)), false},
		{"next", promised ? str_z(time_iso_prec(a, p->next, PREC_S)) : STR("null"),
			!promised},
		{"next_line",
			promised ? str_fmt(a, "Next update by %s.",
					   time_iso_prec(a, p->next, PREC_MIN))
				 : STR(""),
			false},
		{"test", p->test ? STR("true") : STR("false"), true},
	};

	memcpy(ret, v, sizeof v);
}
