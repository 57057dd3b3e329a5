/* login.c: what is settled with a server before it greets us: passwords, extensions, proof of who we are. */
#include "irc/connector_private.h"

#include "base/utf8.h"
#include "sys/entropy.h"

static bool has_password(const struct connector *c)
{
	return c->options->password_from[0] != '\0';
}

/* Whether this way to prove ourselves is one we have the means for and the options allow. */
static bool may_use(const struct connector *c, enum sasl_mechanism m)
{
	enum irc_login login = c->options->login;

	switch (m) {
	case SASL_EXTERNAL:
		return c->options->certificate[0] &&
		       (login == IRC_LOGIN_AUTO || login == IRC_LOGIN_EXTERNAL);
	case SASL_SCRAM:
		return has_password(c) && (login == IRC_LOGIN_AUTO || login == IRC_LOGIN_SCRAM);
	case SASL_PLAIN:
		return has_password(c) && (login == IRC_LOGIN_AUTO || login == IRC_LOGIN_PLAIN);
	case SASL_NONE:
		return false;
	}
	return false;
}

bool login_is_wanted(const struct connector *c)
{
	const struct irc_options *o = c->options;

	if (o->login == IRC_LOGIN_NONE)
		return false;
	return o->login != IRC_LOGIN_AUTO || o->account[0] || has_password(c) || o->certificate[0];
}

bool login_is_missing(const struct connector *c)
{
	return login_is_wanted(c) && !c->logged_in;
}

void login_forget(struct connector *c)
{
	secret_free(c->fetching);
	c->fetching = NULL;
	explicit_bzero(c->password, sizeof c->password);
	explicit_bzero(c->server_password, sizeof c->server_password);
	sasl_clear(&c->sasl);
}

/* Passwords: fetched before each connection, kept until it is registered. */

static void fetch_next(struct connector *c);

static void keep(char to[SECRET_MAX + 1], struct str secret)
{
	memcpy(to, secret.p, secret.n);
	to[secret.n] = '\0';
}

static void on_secret(struct connector *c, const char *option, char to[SECRET_MAX + 1],
	struct str secret, const char *why)
{
	char reason[256];

	snprintf(reason, sizeof reason, "irc.%s: %s", option, why);
	if (secret.n > 0)
		keep(to, secret);
	secret_free(c->fetching);
	c->fetching = NULL;
	if (to[0]) {
		fetch_next(c);
		return;
	}
	connector_denied(c, reason);
}

static void on_password(void *ctx, struct str secret, const char *why)
{
	struct connector *c = ctx;

	on_secret(c, "password_from", c->password, secret, why);
}

static void on_server_password(void *ctx, struct str secret, const char *why)
{
	struct connector *c = ctx;

	on_secret(c, "server_password_from", c->server_password, secret, why);
}

static bool needs_password(const struct connector *c)
{
	return has_password(c) && login_is_wanted(c) && c->options->login != IRC_LOGIN_EXTERNAL;
}

static void fetch(struct connector *c, const char *from, secret_fn *fn)
{
	struct err err;

	if (secret_fetch(c->loop, str_z(from), c->options->connect_limit, fn, c, &c->fetching,
		    &err) != RC_OK)
		connector_denied(c, err.text);
}

static void fetch_next(struct connector *c)
{
	if (c->options->server_password_from[0] && !c->server_password[0])
		fetch(c, c->options->server_password_from, on_server_password);
	else if (needs_password(c) && !c->password[0])
		fetch(c, c->options->password_from, on_password);
	else
		connector_open(c);
}

static const char *misfit(const struct connector *c)
{
	const struct irc_options *o = c->options;

	if (!login_is_wanted(c))
		return NULL;
	if ((o->login == IRC_LOGIN_EXTERNAL || !has_password(c)) && !o->certificate[0])
		return "a login needs irc.password_from or irc.certificate";
	if (has_password(c) && !o->account[0] && o->login != IRC_LOGIN_EXTERNAL)
		return "irc.password_from needs irc.account, whose password it is";
	if ((o->login == IRC_LOGIN_PLAIN || o->login == IRC_LOGIN_SCRAM) && !has_password(c))
		return "irc.login needs irc.password_from";
	return NULL;
}

void login_prepare(struct connector *c)
{
	const char *why = misfit(c);

	login_forget(c);
	if (why)
		connector_denied(c, why);
	else
		fetch_next(c);
}

/* Extensions. */

void login_begin(struct connector *c)
{
	c->caps = (struct caps){0};
	c->tried = 0;
	c->logged_in = c->login_ended = c->told_mechanisms = false;
	c->account[0] = '\0';
	connector_sendf(c, "CAP LS 302");
	if (c->server_password[0])
		connector_sendf(c, "PASS :%s", c->server_password);
	explicit_bzero(c->server_password, sizeof c->server_password);
}

static void end(struct connector *c)
{
	if (c->login_ended)
		return;
	c->login_ended = true;
	login_forget(c);
	connector_sendf(c, "CAP END");
}

/* The best that both sides know and that was not tried on this connection. */
static enum sasl_mechanism next_mechanism(const struct connector *c)
{
	for (enum sasl_mechanism m = SASL_EXTERNAL; m <= SASL_PLAIN; m++)
		if (!(c->tried & 1u << m) && may_use(c, m) &&
			caps_has_mechanism(&c->caps, sasl_name(m)))
			return m;
	return SASL_NONE;
}

/* False when there is no way left. */
static bool try_next(struct connector *c)
{
	enum sasl_mechanism m = next_mechanism(c);
	char chance[SASL_NONCE_BYTES];

	if (m == SASL_NONE)
		return false;
	c->tried |= 1u << m;
	entropy_fill(chance, sizeof chance);
	sasl_begin(&c->sasl, m, str_z(c->options->account), str_z(c->password), chance);
	connector_sendf(c, "AUTHENTICATE %s", sasl_name(m));
	return true;
}

static void settled(struct connector *c)
{
	if (c->registered || c->login_ended || c->tried)
		return;
	if (!login_is_wanted(c))
		end(c);
	else if (!(c->caps.has & CAPS_SASL))
		connector_denied(
			c, "the server offers no login now; `irc login none` goes without");
	else if (!try_next(c))
		connector_denied(c, "the server offers no login of the kind that irc.login allows");
}

void login_cap(struct connector *c, const struct irc_msg *m)
{
	unsigned wanted = CAPS_ALL;
	struct str lines[CAPS_LINES_MAX];
	size_t n;

	if (c->registered || !login_is_wanted(c))
		wanted &= ~(unsigned)CAPS_SASL;
	n = caps_take(&c->caps, c->arena, wanted, m, lines);
	for (size_t i = 0; i < n; i++)
		(void)connector_send(c, PACE_URGENT, lines[i], 0);
	if (caps_is_settled(&c->caps))
		settled(c);
}

/* Proof. */

static void say_response(struct connector *c, struct str bytes)
{
	struct str *pieces;
	size_t n = sasl_pieces(c->arena, bytes, &pieces);

	for (size_t i = 0; i < n; i++)
		connector_sendf(c, "AUTHENTICATE %.*s", STR_ARG(pieces[i]));
}

void login_challenge(struct connector *c, const struct irc_msg *m)
{
	struct str response;

	if (c->login_ended || c->sasl.mechanism == SASL_NONE)
		return;
	switch (sasl_take(&c->sasl, c->arena, line_param(m, 0), &response)) {
	case SASL_MORE:
		break;
	case SASL_SAY:
		say_response(c, response);
		break;
	case SASL_BROKEN:
		connector_sendf(c, "AUTHENTICATE *");
		connector_flush(c);
		if (c->wire)
			connector_denied(c, "the server does not keep to the rules of the login");
		break;
	}
}

/* 900: "me nick!user@host account :You are now logged in as account" */
void login_known(struct connector *c, const struct irc_msg *m)
{
	connector_keep(c->account, sizeof c->account, line_param(m, 2));
}

void login_unknown(struct connector *c, const struct irc_msg *m)
{
	(void)m;
	c->account[0] = '\0';
}

void login_done(struct connector *c, const struct irc_msg *m)
{
	(void)m;
	if (c->login_ended || c->sasl.mechanism == SASL_NONE)
		return;
	if (!c->sasl.proven) {
		connector_denied(c, "the server did not prove that it knows the password");
		return;
	}
	c->logged_in = true;
	end(c);
}

/* 908: "me PLAIN,EXTERNAL :are available SASL mechanisms" */
void login_mechanisms(struct connector *c, const struct irc_msg *m)
{
	c->told_mechanisms = true;
	connector_keep(c->caps.mechanisms, sizeof c->caps.mechanisms, line_param(m, 1));
}

void login_refused(struct connector *c, const struct irc_msg *m)
{
	/* Another proof is worth a try; the same password in another form is not. */
	bool other = c->sasl.mechanism == SASL_EXTERNAL || c->told_mechanisms;
	char why[256];

	if (c->login_ended || c->sasl.mechanism == SASL_NONE)
		return;
	snprintf(why, sizeof why, "the login%s%s by %s is refused: %.*s (%d)",
		c->options->account[0] ? " as " : "", c->options->account,
		sasl_name(c->sasl.mechanism),
		STR_ARG(str_cut(line_param(m, m->n ? m->n - 1 : 0), 0, 100)), m->numeric);
	c->told_mechanisms = false;
	sasl_clear(&c->sasl);
	if (!other || !try_next(c))
		connector_denied(c, why);
}

/* True when the greeting came too early: we would be in the channel as nobody. */
bool login_is_skipped(struct connector *c)
{
	if (!login_is_missing(c)) {
		login_forget(c);
		c->login_ended = true;
		return false;
	}
	connector_denied(c, c->caps.heard
				    ? "the server greets us before the login is done"
				    : "the server knows no login; `irc login none` goes without");
	return true;
}
