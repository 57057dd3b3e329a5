/* options.c: the table of IRC options, and the one function that sets them from text. */
#include "irc/options.h"

#include <arpa/inet.h>
#include <stdint.h>

#include "base/hash.h"
#include "sys/secret.h"

enum type {
	TYPE_TEXT,
	TYPE_NAME,
	TYPE_KEY,
	TYPE_PORT,
	TYPE_FILE,
	TYPE_PIN,
	TYPE_YES,
	TYPE_SECRET,
	TYPE_LOGIN,
	TYPE_TRUST,
	TYPE_COUNT,
	TYPE_TIME,
	TYPE_PATTERN
};

/* One row per option; offset and size say where its value lies in struct irc_options. */
struct row {
	struct irc_option show;
	enum type type;
	size_t offset, size;
};

#define ROW(field, type, kind, otherwise, brief)                                                   \
	{                                                                                          \
		{#field, kind, otherwise, brief}, type, offsetof(struct irc_options, field),       \
			sizeof(((struct irc_options *)0)->field)                                   \
	}

_Static_assert(sizeof(enum irc_login) == sizeof(int) && sizeof(enum irc_trust) == sizeof(int),
	"a choice is stored as a number");

static const struct row rows[] = {
	ROW(server, TYPE_NAME, "host", "", "server to connect to"),
	ROW(port, TYPE_PORT, "port", "0", "its port; 0: 6697, and 6667 where nothing is encrypted"),
	ROW(nick, TYPE_NAME, "nick", "warroom", "nick to ask for"),
	ROW(user, TYPE_NAME, "word", "warroom", "user name told to the server"),
	ROW(realname, TYPE_TEXT, "text", "incident bridge", "real name told to the server"),
	ROW(channel, TYPE_NAME, "channel", "", "channel of the incident"),
	ROW(channel_key, TYPE_KEY, "word|none", "",
		"key of the channel; everybody in it knows it, and whoever reads the settings"),
	ROW(server_password_from, TYPE_SECRET, "file:/path|env:NAME|command:program|none", "",
		"where the server's password is kept"),
	ROW(account, TYPE_NAME, "name|none", "", "account of the server's services to log in to"),
	ROW(password_from, TYPE_SECRET, "file:/path|env:NAME|command:program|none", "",
		"where the account's password is kept"),
	ROW(login, TYPE_LOGIN, "auto|none|external|scram|plain", "auto",
		"how to log in; auto: with what there is, the certificate first"),
	ROW(plaintext, TYPE_YES, "yes|no", "no",
		"do not encrypt; beyond this host such a link records and obeys nothing"),
	ROW(tls, TYPE_YES, "yes|no", "no", "encrypt links to this host too"),
	ROW(cafile, TYPE_FILE, "/path|none", "",
		"certificates that vouch for the server, instead of the system's"),
	ROW(pin, TYPE_PIN, "sha256|none", "",
		"SHA-256 of the server's certificate or key, whoever issued it"),
	ROW(certificate, TYPE_FILE, "/path|none", "",
		"certificate shown to the server, with its chain"),
	ROW(key, TYPE_FILE, "/path|none", "", "its key, unless that is in the same file"),
	ROW(trust, TYPE_TRUST, "none|accounts|nicks", "none",
		"who may respond, command and publish: nobody, who is logged in, everybody"),
	ROW(responders, TYPE_TEXT, "accounts", "", "the only accounts that may; empty: all"),
	ROW(catchup, TYPE_YES, "yes|no", "yes",
		"tell in private where the incident stands: who comes new, and who is given a "
		"role"),
	ROW(burst, TYPE_COUNT, "count", "4", "lines that may be sent at once"),
	ROW(rate, TYPE_TIME, "duration", "1100ms", "after a burst, one line each so often"),
	ROW(connect_limit, TYPE_TIME, "duration", "10s", "time for each step of connecting"),
	ROW(register_limit, TYPE_TIME, "duration", "30s", "time for the server to greet us"),
	ROW(join_limit, TYPE_TIME, "duration", "15s", "time for a join to be answered"),
	ROW(silence, TYPE_TIME, "duration", "45s", "nothing heard for so long: ask the server"),
	ROW(patience, TYPE_TIME, "duration", "30s", "no answer for so long: the link is down"),
	ROW(backoff_first, TYPE_TIME, "duration", "2s", "first wait before connecting again"),
	ROW(backoff_most, TYPE_TIME, "duration", "300s", "longest wait before connecting again"),
	ROW(steady, TYPE_TIME, "duration", "300s", "live for so long: waits start anew"),
	ROW(denied_wait, TYPE_TIME, "duration", "60s",
		"least wait after a certificate or login was refused"),
	ROW(refused_first, TYPE_TIME, "duration", "30s", "first wait after a refused join"),
	ROW(refused_most, TYPE_TIME, "duration", "600s", "longest wait after a refused join"),
	ROW(kicked_first, TYPE_TIME, "duration", "5s", "first wait after a kick"),
	ROW(regain, TYPE_TIME, "duration", "60s", "how often the wanted nick is tried again"),
	ROW(incident_channel, TYPE_PATTERN, "#name-{id}|none", "",
		"channel for each incident by its number; none: they share irc.channel"),
	ROW(linger, TYPE_TIME, "duration", "900s",
		"an incident's own channel is left so long after its end"),
	ROW(topic_every, TYPE_TIME, "duration", "10s", "least time between two topics"),
	ROW(away, TYPE_TIME, "duration", "120s",
		"who is not in the channel for so long has left; a netsplit is over sooner"),
	ROW(lease_ttl, TYPE_TIME, "duration", "5s", "a bridge silent for so long is taken over"),
	ROW(lease_every, TYPE_TIME, "duration", "2s", "how often the bridge shows it is alive"),
};

static const struct str id_mark = {"{id}", 4};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static enum rc bad_value(struct err *err, const struct row *row, struct str value)
{
	/* Whoever typed the secret itself shall not see it repeated. */
	if (row->type == TYPE_SECRET)
		return err_set(
			err, RC_USAGE, "irc.%s is no place: %s", row->show.name, row->show.type);
	return err_set(err, RC_USAGE, "irc.%s wants %s, not \"%.*s\"", row->show.name,
		row->show.type, STR_ARG(str_cut(value, 0, 60)));
}

/* Text goes into lines of the protocol: no line ends, and a name must not hold blanks either. */
static bool is_sendable(struct str s, bool name)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < ' ' || c == 0x7F || (name && (c == ' ' || (i == 0 && c == ':'))))
			return false;
	}
	return true;
}

static bool parse_time(struct str s, duration *ret)
{
	uint64_t ms;

	if (str_ends(s, STR("ms")) && str_to_u64(str_cut(s, 0, s.n - 2), 3600000, &ms)) {
		*ret = (duration)ms * 1000;
		return ms > 0;
	}
	return duration_parse(s, ret, NULL) == RC_OK && *ret > 0;
}

static bool parse_yes(struct str s, bool *ret)
{
	if (str_ieq(s, STR("yes")) || str_ieq(s, STR("on")) || str_ieq(s, STR("true")))
		*ret = true;
	else if (str_ieq(s, STR("no")) || str_ieq(s, STR("off")) || str_ieq(s, STR("false")))
		*ret = false;
	else
		return false;
	return true;
}

static bool put_text(const struct row *row, char *to, struct str value)
{
	if (value.n >= row->size ||
		!is_sendable(value, row->type == TYPE_NAME || row->type == TYPE_KEY))
		return false;
	if (value.n > 0)
		memcpy(to, value.p, value.n);
	to[value.n] = '\0';
	return true;
}

/* A process may run anywhere, and another may take over: half a path would mean something else there. */
static bool put_file(const struct row *row, char *to, struct str value)
{
	return (value.n == 0 || value.p[0] == '/') && put_text(row, to, value);
}

/* As tools print it: "AB:CD:..." is the same as "abcd...". */
static bool put_pin(char *to, struct str value)
{
	char hex[IRC_PIN_MAX] = "", bytes[32];
	size_t n = 0;

	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (c == ':')
			continue;
		if (n + 1 >= sizeof hex)
			return false;
		hex[n++] = c >= 'A' && c <= 'F' ? (char)(c + ('a' - 'A')) : c;
	}
	if (n > 0 && !hex_decode(str_n(hex, n), bytes, sizeof bytes))
		return false;
	memcpy(to, hex, sizeof hex);
	return true;
}

static bool put_secret(const struct row *row, char *to, struct str value)
{
	return (value.n == 0 || secret_check(value, NULL) == RC_OK) && put_text(row, to, value);
}

/* The words stand in the order of the values. */
static bool put_choice(const struct row *row, char *to, struct str value)
{
	struct str words = str_z(row->show.type), word;

	for (int n = 0; str_split(&words, '|', &word); n++) {
		if (!str_ieq(value, word))
			continue;
		memcpy(to, &n, sizeof n);
		return true;
	}
	return false;
}

static bool put_port(const struct row *row, char *to, struct str value)
{
	uint64_t port;

	return str_to_u64(value, 65535, &port) && put_text(row, to, value);
}

/* A channel's name with the number in it, once. */
static bool put_pattern(const struct row *row, char *to, struct str value)
{
	ptrdiff_t at = str_find(value, id_mark);

	if (value.n > 0 &&
		(at < 1 || !strchr("#&+!", value.p[0]) ||
			str_find(str_cut(value, (size_t)at + 1, value.n), id_mark) >= 0 ||
			str_find_ch(value, ',') >= 0))
		return false;
	return str_find_ch(value, ' ') < 0 && put_text(row, to, value);
}

static bool put_value(const struct row *row, struct irc_options *o, struct str value)
{
	char *to = (char *)o + row->offset;
	uint64_t count;
	duration d;
	bool yes;

	if (str_ends(str_z(row->show.type), STR("|none")) && str_eq_z(value, "none"))
		value.n = 0;
	switch (row->type) {
	case TYPE_TEXT:
	case TYPE_NAME:
		return put_text(row, to, value);
	case TYPE_KEY: /* a list of keys has commas */
		return str_find_ch(value, ',') < 0 && put_text(row, to, value);
	case TYPE_PORT:
		return put_port(row, to, value);
	case TYPE_FILE:
		return put_file(row, to, value);
	case TYPE_PIN:
		return put_pin(to, value);
	case TYPE_YES:
		if (!parse_yes(value, &yes))
			return false;
		memcpy(to, &yes, sizeof yes);
		return true;
	case TYPE_SECRET:
		return put_secret(row, to, value);
	case TYPE_LOGIN:
	case TYPE_TRUST:
		return put_choice(row, to, value);
	case TYPE_COUNT:
		if (!str_to_u64(value, 1000, &count) || count == 0)
			return false;
		memcpy(to, &(int){(int)count}, sizeof(int));
		return true;
	case TYPE_TIME:
		if (!parse_time(value, &d))
			return false;
		memcpy(to, &d, sizeof d);
		return true;
	case TYPE_PATTERN:
		return put_pattern(row, to, value);
	}
	return false;
}

void irc_options_incident_channel(const struct irc_options *o, uint32_t incident, char *ret)
{
	struct str pattern = str_z(o->incident_channel);
	ptrdiff_t at = str_find(pattern, id_mark);
	struct str before = str_cut(pattern, 0, at < 0 ? 0 : (size_t)at);
	struct str behind = str_cut(pattern, before.n + id_mark.n, pattern.n);

	snprintf(ret, IRC_NAME_MAX, "%.*s%u%.*s", STR_ARG(before), incident, STR_ARG(behind));
}

static enum rc unknown_name(struct err *err, struct str name)
{
	char names[400];
	size_t n = 0;

	for (size_t i = 0; i < ROW_COUNT; i++) {
		int w = snprintf(
			names + n, sizeof names - n, "%s%s", i ? " " : "", rows[i].show.name);
		if (w < 0 || (size_t)w >= sizeof names - n)
			break;
		n += (size_t)w;
	}
	names[n] = '\0';
	return err_set(err, RC_UNKNOWN, "there is no option irc.%.*s; there are %s",
		STR_ARG(str_cut(name, 0, 40)), names);
}

enum rc irc_options_set(struct irc_options *o, struct str name, struct str value, struct err *err)
{
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (!str_eq_z(name, rows[i].show.name))
			continue;
		return put_value(&rows[i], o, value) ? RC_OK : bad_value(err, &rows[i], value);
	}
	return unknown_name(err, name);
}

struct irc_options irc_options_default(void)
{
	struct irc_options o;

	memset(&o, 0, sizeof o);
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (!put_value(&rows[i], &o, str_z(rows[i].show.otherwise)))
			BUG("an option does not take its own default");
	return o;
}

size_t irc_options_list(size_t at, struct irc_option *ret)
{
	if (at < ROW_COUNT)
		*ret = rows[at].show;
	return ROW_COUNT;
}

bool irc_options_is_this_host(const char *server)
{
	struct in6_addr six;
	struct in_addr four;

	if (inet_pton(AF_INET, server, &four) == 1)
		return ntohl(four.s_addr) >> 24 == 127;
	if (inet_pton(AF_INET6, server, &six) == 1)
		return IN6_IS_ADDR_LOOPBACK(&six);
	return str_ieq(str_z(server), STR("localhost"));
}

bool irc_options_encrypts(const struct irc_options *o)
{
	if (o->tls)
		return true;
	if (o->plaintext)
		return false;
	return strcmp(o->port, "6697") == 0 || !irc_options_is_this_host(o->server);
}

const char *irc_options_port(const struct irc_options *o)
{
	if (strcmp(o->port, "0") != 0)
		return o->port;
	return irc_options_encrypts(o) ? "6697" : "6667";
}
