/* acts.c: the acts of the irc verb: connect, disconnect, join, status, and changed options. */
#include "irc/bridge_private.h"

/* "host", "host:port", "[addr]:port" */
static enum rc put_server(struct irc_options *o, struct str word, struct err *err)
{
	struct str host = word, port = {0};
	ptrdiff_t at;
	uint64_t n;
	enum rc rc;

	if (word.n > 0 && word.p[0] == '[' && (at = str_find_ch(word, ']')) > 0) {
		host = str_cut(word, 1, (size_t)at);
		port = str_cut(word, (size_t)at + 1, word.n);
		if (port.n > 0 && port.p[0] == ':')
			port = str_cut(port, 1, port.n);
	} else if ((at = str_find_ch(word, ':')) >= 0 &&
		   str_find_ch(str_cut(word, (size_t)at + 1, word.n), ':') < 0) {
		host = str_cut(word, 0, (size_t)at);
		port = str_cut(word, (size_t)at + 1, word.n);
	}
	if (port.n > 0 && (!str_to_u64(port, 65535, &n) || n == 0))
		return err_set(err, RC_USAGE, "\"%.*s\" is no port", STR_ARG(str_cut(port, 0, 20)));
	if (host.n == 0)
		return err_set(err, RC_USAGE, "which server? `irc connect HOST[:PORT] #channel`");
	rc = irc_options_set(o, STR("server"), host, err);
	if (rc == RC_OK && port.n > 0)
		rc = irc_options_set(o, STR("port"), port, err);
	return rc;
}

static bool is_channel_name(struct str s)
{
	if (s.n < 2 || !strchr("#&+!", s.p[0]))
		return false;
	return str_find_ch(s, ',') < 0 && str_find_ch(s, ' ') < 0 && str_find_ch(s, 7) < 0;
}

static enum rc put_channel(struct irc_options *o, struct str word, struct err *err)
{
	if (!is_channel_name(word))
		return err_set(err, RC_USAGE, "\"%.*s\" is no channel; its name begins with #",
			STR_ARG(str_cut(word, 0, 60)));
	return irc_options_set(o, STR("channel"), word, err);
}

static enum rc put_word(struct irc_options *o, struct str word, struct err *err)
{
	if (str_starts(word, STR("nick=")))
		return irc_options_set(o, STR("nick"), str_cut(word, 5, word.n), err);
	if (strchr("#&", word.p[0]))
		return put_channel(o, word, err);
	return put_server(o, word, err);
}

/* The wish as it is now, whoever spoke it, so that what is not named stays. */
static enum rc wish_again(
	struct bridge *b, const struct irc_options *o, bool wanted, struct err *err)
{
	struct irc_options before = b->options;
	bool was = b->wanted;
	enum rc rc;

	b->options = *o;
	b->wanted = wanted;
	rc = wish_put(b, err);
	b->options = before;
	b->wanted = was;
	if (rc == RC_OK)
		bridge_follow(b);
	return rc;
}

enum rc bridge_connect(struct bridge *b, struct str text, struct err *err)
{
	struct irc_options o;
	struct str rest = str_trim(text), word;
	enum rc rc;

	wish_follow(b);
	o = b->options;
	while (str_split(&rest, ' ', &word)) {
		rc = word.n ? put_word(&o, word, err) : RC_OK;
		if (rc != RC_OK)
			return rc;
	}
	if (!o.server[0])
		return err_set(err, RC_USAGE, "which server? `irc connect HOST[:PORT] #channel`");
	rc = wish_again(b, &o, true, err);
	/* Whoever asks again does not want to wait. */
	if (rc == RC_OK)
		connector_try_now(b->connector);
	return rc;
}

enum rc bridge_disconnect(struct bridge *b, struct str text, struct err *err)
{
	(void)text;
	wish_follow(b);
	return wish_again(b, &b->options, false, err);
}

enum rc bridge_join(struct bridge *b, struct str text, struct err *err)
{
	const struct incident *i = bridge_current(b);
	struct irc_options o;
	enum rc rc;

	wish_follow(b);
	o = b->options;
	rc = put_channel(&o, str_trim(text), err);
	if (rc == RC_OK)
		rc = wish_again(b, &o, b->wanted, err);
	if (rc != RC_OK || !i ||
		isupport_same(connector_isupport(b->connector), i->irc_channel,
			str_z(b->options.channel)))
		return rc;
	return record_bind(b, i, b->options.channel)
		       ? RC_OK
		       : err_set(err, RC_IO, "the journal did not take the binding");
}

/* Another network has no wish that others could follow: its options are everywhere in the same file. */
static enum rc set_here(struct bridge *b, const struct irc_options *o)
{
	bool other = strcmp(b->options.server, o->server) != 0 ||
		     strcmp(b->options.port, o->port) != 0;

	b->options = *o;
	if (other && connector_state(b->connector) != LINK_OFF) {
		connector_stop(b->connector, "changing servers");
		if (b->held)
			connector_start(b->connector);
	}
	connector_try_now(b->connector);
	bridge_follow(b);
	return RC_OK;
}

enum rc bridge_set(struct bridge *b, struct str name, struct str value, struct err *err)
{
	struct irc_options o;
	enum rc rc;

	wish_follow(b);
	o = b->options;
	rc = irc_options_set(&o, name, value, err);
	if (rc != RC_OK)
		return rc;
	if (b->network[0])
		return set_here(b, &o);
	/* Trust that is taken away is gone, whether the wish can be stored or not. */
	b->options.trust = o.trust;
	rc = wish_again(b, &o, b->wanted, err);
	if (rc != RC_OK)
		return rc;
	b->options = o;
	/* It may be what the next try has waited for. */
	connector_try_now(b->connector);
	return RC_OK;
}

enum rc bridge_act(struct bridge *b, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err)
{
	enum rc rc = RC_OK;

	bridge_look(b);
	if (str_eq_z(act->name, "connect"))
		rc = bridge_connect(b, act->text, err);
	else if (str_eq_z(act->name, "disconnect"))
		rc = bridge_disconnect(b, act->text, err);
	else if (str_eq_z(act->name, "join"))
		rc = bridge_join(b, act->text, err);
	else if (!str_eq_z(act->name, "status") && !str_eq_z(act->name, "log"))
		rc = err_set(err, RC_UNKNOWN, "irc can connect, disconnect, join, status and log");
	if (rc != RC_OK)
		return rc;
	if (str_eq_z(act->name, "log")) {
		*ret_doc = bridge_log_doc(b, a);
	} else if (str_eq_z(act->name, "status")) {
		*ret_doc = bridge_status_doc(b, a);
	} else { /* one line: what is looked at stays in sight */
		*ret_doc = doc_new(a);
		doc_paraf(*ret_doc, ROLE_TEXT, "IRC: %s", bridge_status_text(b, a));
	}
	return RC_OK;
}
