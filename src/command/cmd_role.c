/* cmd_role.c: who does what and who is here: role, who, here, gone, rollcall. */
#include "command/command_internal.h"
#include "view/view_people.h"

static struct people_look look(const struct ask *ask)
{
	return (struct people_look){
		.now = ask->now, .zone = ask->zone, .narrow = ask->door == DOOR_IRC};
}

/* The commander holds no second role at SEV1 and SEV2, whichever of the two comes second. */
static enum rc check_exclusive(
	const struct ask *ask, const struct role *role, struct str person, struct err *err)
{
	const struct role *other = people_clash_with(ask->policies, ask->incident, role, person);
	const struct role *alone = other && other->exclusive ? other : role;

	if (!other)
		return RC_OK;
	return err_set(err, RC_STATE,
		"%.*s holds %.*s: at SEV%d the %.*s holds no second role; `role release %.*s` "
		"comes first",
		STR_ARG(person), STR_ARG(other->id), ask->incident->level, STR_ARG(alone->name),
		STR_ARG(other->id));
}

/* What is offered waits for its answer; who holds a role that is handed over learns of it. */
static enum rc check_held(
	const struct ask *ask, const struct role *role, struct str person, struct err *err)
{
	const struct incident *i = ask->incident;
	struct str holder = incident_holder(i, role->id);
	const struct handover *h = people_offer(ask->policies, i, role->id, ask->now);

	if (role->many || !holder.n)
		return RC_OK;
	if (h)
		return err_set(err, RC_STATE,
			"%.*s is offered to %.*s: `accept %.*s ...` ends that, or `handoff "
			"withdraw %.*s`",
			STR_ARG(role->id), STR_ARG(h->to), STR_ARG(role->id), STR_ARG(role->id));
	if (role->exclusive && incident_tenure(i, STR("exec"), person))
		return err_set(err, RC_STATE,
			"%.*s holds exec, and %.*s commands: `takeover %.*s` asks for it, or "
			"`handoff "
			"%.*s @%.*s` by %.*s",
			STR_ARG(person), STR_ARG(holder), STR_ARG(role->id), STR_ARG(role->id),
			STR_ARG(person), STR_ARG(holder));
	if (role->handover &&
		staffing_says(ask->policies->staffing, STAFFING_HANDOVER, role->id, i->level))
		return err_set(err, RC_STATE,
			"%.*s holds %.*s: at SEV%d it changes hands by `handoff %.*s @%.*s`, which "
			"%.*s accepts",
			STR_ARG(holder), STR_ARG(role->id), i->level, STR_ARG(role->id),
			STR_ARG(person), STR_ARG(person));
	return RC_OK;
}

static enum rc assign(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct role *role, struct str person, struct err *err)
{
	const struct incident *i = ask->incident;
	struct stamp when = when_or_now(ask, args, "at");
	struct body b;
	enum rc rc;

	if (incident_tenure(i, role->id, person))
		return err_set(err, RC_STATE, "%.*s holds %.*s already", STR_ARG(person),
			STR_ARG(role->id));
	rc = check_held(ask, role, person, err);
	if (rc == RC_OK)
		rc = check_exclusive(ask, role, person, err);
	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_ROLE_ASSIGN, i->number);
	body_when(&b, ask, &when);
	json_out_str(&b.json, "role", role->id);
	json_out_str(&b.json, "person", person);
	json_out_bool(&b.json, "many", role->many);
	if (args_has(args, "why"))
		json_out_str(&b.json, "why", args_str(args, "why"));
	if (args_has(args, "service"))
		json_out_str(&b.json, "service", args_str(args, "service"));
	reply(out, ROLE_TEXT, "%.*s is %.*s", STR_ARG(person), STR_ARG(role->name));
	return body_end(&b, err);
}

static size_t holders(const struct incident *i, struct str role)
{
	size_t n = 0;

	for (size_t k = 0; k < i->roles.n; k++)
		n += i->roles.v[k].to == INSTANT_NONE && str_eq(i->roles.v[k].role, role);
	return n;
}

/* Giving up what one holds oneself needs no right; taking it from others does. */
static enum rc release(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct role *role, struct str person, struct err *err)
{
	const struct incident *i = ask->incident;
	struct body b;

	if (!person.n)
		person = incident_tenure(i, role->id, speaker(ask)) ? speaker(ask)
								    : incident_holder(i, role->id);
	if (!incident_holder(i, role->id).n)
		return err_set(err, RC_STATE, "nobody holds %.*s", STR_ARG(role->id));
	if (!args_has(args, "person") && holders(i, role->id) > 1 && !str_eq(person, speaker(ask)))
		return err_set(err, RC_USAGE, "%zu people hold %.*s: `role release %.*s @name`",
			holders(i, role->id), STR_ARG(role->id), STR_ARG(role->id));
	if (!incident_tenure(i, role->id, person))
		return err_set(err, RC_STATE, "%.*s does not hold %.*s", STR_ARG(person),
			STR_ARG(role->id));
	if (!str_eq(person, speaker(ask)) && !(ask->capabilities & CAP_COMMAND))
		return err_set(
			err, RC_DENIED, "releasing others needs the right to command; ask @ic");
	body_begin(&b, ask, out, EV_ROLE_RELEASE, i->number);
	json_out_str(&b.json, "role", role->id);
	json_out_str(&b.json, "person", person);
	if (args_has(args, "why"))
		json_out_str(&b.json, "why", args_str(args, "why"));
	reply(out, ROLE_TEXT, "%.*s left %.*s", STR_ARG(person), STR_ARG(role->id));
	return body_end(&b, err);
}

static enum rc who(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct people_look l = look(ask);

	(void)err;
	if (wants_json(ask, args))
		view_people_json(&out->json, ask->arena, ask->policies, ask->incident, ask->now);
	doc_append(out->reply, view_people(ask->arena, ask->policies, ask->incident, &l));
	return RC_OK;
}

static enum rc role(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str what = args_str(args, "what"), person = args_str(args, "person");
	const struct role *which;

	if (str_eq_z(what, "list") || !args_has(args, "role"))
		return who(ask, args, out, err);
	which = roles_by_id(ask->policies->roles, args_str(args, "role"));
	if (!which)
		return err_set(
			err, RC_UNKNOWN, "there is no role %.*s", STR_ARG(args_str(args, "role")));
	if (str_eq_z(what, "release"))
		return release(ask, args, out, which, person, err);
	if (str_eq_z(what, "take")) {
		person = speaker(ask);
	} else if (!(ask->capabilities & CAP_COMMAND)) {
		return err_set(err, RC_DENIED,
			"giving roles to others needs the right to command; ask @ic");
	}
	if (!person.n)
		return err_set(err, RC_USAGE, "who? `role %.*s @name`, or `role take %.*s`",
			STR_ARG(which->id), STR_ARG(which->id));
	return assign(ask, args, out, which, person, err);
}

/* ---- Presence ---- */

/* Everybody says so for themselves; for somebody else it takes the right to respond. */
static enum rc whom(
	const struct ask *ask, const struct args *args, struct str *ret, struct err *err)
{
	struct str person = args_has(args, "person") ? args_str(args, "person") : speaker(ask);

	if (!str_eq(person, speaker(ask)) && !(ask->capabilities & CAP_RESPOND))
		return err_set(err, RC_DENIED, "say it for yourself: who is here says so");
	*ret = person;
	return RC_OK;
}

static enum rc here(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct incident *i = ask->incident;
	struct str service = args_str(args, "service"), person;
	const struct presence *p;
	struct body b;
	bool asked;
	enum rc rc = whom(ask, args, &person, err);

	if (rc != RC_OK)
		return rc;
	p = incident_presence(i, person);
	asked = i->people.called != INSTANT_NONE &&
		(!p || p->answered == INSTANT_NONE || p->answered < i->people.called);
	if (p && !p->seen && !asked && (!service.n || str_eq(service, p->service)))
		return err_set(err, RC_STATE, "%.*s is here already, for %s", STR_ARG(person),
			duration_short(ask->arena, ask->now - p->from));
	if (!p && i->people.presences.n >= PRESENCES_MAX)
		return err_set(
			err, RC_LIMIT, "the list of who was here is full (%d)", PRESENCES_MAX);
	body_begin(&b, ask, out, EV_BRIDGE_JOIN, i->number);
	json_out_str(&b.json, "person", person);
	if (service.n)
		json_out_str(&b.json, "service", service);
	json_out_z(&b.json, "how", "said");
	reply(out, ROLE_TEXT, "%.*s is here%s%.*s", STR_ARG(person), service.n ? " for " : "",
		STR_ARG(service));
	return body_end(&b, err);
}

static enum rc gone(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str person, roles;
	struct body b;
	enum rc rc = whom(ask, args, &person, err);

	if (rc != RC_OK)
		return rc;
	if (!incident_presence(ask->incident, person))
		return err_set(err, RC_STATE, "%.*s did not say that they are here; `here` does",
			STR_ARG(person));
	body_begin(&b, ask, out, EV_BRIDGE_LEAVE, ask->incident->number);
	json_out_str(&b.json, "person", person);
	json_out_z(&b.json, "how", "said");
	if (args_has(args, "why"))
		json_out_str(&b.json, "why", args_str(args, "why"));
	reply(out, ROLE_TEXT, "%.*s is gone", STR_ARG(person));
	roles = incident_roles_of(ask->arena, ask->incident, person);
	if (roles.n)
		reply(out, ROLE_WAIT,
			"%.*s still holds %.*s: `handoff ROLE @name`, or `role release`",
			STR_ARG(person), STR_ARG(roles));
	return body_end(&b, err);
}

static enum rc rollcall(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct incident *i = ask->incident;
	struct body b;

	if (!args_is(args, "what", "call")) {
		if (wants_json(ask, args))
			view_people_rollcall_json(&out->json, ask->arena, i);
		doc_append(out->reply, view_people_rollcall(ask->arena, i, ask->now));
		return RC_OK;
	}
	if (!(ask->capabilities & CAP_RESPOND))
		return err_set(err, RC_DENIED,
			"calling the roll needs the right to respond; ask @deputy or @ic");
	if (!incident_is_open(i))
		return err_set(err, RC_STATE, "INC-%u is closed; nobody is expected", i->number);
	body_begin(&b, ask, out, EV_BRIDGE_ROLLCALL, i->number);
	reply(out, ROLE_TEXT,
		"roll call: everybody says `here` and what they look after; "
		"`rollcall` shows who did not");
	return body_end(&b, err);
}

static const struct command rows[] = {
	{"role", NULL, "take, give, release and list roles",
		"[<what:take|give|release|list>] [<role>] [<person>] [service=<word>] [why=<text>] "
		"[at=<time>] [format=text|json]",
		"role scribe @ops1", DOORS_PEOPLE, CAP_RESPOND, INCIDENT_OPEN, role, CARE_UNDO},
	{"who", NULL,
		"who holds which role since when, who is here, and which required roles are empty",
		"[format=text|json]", "who", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_ANY, who},
	{"here", NULL, "say that you are in the room, and for which service",
		"[<person>] [<service:word>]", "here payments", DOORS_PEOPLE, CAP_LOG,
		INCIDENT_OPEN, here},
	{"gone", NULL, "say that you leave the room", "[<person>] [why=<text>]",
		"gone @db1 why=\"shift ends\"", DOORS_PEOPLE, CAP_LOG, INCIDENT_OPEN, gone},
	{"rollcall", "roll", "who of those expected has not answered; or ask everybody",
		"[<what:call|show>] [format=text|json]", "rollcall call", DOORS_PEOPLE, CAP_OBSERVE,
		INCIDENT_ANY, rollcall},
};

const struct command_family family_role = {
	"role", "roles and presence", rows, sizeof rows / sizeof *rows};
