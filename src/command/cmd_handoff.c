/* cmd_handoff.c: a role changes hands in three parts: handoff, accept, and what the system announces; takeover, brief. */
#include "command/command_internal.h"
#include "view/view_handoff.h"

enum { CHAT_LOOKED_AT = 2000 };

static const struct str commander = {"ic", 2}, deputy = {"deputy", 6}, executive = {"exec", 4};

static void add_brief(const struct ask *ask, struct outcome *out, const struct role *role)
{
	struct brief_ask b = {.policies = ask->policies,
		.incident = ask->incident,
		.role = role,
		.now = ask->now,
		.zone = ask->zone};

	doc_append(out->reply, view_brief(ask->arena, &b));
}

static enum rc role_given(
	const struct ask *ask, const struct args *args, const struct role **ret, struct err *err)
{
	*ret = roles_by_id(ask->policies->roles, args_str(args, "role"));
	return *ret ? RC_OK
		    : err_set(err, RC_UNKNOWN, "there is no role %.*s",
			      STR_ARG(args_str(args, "role")));
}

static enum rc brief(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct role *role = NULL;
	enum rc rc = args_has(args, "role") ? role_given(ask, args, &role, err) : RC_OK;

	if (rc == RC_OK)
		add_brief(ask, out, role);
	return rc;
}

/* ---- Offer ---- */

/* Who gives the role away: its holder; when several hold it, the speaker. */
static enum rc giver(
	const struct ask *ask, const struct role *role, struct str *ret, struct err *err)
{
	const struct incident *i = ask->incident;
	struct str me = speaker(ask), holder = incident_holder(i, role->id);
	struct str ic = incident_holder(i, commander);

	if (!holder.n)
		return err_set(err, RC_STATE, "nobody holds %.*s: `role give %.*s @name` fills it",
			STR_ARG(role->id), STR_ARG(role->id));
	if (incident_tenure(i, role->id, me))
		holder = me;
	if (!str_eq(me, holder) && !str_eq(me, ic))
		return err_set(err, RC_DENIED,
			"%.*s is handed over by %.*s who holds it, or by the incident commander",
			STR_ARG(role->id), STR_ARG(holder));
	*ret = holder;
	return RC_OK;
}

/* Nobody commands and does something else beside it. Taking command gives the other roles up; the other way round is refused. */
static enum rc check_taker(const struct ask *ask, const struct role *role, struct str giver_name,
	struct str to, struct err *err)
{
	const struct role *clash = people_clash_with(ask->policies, ask->incident, role, to);

	if (!to.n)
		return err_set(err, RC_USAGE, "to whom? `handoff %.*s @name`", STR_ARG(role->id));
	if (str_eq(to, giver_name) || incident_tenure(ask->incident, role->id, to))
		return err_set(
			err, RC_STATE, "%.*s holds %.*s already", STR_ARG(to), STR_ARG(role->id));
	if (clash && !role->exclusive)
		return err_set(err, RC_STATE,
			"%.*s holds %.*s: at SEV%d the %.*s holds no second role", STR_ARG(to),
			STR_ARG(clash->id), ask->incident->level, STR_ARG(clash->name));
	return RC_OK;
}

static enum rc propose_lapse(const struct ask *ask, struct outcome *out, const struct handover *h,
	const char *how, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_ROLE_LAPSE, ask->incident->number);
	json_out_str(&b.json, "role", h->role);
	json_out_str(&b.json, "from", h->from);
	json_out_str(&b.json, "person", h->to);
	json_out_z(&b.json, "how", how);
	return body_end(&b, err);
}

/* An offer whose time is over and that no clock has called in yet is called in now. */
static enum rc clear_the_way(
	const struct ask *ask, struct outcome *out, const struct role *role, struct err *err)
{
	const struct handover *any = incident_handover(ask->incident, role->id);
	const struct handover *h = people_offer(ask->policies, ask->incident, role->id, ask->now);

	if (h && !h->asked)
		return err_set(err, RC_STATE,
			"%.*s is offered to %.*s already: `handoff withdraw %.*s` takes it back",
			STR_ARG(role->id), STR_ARG(h->to), STR_ARG(role->id));
	return any && !h ? propose_lapse(ask, out, any, "lapsed", err) : RC_OK;
}

static enum rc propose_offer(const struct ask *ask, struct outcome *out, enum event_kind kind,
	const struct role *role, struct str from, struct str to, struct str why, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, kind, ask->incident->number);
	json_out_str(&b.json, "role", role->id);
	json_out_str(&b.json, "from", from);
	json_out_str(&b.json, "person", to);
	if (why.n)
		json_out_str(&b.json, "why", why);
	json_out_int(&b.json, "brief", (int64_t)ask->board->seq);
	return body_end(&b, err);
}

static struct str waits_for(const struct ask *ask, const struct role *role)
{
	duration d = staffing_length(
		ask->policies->staffing, STAFFING_OFFER, role->id, ask->incident->level);

	return d ? str_fmt(ask->arena, "within %s", duration_short(ask->arena, d))
		 : STR("when ready");
}

static enum rc offer(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct role *role, struct err *err)
{
	struct str to = args_str(args, "person"), from;
	enum rc rc = giver(ask, role, &from, err);

	if (rc == RC_OK)
		rc = check_taker(ask, role, from, to, err);
	if (rc == RC_OK)
		rc = clear_the_way(ask, out, role, err);
	if (rc == RC_OK)
		rc = propose_offer(
			ask, out, EV_ROLE_OFFER, role, from, to, args_str(args, "why"), err);
	if (rc != RC_OK)
		return rc;
	reply(out, ROLE_TEXT, "%.*s is offered to %.*s; %.*s holds it until it is accepted.",
		STR_ARG(role->name), STR_ARG(to), STR_ARG(from));
	reply(out, ROLE_WAIT,
		"@%.*s reads the brief and says, %.*s: accept %.*s level=N next=HH:MM action=ID "
		"or none",
		STR_ARG(to), STR_ARG(waits_for(ask, role)), STR_ARG(role->id));
	add_brief(ask, out, role);
	return RC_OK;
}

static enum rc take_back(const struct ask *ask, struct outcome *out, const struct role *role,
	bool decline, struct err *err)
{
	const struct handover *h = people_offer(ask->policies, ask->incident, role->id, ask->now);
	struct str me = speaker(ask);
	bool mine = h &&
		    (decline ? str_eq(me, h->to)
			     : str_eq(me, h->from) || str_eq(me, h->by) ||
					    str_eq(me, incident_holder(ask->incident, commander)));

	if (!h)
		return err_set(
			err, RC_STATE, "no offer of %.*s waits for an answer", STR_ARG(role->id));
	if (!mine)
		return err_set(err, RC_DENIED, "%.*s is offered by %.*s to %.*s: they decide",
			STR_ARG(role->id), STR_ARG(h->from), STR_ARG(h->to));
	reply(out, ROLE_TEXT, "%.*s: %s; %.*s still holds it", STR_ARG(role->id),
		decline ? "declined" : "withdrawn", STR_ARG(h->from));
	return propose_lapse(ask, out, h, decline ? "declined" : "withdrawn", err);
}

static enum rc handoff(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct role *role;
	enum rc rc;

	if (!args_has(args, "role")) {
		if (wants_json(ask, args))
			view_handoff_json(&out->json, ask->incident);
		view_handoff_open(out->reply, ask->policies, ask->incident, ask->now);
		if (!out->reply->n)
			reply(out, ROLE_DIM, "no role is offered; `handoff ROLE @name` offers one");
		return RC_OK;
	}
	rc = role_given(ask, args, &role, err);
	if (rc != RC_OK)
		return rc;
	if (args_is(args, "what", "withdraw") || args_is(args, "what", "decline"))
		return take_back(ask, out, role, args_is(args, "what", "decline"), err);
	return offer(ask, args, out, role, err);
}

/* ---- Acceptance ---- */

static bool says_time(const struct ask *ask, struct str word, instant at)
{
	int offset = zone_offset_min(ask->zone, at);
	struct err ignored;
	instant said;

	if (str_eq_z(word, time_hm(ask->arena, at, offset)) ||
		str_eq(word, str_fmt(ask->arena, "%sZ", time_hm(ask->arena, at, 0))))
		return true;
	return word.n > 9 && deadline(ask, word, &said, &ignored) == RC_OK &&
	       said / US_PER_MIN == at / US_PER_MIN;
}

static bool says_next(const struct ask *ask, struct str word, const struct readback *r)
{
	return r->next == INSTANT_NONE ? str_ieq(word, STR("none")) : says_time(ask, word, r->next);
}

/* "A-2" is also said "a2", and its number alone is enough for an action. */
static bool says_action(const struct ask *ask, struct str word, const struct readback *r)
{
	ptrdiff_t dash = str_find_ch(r->action, '-');
	struct str kind, number;

	if (!r->action.n || dash < 0)
		return str_ieq(word, STR("none"));
	kind = str_cut(r->action, 0, (size_t)dash);
	number = str_cut(r->action, (size_t)dash + 1, r->action.n);
	return str_ieq(word, r->action) ||
	       str_ieq(word, str_fmt(ask->arena, "%.*s%.*s", STR_ARG(kind), STR_ARG(number))) ||
	       (str_eq_z(kind, "A") && str_eq(word, number));
}

/* Says which fields are wrong, not what would be right: that is in the brief, to be read. */
static enum rc check_readback(
	const struct ask *ask, const struct args *args, const struct role *role, struct err *err)
{
	struct readback r;
	struct buf wrong;
	size_t n = 0;

	view_readback(ask->arena, ask->policies, ask->incident, ask->now, &r);
	buf_init(&wrong, ask->arena, 200);
	if (args_int(args, "level", 0) != r.level && ++n)
		buf_add_z(&wrong, "level");
	if (!says_next(ask, args_str(args, "next"), &r))
		buf_addf(&wrong, "%snext", n++ ? ", " : "");
	if (!says_action(ask, args_str(args, "action"), &r))
		buf_addf(&wrong, "%saction", n++ ? ", " : "");
	if (!n)
		return RC_OK;
	return err_set(err, RC_STATE,
		"%s %s not what the board says: read the brief again, `brief %.*s`", buf_z(&wrong),
		n > 1 ? "are" : "is", STR_ARG(role->id));
}

/* Whoever takes command gives up what they held beside it. */
static enum rc give_up_others(const struct ask *ask, struct outcome *out, const struct role *role,
	struct str person, struct err *err)
{
	const struct incident *i = ask->incident;
	enum rc rc = RC_OK;

	if (!role->exclusive ||
		!staffing_says(ask->policies->staffing, STAFFING_ALONE, role->id, i->level))
		return RC_OK;
	for (size_t n = 0; rc == RC_OK && n < i->roles.n; n++) {
		const struct tenure *t = &i->roles.v[n];
		struct body b;

		if (t->to != INSTANT_NONE || !str_eq(t->person, person) ||
			str_eq(t->role, role->id))
			continue;
		body_begin(&b, ask, out, EV_ROLE_RELEASE, i->number);
		json_out_str(&b.json, "role", t->role);
		json_out_str(&b.json, "person", person);
		json_out_str(&b.json, "why", str_fmt(ask->arena, "took %.*s", STR_ARG(role->id)));
		rc = body_end(&b, err);
		reply(out, ROLE_WAIT, "%.*s is no longer %.*s: that slot is empty now",
			STR_ARG(person), STR_ARG(t->role));
	}
	return rc;
}

/* Part three: the system says it to everybody. */
static enum rc propose_announcement(const struct ask *ask, struct outcome *out,
	const struct role *role, struct str from, struct str person, struct err *err)
{
	struct ask system = *ask;
	struct body b;

	system.actor = STR("system");
	system.door = DOOR_SYSTEM;
	system.known_by = (struct str){0};
	body_begin(&b, &system, out, EV_ROLE_ANNOUNCE, ask->incident->number);
	json_out_str(&b.json, "role", role->id);
	json_out_str(&b.json, "name", role->name);
	json_out_str(&b.json, "from", from);
	json_out_str(&b.json, "person", person);
	body_time(&b, "since", ask->now);
	return body_end(&b, err);
}

static enum rc settle(const struct ask *ask, struct outcome *out, const struct role *role,
	struct str from, struct str person, struct err *err)
{
	enum rc rc = give_up_others(ask, out, role, person, err);

	return rc == RC_OK ? propose_announcement(ask, out, role, from, person, err) : rc;
}

static enum rc check_offer(const struct ask *ask, const struct role *role,
	const struct handover **ret, struct err *err)
{
	const struct handover *any = incident_handover(ask->incident, role->id);
	const struct handover *h = people_offer(ask->policies, ask->incident, role->id, ask->now);

	if (!any)
		return err_set(err, RC_STATE,
			"%.*s is not offered to anybody: its holder says `handoff %.*s @name`",
			STR_ARG(role->id), STR_ARG(role->id));
	if (!h)
		return err_set(err, RC_STATE,
			"the offer of %.*s has lapsed; %.*s holds it and may offer it again",
			STR_ARG(role->id), STR_ARG(any->from));
	if (!str_eq(h->to, speaker(ask)))
		return err_set(err, RC_DENIED, "%.*s is offered to %.*s, not to you",
			STR_ARG(role->id), STR_ARG(h->to));
	*ret = h;
	return RC_OK;
}

static enum rc accept(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct handover *h = NULL;
	const struct role *role;
	struct body b;
	enum rc rc = role_given(ask, args, &role, err);

	if (rc == RC_OK)
		rc = check_offer(ask, role, &h, err);
	if (rc == RC_OK)
		rc = check_taker(ask, role, h->from, h->to, err);
	if (rc == RC_OK)
		rc = check_readback(ask, args, role, err);
	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_ROLE_ACCEPT, ask->incident->number);
	json_out_str(&b.json, "role", role->id);
	json_out_str(&b.json, "from", h->from);
	json_out_str(&b.json, "person", h->to);
	json_out_int(&b.json, "level", args_int(args, "level", 0));
	json_out_str(&b.json, "next", args_str(args, "next"));
	json_out_str(&b.json, "action", args_str(args, "action"));
	rc = body_end(&b, err);
	reply(out, ROLE_OK, "You have %.*s since %sZ, from %.*s.", STR_ARG(role->id),
		time_hm(ask->arena, ask->now, 0), STR_ARG(h->from));
	return rc == RC_OK ? settle(ask, out, role, h->from, h->to, err) : rc;
}

/* ---- Takeover ---- */

/* Talk counts; coming and going does not. */
static bool is_word(const struct chat_row *c)
{
	return !c->how.n || str_eq_z(c->how, "msg") || str_eq_z(c->how, "action");
}

static bool is_by(const struct ask *ask, const struct chat_row *c, struct str person)
{
	struct str account = c->network.n ? str_fmt(ask->arena, "%.*s/%.*s", STR_ARG(c->network),
						    STR_ARG(c->account))
					  : c->account;

	if (c->account.n && str_eq(access_person_of(ask->board, account), person))
		return true;
	return str_eq(c->nick, person) || str_eq(person_of(c->actor), person);
}

/* When the person was last heard: a row, or a word in the room. */
static enum rc last_heard(const struct ask *ask, struct str person, instant *ret, struct err *err)
{
	const struct tenure *t = incident_tenure(ask->incident, commander, person);
	instant last = people_last_row(ask->incident, person);
	struct window rows = {0};
	enum rc rc = RC_OK;

	if (t && t->from > last)
		last = t->from;
	if (ask->reach)
		rc = ask->reach->chat(ask->reach->self, ask->incident->number, last, INSTANT_NONE,
			CHAT_LOOKED_AT, &rows, err);
	for (size_t n = 0; rc == RC_OK && n < rows.n; n++) {
		const struct chat_row *c = &rows.v[n];

		if (is_word(c) && c->occurred > last && is_by(ask, c, person))
			last = c->occurred;
	}
	if (rc == RC_OK)
		*ret = last;
	return rc;
}

static enum rc check_silence(
	const struct ask *ask, struct str holder, duration *ret, struct err *err)
{
	duration limit = staffing_length(
		ask->policies->staffing, STAFFING_SILENCE, commander, ask->incident->level);
	instant last;
	enum rc rc = last_heard(ask, holder, &last, err);

	if (rc != RC_OK)
		return rc;
	*ret = ask->now - last;
	if (limit && *ret >= limit)
		return RC_OK;
	return err_set(err, RC_STATE,
		"%.*s was heard %s ago, at %s: the deputy may take command after %s of silence",
		STR_ARG(holder), duration_short(ask->arena, *ret),
		time_hm(ask->arena, last, zone_offset_min(ask->zone, last)),
		duration_short(ask->arena, limit));
}

static enum rc check_witness(
	const struct args *args, struct str me, struct str holder, struct err *err)
{
	struct str witness = args_str(args, "witness");

	if (witness.n && !str_eq(witness, me) && !str_eq(witness, holder))
		return RC_OK;
	return err_set(err, RC_USAGE,
		"a third person must have heard it: `takeover ic witness=@name`, neither you nor "
		"%.*s",
		STR_ARG(holder));
}

static enum rc take_over(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct role *role, struct str holder, struct err *err)
{
	struct str me = speaker(ask);
	duration silent;
	struct body b;
	enum rc rc = check_silence(ask, holder, &silent, err);

	if (rc == RC_OK)
		rc = check_witness(args, me, holder, err);
	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_ROLE_TAKEOVER, ask->incident->number);
	json_out_str(&b.json, "role", role->id);
	json_out_str(&b.json, "from", holder);
	json_out_str(&b.json, "person", me);
	json_out_str(&b.json, "witness", args_str(args, "witness"));
	json_out_int(&b.json, "silent", silent / US_PER_S);
	if (args_has(args, "why"))
		json_out_str(&b.json, "why", args_str(args, "why"));
	rc = body_end(&b, err);
	reply(out, ROLE_OK, "You command since %sZ; %.*s was silent for %s.",
		time_hm(ask->arena, ask->now, 0), STR_ARG(holder),
		duration_short(ask->arena, silent));
	if (rc == RC_OK)
		rc = settle(ask, out, role, holder, me, err);
	add_brief(ask, out, role);
	return rc;
}

/* An executive who gives orders is asked whether they wish to command; yes means the same three parts. */
static enum rc ask_for(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct role *role, struct str holder, struct err *err)
{
	const struct handover *h = people_offer(ask->policies, ask->incident, role->id, ask->now);
	enum rc rc = RC_OK;

	if (h && str_eq(h->to, speaker(ask)))
		return err_set(err, RC_STATE,
			"%.*s is yours to accept: `accept %.*s level=N next=HH:MM action=ID` or "
			"none",
			STR_ARG(role->id), STR_ARG(role->id));
	rc = clear_the_way(ask, out, role, err);
	if (rc == RC_OK)
		rc = propose_offer(ask, out, EV_ROLE_REQUEST, role, holder, speaker(ask),
			args_str(args, "why"), err);
	if (rc != RC_OK)
		return rc;
	reply(out, ROLE_WAIT,
		"Do you wish to take command? %.*s commands until you read back: accept %.*s "
		"level=N next=HH:MM action=ID or none, %.*s. No: handoff decline %.*s",
		STR_ARG(holder), STR_ARG(role->id), STR_ARG(waits_for(ask, role)),
		STR_ARG(role->id));
	add_brief(ask, out, role);
	return RC_OK;
}

static enum rc takeover(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct incident *i = ask->incident;
	struct str me = speaker(ask), holder;
	const struct role *role;
	enum rc rc = role_given(ask, args, &role, err);

	if (rc != RC_OK)
		return rc;
	holder = incident_holder(i, role->id);
	if (!str_eq(role->id, commander))
		return err_set(err, RC_STATE,
			"only command is taken over; ask %.*s for `handoff %.*s @%.*s`",
			STR_ARG(holder.n ? holder : STR("the commander")), STR_ARG(role->id),
			STR_ARG(me));
	if (!holder.n)
		return err_set(err, RC_STATE, "nobody commands: `role take ic`");
	if (str_eq(holder, me))
		return err_set(err, RC_STATE, "you command already");
	if (incident_tenure(i, executive, me))
		return ask_for(ask, args, out, role, holder, err);
	if (!incident_tenure(i, deputy, me))
		return err_set(err, RC_DENIED,
			"the deputy takes over from a silent commander, an executive may ask for "
			"it; you hold neither role: ask %.*s for `handoff ic @%.*s`",
			STR_ARG(holder), STR_ARG(me));
	return take_over(ask, args, out, role, holder, err);
}

static const struct command rows[] = {
	{"handoff", NULL, "offer a role that you hold; it moves when the other reads back",
		"[<what:offer|withdraw|decline>] [<role>] [<person>] [why=<text>] "
		"[format=text|json]",
		"handoff ic @ops1 why=\"end of shift\"", DOORS_PEOPLE, CAP_RESPOND, INCIDENT_OPEN,
		handoff},
	{"accept", NULL, "take a role that is offered to you: read back what the brief says",
		"<role> level=<level> next=<word> action=<word>",
		"accept ic level=1 next=14:05 action=none", DOORS_PEOPLE, CAP_RESPOND,
		INCIDENT_OPEN, accept},
	{"takeover", NULL,
		"command changes hands without its holder: the deputy after silence, an executive "
		"by asking",
		"<role> [witness=<person>] [why=<text>]", "takeover ic witness=@ops2", DOORS_PEOPLE,
		CAP_RESPOND, INCIDENT_OPEN, takeover},
	{"brief", NULL, "what somebody must know who takes over now", "[<role>]", "brief ic",
		DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_ANY, brief},
};

const struct command_family family_handoff = {
	"handoff", "hand-over", rows, sizeof rows / sizeof *rows};
