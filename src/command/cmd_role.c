/* cmd_role.c: who does what: role, who. */
#include "command/command_internal.h"
#include "view/view_people.h"

/* The commander holds no second role at SEV1 and SEV2, whichever of the two comes second. */
static enum rc check_exclusive(
	const struct ask *ask, const struct role *role, struct str person, struct err *err)
{
	const struct incident *i = ask->incident;

	if (i->level > 2)
		return RC_OK;
	for (size_t n = 0; n < i->roles.n; n++) {
		const struct tenure *t = &i->roles.v[n];
		const struct role *other = roles_by_id(ask->policies->roles, t->role);

		if (t->to != INSTANT_NONE || !str_eq(t->person, person) ||
			str_eq(t->role, role->id))
			continue;
		if (role->exclusive || (other && other->exclusive))
			return err_set(err, RC_STATE,
				"%.*s holds %.*s: at SEV%d the %s holds no second role",
				STR_ARG(person), STR_ARG(t->role), i->level, "incident commander");
	}
	return RC_OK;
}

static enum rc assign(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct role *role, struct str person, struct err *err)
{
	const struct incident *i = ask->incident;
	struct stamp when = when_or_now(ask, args, "at");
	struct str holder = incident_holder(i, role->id);
	struct body b;
	enum rc rc;

	if (str_eq(holder, person))
		return err_set(err, RC_STATE, "%.*s holds %.*s already", STR_ARG(person),
			STR_ARG(role->id));
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
	reply(out, ROLE_TEXT, "%.*s is %.*s", STR_ARG(person), STR_ARG(role->name));
	return body_end(&b, err);
}

static enum rc release(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct role *role, struct str person, struct err *err)
{
	struct body b;

	if (!person.n)
		person = incident_holder(ask->incident, role->id);
	if (!person.n)
		return err_set(err, RC_STATE, "nobody holds %.*s", STR_ARG(role->id));
	body_begin(&b, ask, out, EV_ROLE_RELEASE, ask->incident->number);
	json_out_str(&b.json, "role", role->id);
	json_out_str(&b.json, "person", person);
	if (args_has(args, "why"))
		json_out_str(&b.json, "why", args_str(args, "why"));
	reply(out, ROLE_TEXT, "%.*s left %.*s", STR_ARG(person), STR_ARG(role->id));
	return body_end(&b, err);
}

static enum rc people(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	(void)err;
	if (wants_json(ask, args))
		view_people_json(&out->json, ask->incident);
	doc_append(out->reply, view_people(ask->arena, ask->policies, ask->incident, ask->now));
	return RC_OK;
}

static enum rc role(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str what = args_str(args, "what"), person = args_str(args, "person");
	const struct role *which;

	if (str_eq_z(what, "list") || !args_has(args, "role"))
		return people(ask, args, out, err);
	which = roles_by_id(ask->policies->roles, args_str(args, "role"));
	if (!which)
		return err_set(
			err, RC_UNKNOWN, "there is no role %.*s", STR_ARG(args_str(args, "role")));
	if (str_eq_z(what, "take")) {
		person = speaker(ask);
	} else if (!(ask->capabilities & CAP_COMMAND)) {
		return err_set(err, RC_DENIED,
			"giving roles to others needs the right to command; ask @ic");
	}
	if (str_eq_z(what, "release"))
		return release(ask, args, out, which, person, err);
	if (!person.n)
		return err_set(err, RC_USAGE, "who? `role %.*s @name`, or `role take %.*s`",
			STR_ARG(which->id), STR_ARG(which->id));
	return assign(ask, args, out, which, person, err);
}

static const struct command rows[] = {
	{"role", NULL, "take, give, release and list roles",
		"[<what:take|give|release|list>] [<role>] [<person>] [why=<text>] [at=<time>] "
		"[format=text|json]",
		"role scribe @ops1", DOORS_PEOPLE, CAP_RESPOND, INCIDENT_OPEN, role, CARE_UNDO},
	{"who", NULL, "who holds which role, and which required roles are empty",
		"[format=text|json]", "who", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_ANY, people},
};

const struct command_family family_role = {"role", "roles", rows, sizeof rows / sizeof *rows};
