/* isupport.c: what a server says of itself in 005: name lengths, case rules, channel types. */
#include "irc/isupport_internal.h"

static void put_text(char *to, size_t size, struct str s)
{
	size_t n = s.n < size ? s.n : size - 1;

	if (n > 0)
		memcpy(to, s.p, n);
	to[n] = '\0';
}

void isupport_init(struct isupport *s)
{
	*s = (struct isupport){.nick_max = 9, .channel_max = 50, .line_max = 512};
	put_text(s->channel_types, sizeof s->channel_types, STR("#&"));
	put_text(s->prefixes, sizeof s->prefixes, STR("@+"));
}

static void take_number(size_t *to, struct str value, size_t least, size_t most)
{
	uint64_t n;

	if (str_to_u64(value, most, &n) && n >= least)
		*to = (size_t)n;
}

static void take_casemap(struct isupport *s, struct str value)
{
	if (str_ieq(value, STR("ascii")))
		s->casemap = CASEMAP_ASCII;
	else if (str_ieq(value, STR("strict-rfc1459")))
		s->casemap = CASEMAP_STRICT;
	else
		s->casemap = CASEMAP_RFC1459;
}

/* "(ov)@+" : only the signs are of use here. */
static void take_prefix(struct isupport *s, struct str value)
{
	ptrdiff_t at = str_find_ch(value, ')');

	if (at >= 0)
		put_text(s->prefixes, sizeof s->prefixes, str_cut(value, (size_t)at + 1, value.n));
}

static void take_token(struct isupport *s, struct str token)
{
	ptrdiff_t at = str_find_ch(token, '=');
	struct str name = at < 0 ? token : str_cut(token, 0, (size_t)at);
	struct str value = at < 0 ? (struct str){0} : str_cut(token, (size_t)at + 1, token.n);

	if (str_eq_z(name, "NICKLEN"))
		take_number(&s->nick_max, value, 1, 200);
	else if (str_eq_z(name, "CHANNELLEN"))
		take_number(&s->channel_max, value, 1, 400);
	else if (str_eq_z(name, "TOPICLEN"))
		take_number(&s->topic_max, value, 1, 8000);
	else if (str_eq_z(name, "LINELEN"))
		take_number(&s->line_max, value, 512, 8192);
	else if (str_eq_z(name, "CASEMAPPING"))
		take_casemap(s, value);
	else if (str_eq_z(name, "CHANTYPES"))
		put_text(s->channel_types, sizeof s->channel_types, value);
	else if (str_eq_z(name, "PREFIX"))
		take_prefix(s, value);
	else if (str_eq_z(name, "STATUSMSG"))
		put_text(s->status_msg, sizeof s->status_msg, value);
	else if (str_eq_z(name, "NETWORK"))
		put_text(s->network, sizeof s->network, value);
	else if (str_eq_z(name, "WHOX"))
		s->whox = true;
	else if (str_eq_z(name, "BOT"))
		s->bot_mode = true;
}

void isupport_take(struct isupport *s, const struct irc_msg *m)
{
	/* The first parameter is our nick, the last one a sentence. */
	for (size_t i = 1; i + 1 < m->n; i++)
		take_token(s, m->params[i]);
}

static unsigned char fold(enum casemap map, unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return (unsigned char)(c + 32);
	if (map != CASEMAP_ASCII && c >= '[' && c <= ']')
		return (unsigned char)(c + 32);
	if (map == CASEMAP_RFC1459 && c == '^')
		return '~';
	return c;
}

bool isupport_same(const struct isupport *s, struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (fold(s->casemap, (unsigned char)a.p[i]) !=
			fold(s->casemap, (unsigned char)b.p[i]))
			return false;
	return true;
}

bool isupport_is_channel(const struct isupport *s, struct str target)
{
	return target.n > 1 && target.p[0] != '\0' && strchr(s->channel_types, target.p[0]);
}
