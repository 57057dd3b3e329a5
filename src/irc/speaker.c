/* speaker.c: account or nick or code to person, and the person to what they may do. */
#include "irc/speaker_internal.h"

#include "base/json.h"
#include "base/utf8.h"
#include "command/proof.h"
#include "sys/clock.h"

enum { PERSON_BYTES = 100, WRONG_OF_NICK = 3, WRONG_OF_ALL = 30, FRESH_S = 60 };

#define WRONG_WITHIN (10 * US_PER_MIN)

/* ---- Accounts ---- */

/* One of the names in the list; an empty list holds everybody. */
static bool is_listed(const char *list, struct str account)
{
	struct str rest = str_z(list), name;
	bool any = false;

	while (str_split(&rest, ' ', &name)) {
		any = any || name.n > 0;
		if (name.n > 0 && str_ieq(name, account))
			return true;
	}
	return !any;
}

static struct str clean(struct arena *a, struct str name)
{
	struct str plain = utf8_plain(a, name, UTF8_LINE);

	return str_cut(
		plain, 0, utf8_floor(plain, plain.n < PERSON_BYTES ? plain.n : PERSON_BYTES));
}

/* An account of another network is not ours of the same name. */
static struct str of_network(const struct bridge *b, struct arena *a, struct str account)
{
	return b->network[0] ? str_fmt(a, "%s/%.*s", b->network, STR_ARG(account)) : account;
}

static struct str known_account(const struct bridge *b, struct arena *a, struct str account)
{
	struct str person = access_person_of(engine_board(b->engine), account);

	return person.n ? clean(a, person) : person;
}

struct str speaker_person_of(const struct bridge *b, struct arena *a, const struct member *who)
{
	return who->account[0] ? known_account(b, a, of_network(b, a, str_z(who->account)))
			       : clean(a, str_z(who->nick));
}

/* One of the accounts that are this person's: those on record, or the one of the same name. */
static bool is_account_of(const struct bridge *b, struct str account, struct str person)
{
	struct arena_mark mark = arena_mark(b->arena);
	bool same = str_ieq(
		access_person_of(engine_board(b->engine), of_network(b, b->arena, account)),
		person);

	arena_reset_to(b->arena, mark);
	return same;
}

const struct member *speaker_member(
	const struct bridge *b, const struct irc_channel *ch, struct str person)
{
	const struct board *board = engine_board(b->engine);
	const struct member *by_nick = members_find(
		&ch->members, connector_isupport(b->connector), person);
	bool has_account = access_has_account(board, person);

	/* Most people are there under their own name. */
	if (by_nick && !by_nick->account[0] && !has_account)
		return by_nick;
	if (by_nick && by_nick->account[0] && is_account_of(b, str_z(by_nick->account), person))
		return by_nick;
	for (size_t n = 0; n < ch->members.n; n++) {
		const struct member *who = &ch->members.v[n];

		/* The person's name is looked up where the account does not say it itself. */
		if (who->account[0] && (has_account || str_ieq(str_z(who->account), person)) &&
			is_account_of(b, str_z(who->account), person))
			return who;
	}
	return NULL;
}

/* ---- Rows ---- */

static enum rc submit_rows(struct bridge *b, struct str actor, uint32_t incident,
	enum rc (*decide)(const struct ask *, void *, struct outcome *, struct err *), void *ctx,
	struct err *err)
{
	struct request rq = {.door = DOOR_IRC,
		.actor = actor,
		.capabilities = CAP_OBSERVE,
		.incident = incident,
		.decide = decide,
		.ctx = ctx};
	struct answer ignored;

	return engine_submit(b->engine, &rq, b->arena, &ignored, err);
}

static enum rc decide_meet(const struct ask *ask, void *ctx, struct outcome *out, struct err *err)
{
	return proof_meet_account(ask, ctx, out, err);
}

static enum rc decide_spend(const struct ask *ask, void *ctx, struct outcome *out, struct err *err)
{
	return proof_spend_code(ask, ctx, out, err);
}

static enum rc decide_refuse(const struct ask *ask, void *ctx, struct outcome *out, struct err *err)
{
	const struct code_said *said = ctx;

	return proof_refuse_code(ask, said->nick, out, err);
}

/* Once an account has acted, its person is known by it: the nick alone is no longer believed. */
static void meet(struct bridge *b, struct str person, struct str account, const char *how)
{
	struct account_met met = {.person = person, .account = account, .how = how};
	struct err err;

	(void)submit_rows(b, STR("irc"), 0, decide_meet, &met, &err);
}

static bool is_met(const struct bridge *b, struct str account)
{
	const struct board *board = engine_board(b->engine);

	for (size_t n = 0; n < board->access.accounts.n; n++)
		if (str_ieq(board->access.accounts.v[n].name, account))
			return true;
	return false;
}

/* Names by which rows of the console mean people. */
static struct str named_in(struct arena *a, const struct event *ev)
{
	const struct json *body;
	struct str name;

	if (json_parse(a, ev->body, &body, NULL) != RC_OK)
		return (struct str){0};
	name = json_str(body, "person");
	return name.n ? name : json_str(body, "owner");
}

void speaker_meet(struct bridge *b, const struct irc_channel *ch, const struct event *ev)
{
	struct arena_mark mark = arena_mark(b->arena);
	const struct member *who;
	struct str name;

	if (ev->incident == 0 || clock_now() - ev->recorded > FRESH_S * US_PER_S ||
		str_eq_z(ev->door, "system") || event_kind_class(ev->kind) != EVENT_STATE)
		return;
	name = named_in(b->arena, ev);
	who = name.n && name.n <= MEMBERS_NICK_MAX
		      ? members_find(&ch->members, connector_isupport(b->connector), name)
		      : NULL;
	if (who && who->account[0] && !str_eq_z(name, who->account) &&
		!is_met(b, of_network(b, b->arena, str_z(who->account))))
		meet(b, str_dup(b->arena, name), of_network(b, b->arena, str_z(who->account)),
			"named");
	arena_reset_to(b->arena, mark);
}

/* ---- Codes ---- */

/* "code=xxxx-yyyy" as the last word. */
static bool cut_code(struct str *line, struct str *ret)
{
	ptrdiff_t at = -1;
	struct str last;

	for (size_t n = 0; n < line->n; n++)
		if (line->p[n] == ' ')
			at = (ptrdiff_t)n;
	if (at < 0)
		return false;
	last = str_cut(*line, (size_t)at + 1, line->n);
	if (last.n < 5 || !str_ieq(str_cut(last, 0, 5), STR("code=")))
		return false;
	*ret = str_cut(last, 5, last.n);
	*line = str_trim(str_cut(*line, 0, (size_t)at));
	return true;
}

static struct code_guess *guess_of(struct bridge *b, struct str nick, duration now)
{
	struct code_guess *oldest = &b->codes.nicks[0];
	struct str key = str_cut(nick, 0, sizeof oldest->nick - 1);

	for (size_t n = 0; n < CODE_NICKS; n++) {
		struct code_guess *g = &b->codes.nicks[n];

		if (g->wrong && now - g->since >= WRONG_WITHIN)
			*g = (struct code_guess){0};
		if (g->nick[0] && str_ieq(str_z(g->nick), key))
			return g;
		if (g->since < oldest->since)
			oldest = g;
	}
	*oldest = (struct code_guess){0};
	memcpy(oldest->nick, key.p, key.n);
	return oldest;
}

static void count_wrong(struct code_guess *g, duration now)
{
	if (!g->wrong || now - g->since >= WRONG_WITHIN) {
		g->since = now;
		g->wrong = 0;
	}
	g->wrong++;
}

static bool is_spent_up(const struct code_guess *g, unsigned most, duration now)
{
	return g->wrong >= most && now - g->since < WRONG_WITHIN;
}

/* Guesses cost time, and each of them is on record. */
static enum rc spend(struct bridge *b, uint32_t incident, struct code_said *said, struct err *err)
{
	duration now = clock_mono();
	struct code_guess *mine = guess_of(b, said->nick, now);
	struct str actor = str_fmt(b->arena, "irc:%.*s", STR_ARG(said->nick));
	struct err ignored;
	enum rc rc;

	if (is_spent_up(mine, WRONG_OF_NICK, now) || is_spent_up(&b->codes.all, WRONG_OF_ALL, now))
		return err_set(err, RC_DENIED,
			"too many codes were wrong: none is looked at for a while, ask at the "
			"console");
	rc = submit_rows(b, actor, incident, decide_spend, said, err);
	if (rc != RC_DENIED)
		return rc;
	count_wrong(mine, now);
	count_wrong(&b->codes.all, now);
	(void)submit_rows(b, actor, incident, decide_refuse, said, &ignored);
	return rc;
}

void speaker_expose_code(struct bridge *b, const struct irc_msg *m)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct str rest = line_param(m, m->n ? m->n - 1 : 0), word, said;
	struct err err;

	while (str_find(rest, STR("code=")) >= 0 && str_split(&rest, ' ', &word)) {
		struct code_said c = {.exposed = true, .nick = clean(b->arena, m->nick)};

		said = str_fmt(b->arena, "- %.*s", STR_ARG(line_unstyle(b->arena, word)));
		if (cut_code(&said, &c.word) &&
			access_find_code(engine_board(b->engine), c.word, clock_now()))
			(void)submit_rows(b, STR("irc"), 0, decide_spend, &c, &err);
	}
	arena_reset_to(b->arena, mark);
}

/* ---- The speaker ---- */

/* The person, and whether the link vouches for it: proven, and trusted without being given a role. */
struct standing {
	struct speaker speaker;
	bool proven, trusted;
};

static struct standing by_account(const struct bridge *b, struct arena *a, struct str account)
{
	struct str person = known_account(b, a, account), name = clean(a, account);
	const struct irc_options *o = &b->options;
	struct str bare = str_cut(account, b->network[0] ? strlen(b->network) + 1 : 0, account.n);
	bool proven = person.n > 0 && o->trust != IRC_TRUST_NONE;

	return (struct standing){
		.speaker = {.person = person.n ? person : str_fmt(a, "account/%.*s", STR_ARG(name)),
			.known_by = str_fmt(a, "account %.*s", STR_ARG(name))},
		.proven = proven,
		.trusted = proven &&
			   (o->trust == IRC_TRUST_NICKS || is_listed(o->responders, bare))};
}

static struct standing by_nick(const struct bridge *b, struct arena *a, struct str nick)
{
	struct str name = clean(a, nick);
	bool other = access_has_account(engine_board(b->engine), name);
	bool proven = b->options.trust == IRC_TRUST_NICKS && !other;

	return (struct standing){
		.speaker = {.person = other ? str_fmt(a, "nick/%.*s", STR_ARG(name)) : name,
			.known_by = STR("nick only")},
		.proven = proven,
		.trusted = proven};
}

static unsigned rights(const struct bridge *b, const struct incident *i, const struct standing *s)
{
	return access_capabilities(engine_policies(b->engine)->access, i, s->speaker.person,
		s->proven, s->trusted, clock_now());
}

unsigned speaker_rights(
	struct bridge *b, struct arena *a, const struct incident *i, const struct member *who)
{
	struct standing s = who->account[0]
				    ? by_account(b, a, of_network(b, a, str_z(who->account)))
				    : by_nick(b, a, str_z(who->nick));

	return rights(b, i, &s);
}

/* Without a number the engine takes the one that is current for this person. */
static const struct incident *meant(
	const struct bridge *b, struct arena *a, uint32_t incident, struct str person)
{
	struct str actor = str_fmt(a, "irc:%.*s", STR_ARG(person));

	return incident ? board_incident(engine_board(b->engine), incident)
			: board_current(engine_board_for(b->engine, actor));
}

enum rc speaker_of(struct bridge *b, struct arena *a, uint32_t incident, const struct irc_msg *m,
	struct str *line, struct speaker *ret, struct err *err)
{
	struct code_said said = {.nick = clean(a, m->nick)};
	struct str bare = connector_account_of(b->connector, m);
	struct str account = bare.n ? of_network(b, a, bare) : bare;
	struct standing s = {.proven = true, .trusted = true};

	if (cut_code(line, &said.word)) {
		enum rc rc = spend(b, incident, &said, err);

		if (rc != RC_OK)
			return rc;
		s.speaker.person = clean(a, said.person);
		s.speaker.known_by = str_fmt(
			a, "code K-%u as nick %.*s", said.id, STR_ARG(said.nick));
	} else if (account.n > 0) {
		s = by_account(b, a, account);
		if (s.trusted && !is_met(b, account))
			meet(b, s.speaker.person, account, "login");
	} else {
		s = by_nick(b, a, m->nick);
	}
	s.speaker.capabilities = rights(b, meant(b, a, incident, s.speaker.person), &s);
	*ret = s.speaker;
	return RC_OK;
}
