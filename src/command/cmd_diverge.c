/* cmd_diverge.c: departures from the normal state, until each is taken back or accepted: diverge. */
#include "command/change_internal.h"
#include "view/view_diverge.h"

bool id_of(struct str word, const char *letters, uint32_t *ret)
{
	struct str digits = word;
	uint64_t id;
	size_t n = strlen(letters);

	if (word.n > n && str_ieq(str_cut(word, 0, n), str_z(letters)))
		digits = str_cut(word, n + (word.p[n] == '-'), word.n);
	if (!str_to_u64(digits, UINT32_MAX, &id) || !id)
		return false;
	*ret = (uint32_t)id;
	return true;
}

enum rc propose_diverged(const struct ask *ask, struct outcome *out, struct str text,
	struct str owner, instant until, uint32_t change, struct err *err)
{
	uint32_t id = incident_next_divergence(ask->incident);
	struct body b;

	if (!id)
		return err_set(err, RC_LIMIT, "INC-%u has no number left for a departure",
			ask->incident->number);
	body_begin(&b, ask, out, EV_DIVERGED, ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "text", text);
	json_out_str(&b.json, "owner", owner);
	body_time(&b, "until", until);
	if (change)
		json_out_int(&b.json, "change", change);
	reply(out, ROLE_WAIT,
		"DIV-%u departs from normal, @%.*s sees that it ends%s%s: `diverge revert DIV-%u` "
		"or "
		"`diverge accept DIV-%u reason=... owner=@name`",
		id, STR_ARG(owner), until == INSTANT_NONE ? "" : " by ",
		until == INSTANT_NONE ? "" : time_iso_prec(ask->arena, until, PREC_MIN), id, id);
	return body_end(&b, err);
}

static enum rc add(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct stamp until = {.at = INSTANT_NONE};
	struct str owner = args_has(args, "owner") ? args_str(args, "owner")
						   : args_str(args, "who");

	if (!args_has(args, "text"))
		return err_set(err, RC_USAGE,
			"what departs from normal? `diverge \"batch jobs are off\" until=+4h "
			"@name`");
	if (!incident_is_open(ask->incident))
		return err_set(err, RC_STATE, "INC-%u is closed: `reopen` comes first",
			ask->incident->number);
	args_time(args, "until", &until);
	return propose_diverged(
		ask, out, args_str(args, "text"), owner.n ? owner : speaker(ask), until.at, 0, err);
}

static enum rc find_open(const struct ask *ask, const struct args *args,
	const struct divergence **ret, struct err *err)
{
	uint32_t id = (uint32_t)args_int(args, "id", 0);

	*ret = incident_divergence(ask->incident, id);
	if (!id)
		return err_set(
			err, RC_USAGE, "which one? DIV-1, DIV-2 ...; `diverge list` shows them");
	if (!*ret)
		return err_set(err, RC_UNKNOWN, "INC-%u has no DIV-%u; `diverge list` shows them",
			ask->incident->number, id);
	if ((*ret)->state != DIVERGENCE_OPEN)
		return err_set(err, RC_STATE, "DIV-%u is %s already", id,
			divergence_state_name((*ret)->state));
	return RC_OK;
}

static enum rc revert(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct divergence *d;
	struct body b;
	enum rc rc = find_open(ask, args, &d, err);

	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_DIVERGE_REVERTED, ask->incident->number);
	json_out_int(&b.json, "id", d->id);
	if (args_has(args, "text"))
		json_out_str(&b.json, "text", args_str(args, "text"));
	reply(out, ROLE_OK, "DIV-%u is taken back", d->id);
	return body_end(&b, err);
}

static enum rc accept(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str why = args_has(args, "reason") ? args_str(args, "reason")
						  : args_str(args, "text");
	struct str owner = args_has(args, "owner") ? args_str(args, "owner")
						   : args_str(args, "who");
	const struct divergence *d;
	struct body b;
	enum rc rc = find_open(ask, args, &d, err);

	if (rc != RC_OK)
		return rc;
	if (!why.n || !owner.n)
		return err_set(err, RC_USAGE,
			"what stays different has a reason and an owner: `diverge accept DIV-%u "
			"reason=\"...\" owner=@name`",
			d->id);
	body_begin(&b, ask, out, EV_DIVERGE_ACCEPTED, ask->incident->number);
	json_out_int(&b.json, "id", d->id);
	json_out_str(&b.json, "text", why);
	json_out_str(&b.json, "owner", owner);
	reply(out, ROLE_OK, "DIV-%u stays, owned by %.*s", d->id, STR_ARG(owner));
	return body_end(&b, err);
}

static enum rc diverge(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str what = args_str(args, "what");
	bool nothing = !what.n && !args_has(args, "text") && !args_has(args, "id");

	if (nothing || str_eq_z(what, "list")) {
		if (wants_json(ask, args))
			view_divergences_json(&out->json, ask->incident);
		doc_append(out->reply, view_divergences(ask->arena, ask->incident, ask->now));
		return RC_OK;
	}
	if (!(ask->capabilities & CAP_RESPOND))
		return err_set(err, RC_DENIED,
			"departures from normal need the right to respond; ask @ic");
	if (str_eq_z(what, "revert"))
		return revert(ask, args, out, err);
	if (str_eq_z(what, "accept"))
		return accept(ask, args, out, err);
	return add(ask, args, out, err);
}

static const struct command rows[] = {
	{"diverge", NULL,
		"what departs from normal for now: say it, revert it, or accept it with an owner",
		"[<what:revert|accept|list>] [<id:id>] [<text:text>] [<who:person>] "
		"[owner=<person>] [until=<promise>] [reason=<text>] [format=text|json]",
		"diverge \"batch jobs are off\" until=+4h @ops1", DOORS_PEOPLE, CAP_OBSERVE,
		INCIDENT_ANY, diverge},
};

const struct command_family family_diverge = {
	"diverge", "departures from normal", rows, sizeof rows / sizeof *rows};
