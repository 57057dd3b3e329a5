/* proof.c: rows that say who somebody is: codes spent and refused, accounts met. */
#include "command/proof.h"

#include "command/command_internal.h"
#include "core/fence.h"

uint32_t proof_room(const struct ask *ask)
{
	return ask->incident && incident_is_open(ask->incident) && incident_may_leave(ask->incident)
		       ? ask->incident->number
		       : 0;
}

enum rc proof_spend_code(
	const struct ask *ask, struct code_said *said, struct outcome *out, struct err *err)
{
	const struct code *c = access_find_code(ask->board, said->word, ask->now);
	struct body b;

	if (!c && said->exposed)
		return RC_OK;
	if (!c)
		return err_set(err, RC_DENIED,
			"that code does not hold: it is wrong, was used, or its time is over; "
			"`code @name` at a console makes another");
	said->id = c->id;
	said->person = str_dup(ask->arena, c->person);
	body_begin(&b, ask, out, EV_CODE_SPENT, proof_room(ask));
	json_out_int(&b.json, "id", c->id);
	json_out_str(&b.json, "person", c->person);
	json_out_str(&b.json, "nick", said->nick);
	json_out_z(&b.json, "how", said->exposed ? "exposed" : "used");
	return body_end(&b, err);
}

enum rc proof_refuse_code(
	const struct ask *ask, struct str nick, struct outcome *out, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_CODE_REFUSED, proof_room(ask));
	json_out_str(&b.json, "nick", nick);
	return body_end(&b, err);
}

static bool is_on_record(const struct board *b, const struct account_met *met)
{
	for (size_t n = 0; n < b->access.accounts.n; n++)
		if (str_ieq(b->access.accounts.v[n].name, met->account))
			return true;
	return access_has_account(b, met->person) || b->access.accounts.n >= ACCOUNTS_MAX;
}

enum rc proof_meet_account(
	const struct ask *ask, const struct account_met *met, struct outcome *out, struct err *err)
{
	struct body b;

	if (is_on_record(ask->board, met))
		return RC_OK;
	body_begin(&b, ask, out, EV_PERSON_ACCOUNT, 0);
	json_out_str(&b.json, "person", met->person);
	json_out_str(&b.json, "account", met->account);
	json_out_z(&b.json, "how", met->how);
	return body_end(&b, err);
}
