/* access.c: folds whose account is whose, what was granted until when, and which codes were made and spent. */
#include "core/access.h"

#include "core/fold_internal.h"

/* ---- Accounts ---- */

static struct account *find_account(const struct board *b, struct str name)
{
	for (size_t n = b->access.accounts.n; n-- > 0;)
		if (str_ieq(b->access.accounts.v[n].name, name))
			return &b->access.accounts.v[n];
	return NULL;
}

bool access_has_account(const struct board *b, struct str person)
{
	for (size_t n = 0; n < b->access.accounts.n; n++)
		if (!b->access.accounts.v[n].gone &&
			str_ieq(b->access.accounts.v[n].person, person))
			return true;
	return false;
}

struct str access_person_of(const struct board *b, struct str account)
{
	const struct account *a = find_account(b, account);

	if (a && !a->gone)
		return a->person;
	return access_has_account(b, account) ? (struct str){0} : account;
}

static void linked(struct fold *f)
{
	struct access *all = &f->board->access;
	struct str name = fold_str(f, "account"), person = fold_str(f, "person");
	struct account *a = find_account(f->board, name);
	bool gone = json_bool(f->body, "out", false);

	fold_say(f, "account %.*s %s %.*s%s", STR_ARG(name), gone ? "is no longer" : "is",
		STR_ARG(person),
		str_eq_z(json_str(f->body, "how"), "named") ? " (named by that nick)" : "");
	if (!name.n || !person.n || (!a && all->accounts.n >= ACCOUNTS_MAX))
		return;
	if (!a)
		a = VEC_PUSH(f->board->arena, &all->accounts);
	*a = (struct account){.name = name, .person = person, .gone = gone, .seq = f->ev->seq};
}

/* ---- Grants ---- */

const struct access_grant *incident_grant(const struct incident *i, uint32_t id)
{
	for (size_t n = 0; n < i->grants.items.n; n++)
		if (i->grants.items.v[n].id == id)
			return &i->grants.items.v[n];
	return NULL;
}

uint32_t incident_next_grant(const struct incident *i)
{
	size_t n = i->grants.items.n;

	if (n >= GRANTS_MAX)
		return 0;
	return n ? i->grants.items.v[n - 1].id + 1 : 1;
}

bool grant_holds(const struct incident *i, const struct access_grant *g, instant now)
{
	return incident_is_open(i) && g->ended == INSTANT_NONE && g->until != INSTANT_NONE &&
	       now < g->until;
}

unsigned access_granted(const struct incident *i, struct str person, instant now)
{
	enum capability c;
	unsigned all = 0;

	for (size_t n = 0; n < i->grants.items.n; n++) {
		const struct access_grant *g = &i->grants.items.v[n];

		if (str_eq(g->person, person) && grant_holds(i, g, now) &&
			capability_find(g->capability, &c) && c != CAP_ADMINISTER)
			all |= (unsigned)c;
	}
	return all;
}

static void granted(struct fold *f)
{
	uint32_t id = fold_id(f, "id", incident_next_grant(f->incident));
	struct access_grant g = {.id = id,
		.seq = f->ev->seq,
		.person = fold_str(f, "person"),
		.capability = fold_str(f, "capability"),
		.why = fold_str(f, "why"),
		.by = f->entry->actor,
		.from = f->ev->occurred,
		.until = fold_time(f, "until"),
		.ended = INSTANT_NONE};

	fold_say(f, "%.*s may %.*s until %s%s%.*s (G-%u)", STR_ARG(g.person), STR_ARG(g.capability),
		fold_until(f, g.until), g.why.n ? ": " : "", STR_ARG(g.why), id);
	if (id && g.person.n)
		*VEC_PUSH(f->board->arena, &f->incident->grants.items) = g;
}

static void revoked(struct fold *f)
{
	uint32_t id = (uint32_t)json_int(f->body, "id", 0);
	struct access_grant *g = (struct access_grant *)(uintptr_t)incident_grant(f->incident, id);
	struct str why = fold_str(f, "why");

	if (!g)
		return;
	fold_say(f, "%.*s may no longer %.*s%s%.*s (G-%u)", STR_ARG(g->person),
		STR_ARG(g->capability), why.n ? ": " : "", STR_ARG(why), id);
	if (g->ended != INSTANT_NONE)
		return;
	g->ended = f->ev->occurred;
	g->ended_why = why;
	g->ended_by = f->entry->actor;
}

/* ---- Codes ---- */

uint32_t access_next_code(const struct board *b)
{
	size_t n = b->access.codes.n;

	if (n >= CODES_MAX)
		return 0;
	return n ? b->access.codes.v[n - 1].id + 1 : 1;
}

bool code_holds(const struct code *c, instant now)
{
	return !c->spent && c->until != INSTANT_NONE && now < c->until;
}

struct hash code_digest(const uint8_t salt[SALT_SIZE], struct str word)
{
	struct hash_state st;

	hash_begin(&st);
	hash_add(&st, salt, SALT_SIZE);
	for (size_t n = 0; n < word.n; n++) {
		char c = word.p[n];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if (c != '-')
			hash_add(&st, &c, 1);
	}
	return hash_end(&st);
}

const struct code *access_find_code(const struct board *b, struct str word, instant now)
{
	const struct code *found = NULL;

	for (size_t n = 0; n < b->access.codes.n; n++) {
		const struct code *c = &b->access.codes.v[n];
		struct hash digest;

		if (!code_holds(c, now))
			continue;
		digest = code_digest(c->salt, word);
		if (hash_eq(&digest, &c->digest))
			found = c;
	}
	return found;
}

static void code_made(struct fold *f)
{
	uint32_t id = fold_id(f, "id", access_next_code(f->board));
	struct code c = {.id = id,
		.seq = f->ev->seq,
		.person = fold_str(f, "person"),
		.until = fold_time(f, "until")};

	fold_say(f, "code K-%u for %.*s serves once, until %s", id, STR_ARG(c.person),
		fold_until(f, c.until));
	if (id && c.person.n && hex_decode(json_str(f->body, "salt"), c.salt, sizeof c.salt) &&
		hex_decode(json_str(f->body, "digest"), c.digest.b, sizeof c.digest.b))
		*VEC_PUSH(f->board->arena, &f->board->access.codes) = c;
}

static void code_spent(struct fold *f)
{
	int64_t id = json_int(f->body, "id", 0);
	struct str nick = json_str(f->body, "nick");

	for (size_t n = 0; n < f->board->access.codes.n; n++) {
		struct code *c = &f->board->access.codes.v[n];

		if (c->id != id)
			continue;
		c->spent = true;
		fold_say(f, "code K-%u of %.*s %s%s%.*s", c->id, STR_ARG(c->person),
			str_eq_z(json_str(f->body, "how"), "used") ? "was used"
								   : "serves no longer",
			nick.n ? ", said by the nick " : "", STR_ARG(nick));
	}
}

static void code_refused(struct fold *f)
{
	fold_say(f, "%.*s said a code that does not hold", STR_ARG(json_str(f->body, "nick")));
}

void fold_access(struct fold *f)
{
	switch ((int)f->ev->kind) {
	case EV_PERSON_ACCOUNT:
		linked(f);
		break;
	case EV_CODE_MADE:
		code_made(f);
		break;
	case EV_CODE_SPENT:
		code_spent(f);
		break;
	case EV_CODE_REFUSED:
		code_refused(f);
		break;
	case EV_ACCESS_GRANT:
		if (f->incident)
			granted(f);
		break;
	case EV_ACCESS_REVOKE:
		if (f->incident)
			revoked(f);
		break;
	default:
		break;
	}
}

/* ---- All of it together ---- */

unsigned access_capabilities(const struct access_policy *p, const struct incident *i,
	struct str person, bool proven, bool trusted, instant now)
{
	unsigned all = trusted ? access_of_trusted(p) : access_of_anybody(p);

	if (!proven || !i)
		return all;
	for (size_t n = 0; n < i->roles.n; n++)
		if (i->roles.v[n].to == INSTANT_NONE && str_eq(i->roles.v[n].person, person))
			all |= access_of_trusted(p) | access_of_role(p, i->roles.v[n].role);
	return all | access_granted(i, person, now);
}
