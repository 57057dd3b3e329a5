/* cmd_rights.c: who may do what, by what: grant, revoke, person, code. */
#include "command/change_internal.h"
#include "command/proof.h"
#include "view/view_access.h"

enum { GRANT_LONGEST_H = 24, CODE_MIN = 10, CODE_LONGEST_MIN = 60, CODE_LETTERS = 8 };

/* ---- Grants ---- */

static enum rc check_grant(
	const struct ask *ask, struct str person, enum capability c, instant until, struct err *err)
{
	if (!incident_is_open(ask->incident))
		return err_set(err, RC_STATE, "INC-%u is closed: a grant would end at once",
			ask->incident->number);
	if (!(ask->capabilities & CAP_COMMAND))
		return err_set(err, RC_DENIED, "granting needs the right to command; ask @ic");
	if (!(ask->capabilities & (unsigned)c))
		return err_set(err, RC_DENIED,
			"you may not %s yourself, so you cannot let others; ask @ic",
			capability_name(c));
	if (str_eq(person, speaker(ask)))
		return err_set(err, RC_DENIED, "nobody grants to themselves; ask somebody else");
	if (until == INSTANT_NONE)
		return err_set(err, RC_USAGE, "until when? `grant @%.*s %s until=30m`",
			STR_ARG(person), capability_name(c));
	if (until <= ask->now)
		return err_set(err, RC_USAGE, "that time is over");
	if (until - ask->now > GRANT_LONGEST_H * US_PER_H)
		return err_set(err, RC_LIMIT,
			"a grant ends within %dh; grant it again when it is still needed",
			GRANT_LONGEST_H);
	return RC_OK;
}

static enum rc propose_revoke(const struct ask *ask, struct outcome *out,
	const struct access_grant *g, struct str why, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_ACCESS_REVOKE, ask->incident->number);
	json_out_int(&b.json, "id", g->id);
	json_out_str(&b.json, "person", g->person);
	json_out_z(&b.json, "system", "warroom");
	json_out_str(&b.json, "capability", g->capability);
	json_out_str(&b.json, "why", why);
	return body_end(&b, err);
}

/* A second grant of the same takes the place of the first. */
static enum rc replace(const struct ask *ask, struct outcome *out, struct str person,
	enum capability c, struct err *err)
{
	const struct incident *i = ask->incident;
	enum rc rc = RC_OK;

	for (size_t n = 0; rc == RC_OK && n < i->grants.items.n; n++) {
		const struct access_grant *g = &i->grants.items.v[n];

		if (grant_holds(i, g, ask->now) && str_eq(g->person, person) &&
			str_eq_z(g->capability, capability_name(c)))
			rc = propose_revoke(ask, out, g, STR("granted anew"), err);
	}
	return rc;
}

static enum rc propose_grant(const struct ask *ask, const struct args *args, struct outcome *out,
	enum capability c, instant until, struct err *err)
{
	uint32_t id = incident_next_grant(ask->incident);
	struct str person = args_str(args, "person");
	struct body b;

	if (!id)
		return err_set(err, RC_LIMIT, "INC-%u has had %d grants, which is the most",
			ask->incident->number, GRANTS_MAX);
	body_begin(&b, ask, out, EV_ACCESS_GRANT, ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "person", person);
	json_out_z(&b.json, "system", "warroom");
	json_out_z(&b.json, "capability", capability_name(c));
	body_time(&b, "until", until);
	if (args_has(args, "why"))
		json_out_str(&b.json, "why", args_str(args, "why"));
	reply(out, ROLE_WAIT, "G-%u: %.*s may %s until %s; `revoke G-%u` ends it sooner", id,
		STR_ARG(person), capability_name(c), time_iso_prec(ask->arena, until, PREC_MIN),
		id);
	return body_end(&b, err);
}

static enum rc grant(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str person = args_str(args, "person"), what = args_str(args, "capability");
	enum capability c = CAP_RESPOND;
	instant until;
	enum rc rc;

	if (!person.n) {
		if (wants_json(ask, args))
			view_grants_json(&out->json, ask->incident, ask->now);
		doc_append(out->reply, view_grants(ask->arena, ask->incident, ask->now));
		return RC_OK;
	}
	if (!capability_find(what, &c))
		return err_set(err, RC_USAGE,
			"which right? `grant @%.*s respond|command|publish|close until=30m`",
			STR_ARG(person));
	rc = deadline(ask, args_str(args, "until"), &until, err);
	if (rc == RC_OK)
		rc = check_grant(ask, person, c, until, err);
	if (rc == RC_OK)
		rc = replace(ask, out, person, c, err);
	return rc == RC_OK ? propose_grant(ask, args, out, c, until, err) : rc;
}

/* Whoever has it may give it back; taking it from others needs the right to command. */
static enum rc check_revoke(const struct ask *ask, struct str person, struct err *err)
{
	if (str_eq(person, speaker(ask)) || (ask->capabilities & CAP_COMMAND))
		return RC_OK;
	return err_set(err, RC_DENIED, "taking a right back needs the right to command; ask @ic");
}

static enum rc revoke_one(const struct ask *ask, const struct args *args, struct outcome *out,
	uint32_t id, struct err *err)
{
	const struct access_grant *g = incident_grant(ask->incident, id);
	struct str why = args_has(args, "why") ? args_str(args, "why") : STR("taken back");
	enum rc rc;

	if (!g)
		return err_set(err, RC_UNKNOWN, "INC-%u has no G-%u; `grant` lists them",
			ask->incident->number, id);
	if (!grant_holds(ask->incident, g, ask->now))
		return err_set(err, RC_STATE, "G-%u does not hold any more", id);
	rc = check_revoke(ask, g->person, err);
	reply(out, ROLE_TEXT, "%.*s may no longer %.*s", STR_ARG(g->person),
		STR_ARG(g->capability));
	return rc == RC_OK ? propose_revoke(ask, out, g, why, err) : rc;
}

static enum rc revoke(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct incident *i = ask->incident;
	struct str person = args_str(args, "person");
	enum rc rc = RC_OK;
	bool any = false;

	if (args_int(args, "G", 0))
		return revoke_one(ask, args, out, (uint32_t)args_int(args, "G", 0), err);
	if (!person.n)
		return err_set(err, RC_USAGE, "what? `revoke G-1`, or `revoke @name` for all");
	for (size_t n = 0; rc == RC_OK && n < i->grants.items.n; n++)
		if (str_eq(i->grants.items.v[n].person, person) &&
			grant_holds(i, &i->grants.items.v[n], ask->now)) {
			any = true;
			rc = revoke_one(ask, args, out, i->grants.items.v[n].id, err);
		}
	if (rc == RC_OK && !any)
		rc = err_set(err, RC_STATE, "nothing is granted to %.*s now", STR_ARG(person));
	return rc;
}

/* ---- Accounts ---- */

static bool is_account(struct str name)
{
	for (size_t n = 0; n < name.n; n++)
		if ((unsigned char)name.p[n] <= ' ' || name.p[n] == 0x7f ||
			strchr(",:*", name.p[n]))
			return false;
	return name.n > 0 && name.n <= 64;
}

static const struct account *link_of(const struct ask *ask, struct str account)
{
	for (size_t n = 0; n < ask->board->access.accounts.n; n++)
		if (!ask->board->access.accounts.v[n].gone &&
			str_ieq(ask->board->access.accounts.v[n].name, account))
			return &ask->board->access.accounts.v[n];
	return NULL;
}

static enum rc propose_account(const struct ask *ask, struct outcome *out, struct str person,
	struct str account, bool gone, struct err *err)
{
	struct body b;

	if (!gone && ask->board->access.accounts.n >= ACCOUNTS_MAX)
		return err_set(
			err, RC_LIMIT, "%d accounts are known, which is the most", ACCOUNTS_MAX);
	body_begin(&b, ask, out, EV_PERSON_ACCOUNT, 0);
	json_out_str(&b.json, "person", person);
	json_out_str(&b.json, "account", account);
	json_out_z(&b.json, "how", "said");
	if (gone)
		json_out_bool(&b.json, "out", true);
	reply(out, ROLE_TEXT, "account %.*s is %s%.*s", STR_ARG(account), gone ? "no longer " : "",
		STR_ARG(person));
	return body_end(&b, err);
}

static enum rc person(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str who = args_str(args, "person"), account = args_str(args, "account");
	bool gone = args_is(args, "what", "remove");
	const struct account *now = link_of(ask, account);

	if (!who.n) {
		if (wants_json(ask, args))
			view_accounts_json(&out->json, ask->board);
		doc_append(out->reply, view_accounts(ask->arena, ask->board));
		return RC_OK;
	}
	if (!(ask->capabilities & CAP_ADMINISTER))
		return err_set(err, RC_DENIED, "accounts are said at the console");
	if (!is_account(account))
		return err_set(err, RC_USAGE,
			"which account of the server's services? `person @%.*s account=NAME`",
			STR_ARG(who));
	if (gone && (!now || !str_eq(now->person, who)))
		return err_set(
			err, RC_STATE, "account %.*s is not %.*s", STR_ARG(account), STR_ARG(who));
	/* The file of settings says it again at each start. */
	if (!gone && now && str_eq(now->person, who)) {
		reply(out, ROLE_DIM, "account %.*s is %.*s already", STR_ARG(account),
			STR_ARG(who));
		return RC_OK;
	}
	return propose_account(ask, out, who, account, gone, err);
}

/* ---- Codes ---- */

static size_t codes_holding(const struct board *b, instant now)
{
	size_t n = 0;

	for (size_t k = 0; k < b->access.codes.n; k++)
		n += code_holds(&b->access.codes.v[k], now);
	return n;
}

/* Forty bits, in letters that are not mistaken for each other. */
static struct str new_word(const struct ask *ask)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	uint8_t bytes[CODE_LETTERS];
	struct buf out;

	_Static_assert(sizeof letters == 33, "five bits for each letter");
	ask->reach->random(ask->reach->self, bytes, sizeof bytes);
	buf_init(&out, ask->arena, CODE_LETTERS + 2);
	for (size_t n = 0; n < CODE_LETTERS; n++) {
		if (n == CODE_LETTERS / 2)
			buf_add_ch(&out, '-');
		buf_add_ch(&out, letters[bytes[n] & 31]);
	}
	return buf_str(&out);
}

static enum rc make_code(const struct ask *ask, const struct args *args, struct outcome *out,
	duration length, struct err *err)
{
	struct str who = args_str(args, "person"), word;
	uint32_t id = access_next_code(ask->board);
	uint8_t salt[SALT_SIZE];
	struct hash digest;
	struct body b;

	if (!id || !ask->reach)
		return err_set(err, RC_LIMIT, "this journal has no number left for a code");
	if (codes_holding(ask->board, ask->now) >= CODES_LIVE_MAX)
		return err_set(err, RC_LIMIT,
			"%d codes wait to be used, which is the most: `code drop K-1` ends one",
			CODES_LIVE_MAX);
	word = new_word(ask);
	ask->reach->random(ask->reach->self, salt, sizeof salt);
	digest = code_digest(salt, word);
	body_begin(&b, ask, out, EV_CODE_MADE, proof_room(ask));
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "person", who);
	json_out_z(&b.json, "salt", hex_encode(ask->arena, salt, sizeof salt));
	json_out_z(&b.json, "digest", hash_hex(ask->arena, &digest));
	body_time(&b, "until", ask->now + length);
	reply(out, ROLE_HEAD, "%.*s", STR_ARG(word));
	reply(out, ROLE_TEXT,
		"K-%u: tell %.*s in private. It serves once, within %s, as the last word of a "
		"command in the channel: !sev 2 code=%.*s",
		id, STR_ARG(who), duration_short(ask->arena, length), STR_ARG(word));
	return body_end(&b, err);
}

static enum rc drop_code(const struct ask *ask, struct outcome *out, uint32_t id, struct err *err)
{
	const struct code *c = NULL;
	struct body b;

	for (size_t n = 0; n < ask->board->access.codes.n; n++)
		if (ask->board->access.codes.v[n].id == id)
			c = &ask->board->access.codes.v[n];
	if (!c || !code_holds(c, ask->now))
		return err_set(
			err, RC_STATE, "there is no code K-%u that holds; `code` lists them", id);
	body_begin(&b, ask, out, EV_CODE_SPENT, proof_room(ask));
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "person", c->person);
	json_out_z(&b.json, "how", "dropped");
	reply(out, ROLE_TEXT, "K-%u serves no longer", id);
	return body_end(&b, err);
}

static enum rc code(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	duration length = CODE_MIN * US_PER_MIN;

	if (args_is(args, "what", "drop"))
		return drop_code(ask, out, (uint32_t)args_int(args, "K", 0), err);
	if (!args_has(args, "person")) {
		if (wants_json(ask, args))
			view_codes_json(&out->json, ask->board, ask->now);
		doc_append(out->reply, view_codes(ask->arena, ask->board, ask->now));
		return RC_OK;
	}
	if (args_has(args, "for"))
		length = args_dur(args, "for", length);
	if (length < US_PER_MIN || length > CODE_LONGEST_MIN * US_PER_MIN)
		return err_set(err, RC_LIMIT, "a code holds from 1m to %dm", CODE_LONGEST_MIN);
	return make_code(ask, args, out, length, err);
}

static const struct command rows[] = {
	{"grant", NULL, "let somebody do more for a while; without a name, list what was granted",
		"[<person>] [<capability:respond|command|publish|close>] [until=<word>] "
		"[why=<text>] [format=text|json]",
		"grant @ops1 publish until=30m why=\"the comms lead is away\"", DOORS_PEOPLE,
		CAP_OBSERVE, INCIDENT_ANY, grant},
	{"revoke", NULL, "end a grant before its time", "[<G:id>] [<person>] [why=<text>]",
		"revoke G-1", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_OPEN, revoke},
	{"person", NULL, "say whose an account of the IRC server's services is; or list them",
		"[<what:remove|list>] [<person>] [account=<word>] [format=text|json]",
		"person @lead account=alice", DOORS_LOCAL | DOOR_CONFIG, CAP_OBSERVE, INCIDENT_NONE,
		person},
	{"code", NULL,
		"make a one-time code, so that somebody can command from a server without "
		"accounts",
		"[<what:drop|list>] [<K:id>] [<person>] [for=<dur>] [format=text|json]",
		"code @ops1 for=10m", DOORS_LOCAL, CAP_ADMINISTER, INCIDENT_NONE, code},
};

const struct command_family family_rights = {
	"rights", "who may do what", rows, sizeof rows / sizeof *rows};
