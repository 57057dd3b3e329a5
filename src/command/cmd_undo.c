/* cmd_undo.c: takes one's own latest row back with a row that corrects it: undo. Nothing is erased. */
#include "command/command_internal.h"
#include "core/people_now.h"

enum { UNDO_WITHIN_MIN = 10 };

typedef enum rc invert_fn(
	const struct ask *ask, const struct entry *e, struct outcome *out, struct err *err);

static struct str because(const struct ask *ask, const struct entry *e)
{
	return str_fmt(ask->arena, "taken back: E-%llu", (unsigned long long)e->seq);
}

static enum rc overtaken(const struct entry *e, const char *what, struct err *err)
{
	return err_set(err, RC_STATE, "E-%llu is no longer in force: %s",
		(unsigned long long)e->seq, what);
}

/* ---- Roles ---- */

static enum rc propose_holder(const struct ask *ask, const struct entry *e, struct outcome *out,
	enum event_kind kind, const struct tenure *t, struct err *err)
{
	const struct role *role = roles_by_id(ask->policies->roles, t->role);
	struct body b;

	if (kind == EV_ROLE_ASSIGN && role &&
		people_clash_with(ask->policies, ask->incident, role, t->person))
		return overtaken(e, "whoever commands at this level holds no second role", err);
	body_begin(&b, ask, out, kind, ask->incident->number);
	json_out_str(&b.json, "role", t->role);
	json_out_str(&b.json, "person", t->person);
	if (kind == EV_ROLE_ASSIGN)
		json_out_bool(&b.json, "many", role && role->many);
	if (kind == EV_ROLE_ASSIGN && t->service.n)
		json_out_str(&b.json, "service", t->service);
	json_out_str(&b.json, "why", because(ask, e));
	return body_end(&b, err);
}

/* The tenures that a row began or ended; NULL: none. */
static const struct tenure *began_by(const struct incident *i, uint64_t seq)
{
	for (size_t n = 0; n < i->roles.n; n++)
		if (i->roles.v[n].from_seq == seq)
			return &i->roles.v[n];
	return NULL;
}

static const struct tenure *ended_by(const struct incident *i, uint64_t seq, struct str role)
{
	for (size_t n = 0; n < i->roles.n; n++)
		if (i->roles.v[n].to_seq == seq && (!role.n || str_eq(i->roles.v[n].role, role)))
			return &i->roles.v[n];
	return NULL;
}

/* Whoever held it before holds it again; a role that nobody held is empty again. */
static enum rc give_back(
	const struct ask *ask, const struct entry *e, struct outcome *out, struct err *err)
{
	const struct tenure *now = began_by(ask->incident, e->seq), *was;

	if (!now)
		return overtaken(e, "it gave nobody a role", err);
	if (now->to != INSTANT_NONE)
		return overtaken(e, "the role changed hands since; `role` gives it again", err);
	was = ended_by(ask->incident, e->seq, now->role);
	return was ? propose_holder(ask, e, out, EV_ROLE_ASSIGN, was, err)
		   : propose_holder(ask, e, out, EV_ROLE_RELEASE, now, err);
}

static enum rc take_again(
	const struct ask *ask, const struct entry *e, struct outcome *out, struct err *err)
{
	const struct tenure *was = ended_by(ask->incident, e->seq, (struct str){0});
	const struct role *role = was ? roles_by_id(ask->policies->roles, was->role) : NULL;

	if (!was)
		return overtaken(e, "it took a role from nobody", err);
	if (incident_holder(ask->incident, was->role).n && !(role && role->many))
		return overtaken(e, "somebody else holds the role; `role` gives it again", err);
	return propose_holder(ask, e, out, EV_ROLE_ASSIGN, was, err);
}

/* ---- Severity ---- */

/* A level set by hand goes back to what it was, unless the rules ask for more than that by now. */
static enum rc level_back(
	const struct ask *ask, const struct entry *e, struct outcome *out, struct err *err)
{
	const struct incident *i = ask->incident;
	size_t n = i->history.n;
	struct gauges g = incident_gauges_at(i, ask->now);
	struct severity_result r;
	struct body b;
	int before;

	if (n < 2 || i->history.v[n - 1].seq != e->seq)
		return overtaken(e, "the severity changed since; `sev` sets it again", err);
	before = i->history.v[n - 2].level;
	severity_evaluate(ask->policies->severity, &g, &r);
	if (before > i->level && r.level < before)
		return err_set(err, RC_STATE,
			"the rules say SEV%d now: SEV%d cannot come back by itself", r.level,
			before);
	body_begin(&b, ask, out, EV_SEV_SET, i->number);
	json_out_int(&b.json, "from", i->level);
	json_out_int(&b.json, "level", before);
	json_out_bool(&b.json, "by_rule", false);
	json_out_str(
		&b.json, "rules", severity_rules_text(ask->arena, ask->policies->severity, &r));
	json_out_bool(&b.json, "provisional", r.provisional);
	json_out_str(&b.json, "reason", because(ask, e));
	return body_end(&b, err);
}

/* ---- Rows and actions ---- */

static enum rc words_back(
	const struct ask *ask, const struct entry *e, struct outcome *out, struct err *err)
{
	struct body b;

	if (e->amended_by)
		return overtaken(e, "it was corrected since", err);
	body_begin(&b, ask, out, EV_AMEND, ask->incident->number);
	json_out_int(&b.json, "target", (int64_t)e->seq);
	json_out_str(&b.json, "text", STR("(taken back)"));
	json_out_str(&b.json, "why", STR("undo"));
	return body_end(&b, err);
}

static enum rc drop_action(
	const struct ask *ask, const struct entry *e, struct outcome *out, struct err *err)
{
	const struct action *a = NULL;
	struct body b;

	for (size_t n = 0; n < ask->incident->actions.n; n++)
		if (ask->incident->actions.v[n].seq == e->seq)
			a = &ask->incident->actions.v[n];
	if (!a || a->status != ACTION_OPEN)
		return overtaken(e, "the action is not open any more", err);
	body_begin(&b, ask, out, EV_ACTION_UPDATE, ask->incident->number);
	json_out_int(&b.json, "id", a->id);
	json_out_z(&b.json, "status", "dropped");
	json_out_str(&b.json, "evidence", because(ask, e));
	return body_end(&b, err);
}

/* A promise that was put off stands again as it was. */
static enum rc promise_back(
	const struct ask *ask, const struct entry *e, struct outcome *out, struct err *err)
{
	const struct update_snooze *s = NULL;
	const struct update *u;
	struct body b;

	for (size_t n = 0; n < ask->incident->comms.snoozes.n; n++)
		if (ask->incident->comms.snoozes.v[n].seq == e->seq)
			s = &ask->incident->comms.snoozes.v[n];
	if (!s || s->due == INSTANT_NONE ||
		update_last_snooze(ask->incident, s->audience)->seq != e->seq)
		return overtaken(e, "it was put off again since", err);
	u = incident_last_update(ask->incident, s->audience);
	if (u && u->seq > e->seq)
		return overtaken(e, "an update was sent since", err);
	body_begin(&b, ask, out, EV_UPDATE_SNOOZE, ask->incident->number);
	json_out_str(&b.json, "audience", s->audience);
	body_time(&b, "due", s->until);
	body_time(&b, "until", s->due);
	json_out_str(&b.json, "reason", because(ask, e));
	return body_end(&b, err);
}

/* ---- What can be taken back, and what to do about the rest ---- */

static const struct {
	enum event_kind kind;
	invert_fn *invert;
	const char *instead;
} inverses[] = {
	{EV_ROLE_ASSIGN, give_back, NULL},
	{EV_ROLE_RELEASE, take_again, NULL},
	{EV_SEV_SET, level_back, NULL},
	{EV_UPDATE_SNOOZE, promise_back, NULL},
	{EV_NOTE, words_back, NULL},
	{EV_ACTION_CREATE, drop_action, NULL},
	{EV_SEV_OVERRIDE, NULL, "set the level again with `sev`"},
	{EV_INPUT_SET, NULL, "say what is right with `impact`"},
	{EV_STATUS_SET, NULL, "move it back with `status`"},
	{EV_MARK_SET, NULL, "say the right time with `mark`"},
	{EV_AMEND, NULL, "`amend` the same entry again"},
	{EV_ACTION_UPDATE, NULL, "`action change` says what is right"},
	{EV_UPDATE_SENT, NULL, "what was sent stays sent; send a correction with `update`"},
	{EV_CHANGE_PROPOSED, NULL, "`run stop` withdraws it"},
	{EV_CHANGE_STARTED, NULL, "`run stop` ends it, `run rollback` takes it back"},
	{EV_CHANGE_ENDED, NULL, "`run rollback` takes the change back"},
	{EV_CHECK_BEGUN, NULL, "`run rollback` takes the change back"},
	{EV_CHECK_PASSED, NULL, "record what is seen now with `check`"},
	{EV_CHECK_FAILED, NULL, "record what is seen now with `check`"},
	{EV_EVIDENCE_KEPT, NULL, "what was kept stays kept; say what it is with `log`"},
	{EV_DIVERGED, NULL, "`diverge revert` ends it"},
	{EV_DECLARE, NULL, "`status resolved` and `close` end it"},
	{EV_CLOSE, NULL, "`reopen` opens it again"},
	{EV_REOPEN, NULL, "`close` ends it again"},
};

static enum rc invert(
	const struct ask *ask, const struct entry *e, struct outcome *out, struct err *err)
{
	const char *instead = "say what is right with the verb that recorded it";

	for (size_t n = 0; n < sizeof inverses / sizeof *inverses; n++) {
		if (inverses[n].kind != e->kind)
			continue;
		if (inverses[n].invert)
			return inverses[n].invert(ask, e, out, err);
		instead = inverses[n].instead;
	}
	return err_set(err, RC_STATE, "E-%llu (%.*s) cannot be taken back: %s",
		(unsigned long long)e->seq, STR_ARG(e->label), instead);
}

/* A level that followed by rule from what somebody said is not that person's deed. */
static bool by_rule(const struct incident *i, const struct entry *e)
{
	if (e->kind == EV_SEV_COMPUTED)
		return true;
	for (size_t n = 0; e->kind == EV_SEV_SET && n < i->history.n; n++)
		if (i->history.v[n].seq == e->seq)
			return i->history.v[n].by_rule;
	return false;
}

/* The rows of one line were recorded at one instant; the first of them is the deed. */
static const struct entry *last_deed(const struct ask *ask)
{
	const struct incident *i = ask->incident;
	const struct entry *deed = NULL;

	for (size_t n = i->entries.n; n-- > 0;) {
		const struct entry *e = &i->entries.v[n];
		bool mine = str_eq(e->actor, ask->actor) && !by_rule(i, e);

		if (deed && e->recorded != deed->recorded)
			break;
		if (mine)
			deed = e;
	}
	return deed;
}

static enum rc pick(
	const struct ask *ask, const struct args *args, const struct entry **ret, struct err *err)
{
	uint64_t seq = (uint64_t)args_int(args, "entry", 0);
	const struct entry *e = args_has(args, "entry") ? incident_entry(ask->incident, seq)
							: last_deed(ask);

	if (!e && args_has(args, "entry"))
		return err_set(err, RC_UNKNOWN, "INC-%u has no entry E-%llu", ask->incident->number,
			(unsigned long long)seq);
	if (!e)
		return err_set(
			err, RC_STATE, "you recorded nothing in INC-%u yet", ask->incident->number);
	if (!str_eq(e->actor, ask->actor))
		return err_set(err, RC_DENIED, "E-%llu is of %.*s: only they take it back",
			(unsigned long long)e->seq, STR_ARG(e->actor));
	if (by_rule(ask->incident, e))
		return err_set(err, RC_STATE,
			"E-%llu followed by rule; say what is right with `impact`",
			(unsigned long long)e->seq);
	if (ask->now - e->recorded > UNDO_WITHIN_MIN * US_PER_MIN)
		return err_set(err, RC_STATE,
			"E-%llu (%.*s) is %s old; `undo` takes back what is at most %dm old",
			(unsigned long long)e->seq, STR_ARG(e->label),
			duration_short(ask->arena, ask->now - e->recorded), UNDO_WITHIN_MIN);
	*ret = e;
	return RC_OK;
}

static enum rc undo(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct entry *e = NULL;
	enum rc rc = pick(ask, args, &e, err);

	if (rc == RC_OK)
		rc = invert(ask, e, out, err);
	if (rc == RC_OK)
		reply(out, ROLE_TEXT, "taken back: E-%llu %.*s. Both rows stay on record.",
			(unsigned long long)e->seq, STR_ARG(e->text));
	return rc;
}

static const struct command rows[] = {
	{"undo", NULL, "take your latest row back, or one you name; both stay on record",
		"[<entry:id>]", "undo E-2", DOORS_PEOPLE, CAP_LOG, INCIDENT_ANY, undo},
};

const struct command_family family_undo = {"undo", "taking back", rows, sizeof rows / sizeof *rows};
