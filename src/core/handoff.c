/* handoff.c: folds how a role changes hands: authority moves at the acceptance and at nothing before it. */
#include "core/handoff.h"

#include "core/people_internal.h"

static const char *const state_names[] = {
	"open", "accepted", "lapsed", "withdrawn", "declined", "overtaken", "taken over"};

const char *handover_state_name(enum handover_state s)
{
	return state_names[s];
}

static struct handover *open_one(const struct incident *i, struct str role, struct str to)
{
	for (size_t n = i->people.handovers.n; n-- > 0;) {
		struct handover *h = &i->people.handovers.v[n];

		if (h->state == HANDOVER_OPEN && str_eq(h->role, role) &&
			(!to.n || str_eq(h->to, to)))
			return h;
	}
	return NULL;
}

const struct handover *incident_handover(const struct incident *i, struct str role)
{
	return open_one(i, role, (struct str){0});
}

static void end(struct fold *f, struct handover *h, enum handover_state state)
{
	h->state = state;
	h->ended = f->ev->occurred;
	h->end_seq = f->ev->seq;
}

void handoff_overtake(struct fold *f, struct str role)
{
	struct handover *h = open_one(f->incident, role, (struct str){0});

	if (h && !incident_tenure(f->incident, role, h->from))
		end(f, h, HANDOVER_OVERTAKEN);
}

static struct handover *add(struct fold *f)
{
	struct people *p = &f->incident->people;
	struct handover *h;

	if (p->handovers.n >= HANDOVERS_MAX)
		return NULL;
	h = VEC_PUSH(f->board->arena, &p->handovers);
	*h = (struct handover){.role = fold_str(f, "role"),
		.from = fold_str(f, "from"),
		.to = fold_str(f, "person"),
		.why = fold_str(f, "why"),
		.witness = fold_str(f, "witness"),
		.by = person_of(f->entry->actor),
		.at = f->ev->occurred,
		.ended = INSTANT_NONE,
		.seq = f->ev->seq};
	return h;
}

static const char *colon(struct str why)
{
	return why.n ? ": " : "";
}

static void offered(struct fold *f, bool asked)
{
	struct str role = fold_str(f, "role"), from = fold_str(f, "from");
	struct str to = fold_str(f, "person"), why = json_str(f->body, "why");
	struct handover *h = open_one(f->incident, role, (struct str){0});

	if (asked)
		fold_say(f, "%.*s asks to take %.*s from %.*s%s%.*s", STR_ARG(to), STR_ARG(role),
			STR_ARG(from), colon(why), STR_ARG(why));
	else
		fold_say(f, "%.*s hands %.*s to %.*s, who has not accepted yet%s%.*s",
			STR_ARG(from), STR_ARG(role), STR_ARG(to), colon(why), STR_ARG(why));
	if (!role.n || !to.n || !incident_tenure(f->incident, role, from))
		return; /* nothing that could change hands */
	if (h)
		end(f, h, HANDOVER_OVERTAKEN);
	h = add(f);
	if (h)
		h->asked = asked;
}

/* From one holder to another; others who hold the role beside them keep it. */
static void move(struct fold *f, const struct handover *h, const char *how)
{
	struct arena *a = f->board->arena;

	people_end(f, h->role, h->from, str_fmt(a, "%s %.*s", how, STR_ARG(h->to)));
	people_begin(f, h->role, h->to,
		str_fmt(a, "from %.*s%s%.*s", STR_ARG(h->from), colon(h->why), STR_ARG(h->why)));
}

static void accepted(struct fold *f)
{
	struct str role = fold_str(f, "role"), person = fold_str(f, "person");
	struct handover *h = open_one(f->incident, role, person);

	fold_say(f, "%.*s has %.*s (was %.*s); read back SEV%lld, next update %.*s, action %.*s",
		STR_ARG(person), STR_ARG(role), STR_ARG(json_str(f->body, "from")),
		(long long)json_int(f->body, "level", 0), STR_ARG(json_str(f->body, "next")),
		STR_ARG(json_str(f->body, "action")));
	if (!h)
		return; /* nobody offered it: nothing moves */
	h->level = str_fmt(f->board->arena, "%lld", (long long)json_int(f->body, "level", 0));
	h->next = fold_str(f, "next");
	h->action = fold_str(f, "action");
	end(f, h, HANDOVER_ACCEPTED);
	move(f, h, "handed to");
}

static void announced(struct fold *f)
{
	struct arena *a = f->board->arena;
	struct str from = json_str(f->body, "from");
	instant since = fold_time(f, "since");

	fold_say(f, "%.*s is %.*s since %s UTC%s%.*s", STR_ARG(json_str(f->body, "person")),
		STR_ARG(json_str(f->body, "name")),
		since == INSTANT_NONE ? "?" : time_hm(a, since, 0), from.n ? ", after " : "",
		STR_ARG(from));
}

static void lapsed(struct fold *f)
{
	struct str role = fold_str(f, "role"), person = fold_str(f, "person");
	struct str how = json_str(f->body, "how"), told = json_str(f->body, "told");
	struct handover *h = open_one(f->incident, role, person);
	enum handover_state state = HANDOVER_LAPSED;

	if (str_eq_z(how, "withdrawn"))
		state = HANDOVER_WITHDRAWN;
	else if (str_eq_z(how, "declined"))
		state = HANDOVER_DECLINED;
	fold_say(f, "%.*s to %.*s: %s; %.*s still holds it%s%.*s", STR_ARG(role), STR_ARG(person),
		state == HANDOVER_LAPSED ? "nobody accepted in time" : handover_state_name(state),
		STR_ARG(json_str(f->body, "from")), told.n ? ", stand by @" : "", STR_ARG(told));
	if (h)
		end(f, h, state);
}

static void taken(struct fold *f)
{
	struct str role = fold_str(f, "role"), from = fold_str(f, "from");
	struct handover *h = open_one(f->incident, role, (struct str){0});
	int64_t silent = json_int(f->body, "silent", 0);

	fold_say(f, "%.*s took %.*s over from %.*s, silent for %s; witness %.*s",
		STR_ARG(json_str(f->body, "person")), STR_ARG(role), STR_ARG(from),
		duration_short(f->board->arena,
			silent > 0 && silent < INT64_C(1000000000) ? silent * US_PER_S : 0),
		STR_ARG(json_str(f->body, "witness")));
	if (!incident_tenure(f->incident, role, from))
		return;
	if (h)
		end(f, h, HANDOVER_OVERTAKEN);
	h = add(f);
	if (!h)
		return;
	end(f, h, HANDOVER_TAKEN);
	move(f, h, "taken over by");
}

void fold_handoff(struct fold *f)
{
	if (!f->incident)
		return;
	switch ((int)f->ev->kind) {
	case EV_ROLE_OFFER:
	case EV_ROLE_REQUEST:
		offered(f, f->ev->kind == EV_ROLE_REQUEST);
		break;
	case EV_ROLE_ACCEPT:
		accepted(f);
		break;
	case EV_ROLE_ANNOUNCE:
		announced(f);
		break;
	case EV_ROLE_LAPSE:
		lapsed(f);
		break;
	case EV_ROLE_TAKEOVER:
		taken(f);
		break;
	default:
		break;
	}
}
