/* members.c: who is in the channel, followed through joins, parts, quits, kicks and nick changes.
 */
#include "irc/members_internal.h"

#include "base/mem.h"

void members_clear(struct members *m)
{
	mem_free(m->v);
	*m = (struct members){0};
}

static ptrdiff_t index_of(const struct members *m, const struct isupport *s, struct str nick)
{
	for (size_t i = 0; i < m->n; i++)
		if (isupport_same(s, str_z(m->v[i].nick), nick))
			return (ptrdiff_t)i;
	return -1;
}

static bool is_nick(struct str nick)
{
	return nick.n > 0 && nick.n <= MEMBERS_NICK_MAX && !memchr(nick.p, '\0', nick.n);
}

static void put_nick(struct member *to, struct str nick)
{
	memcpy(to->nick, nick.p, nick.n);
	to->nick[nick.n] = '\0';
}

static void add(struct members *m, const struct isupport *s, struct str nick)
{
	if (!is_nick(nick) || m->n >= MEMBERS_MAX || index_of(m, s, nick) >= 0)
		return;
	if (m->n == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 16;

		m->v = mem_grow(m->v, m->cap, cap, sizeof *m->v);
		m->cap = cap;
	}
	m->v[m->n].bot = false;
	m->v[m->n].account[0] = m->v[m->n].was[0] = '\0';
	put_nick(&m->v[m->n++], nick);
}

static void drop(struct members *m, const struct isupport *s, struct str nick)
{
	ptrdiff_t i = index_of(m, s, nick);

	if (i >= 0)
		m->v[i] = m->v[--m->n];
}

static void leave(struct members *m, const struct isupport *s, struct str me, struct str nick)
{
	if (isupport_same(s, me, nick))
		m->n = 0;
	else
		drop(m, s, nick);
}

static void rename_member(
	struct members *m, const struct isupport *s, struct str from, struct str to)
{
	ptrdiff_t i = index_of(m, s, from);

	if (i < 0 || !is_nick(to))
		return;
	if (!m->v[i].was[0])
		memcpy(m->v[i].was, m->v[i].nick, sizeof m->v[i].was);
	if (isupport_same(s, str_z(m->v[i].was), to))
		m->v[i].was[0] = '\0';
	put_nick(&m->v[i], to);
}

/* 353: "me = #channel :@lead +ops1 guest" */
static void take_names(struct members *m, const struct isupport *s, struct str names)
{
	struct str name;

	while (str_split(&names, ' ', &name)) {
		while (name.n > 0 && name.p[0] && strchr(s->prefixes, name.p[0]))
			name = str_cut(name, 1, name.n);
		add(m, s, name);
	}
}

/* 352: "me #channel user host server nick flags :hops name"; B among the flags is a bot. */
static void take_who(struct members *m, const struct isupport *s, const struct irc_msg *msg)
{
	ptrdiff_t i = index_of(m, s, line_param(msg, 5));

	if (i >= 0)
		m->v[i].bot = str_find_ch(line_param(msg, 6), 'B') >= 0;
}

static void put_account(struct members *m, const struct isupport *s, struct str nick,
	struct str account, const char *nobody)
{
	ptrdiff_t i = index_of(m, s, nick);

	if (i < 0)
		return;
	if (str_eq_z(account, nobody) || account.n > MEMBERS_ACCOUNT_MAX ||
		(account.n > 0 && memchr(account.p, '\0', account.n)))
		account.n = 0;
	if (account.n > 0)
		memcpy(m->v[i].account, account.p, account.n);
	m->v[i].account[account.n] = '\0';
}

/* 354: "me 152 #channel nick flags account" */
static void take_whox(struct members *m, const struct isupport *s, const struct irc_msg *msg)
{
	ptrdiff_t i = index_of(m, s, line_param(msg, 3));

	if (i < 0 || !str_eq_z(line_param(msg, 1), "152"))
		return;
	m->v[i].bot = str_find_ch(line_param(msg, 4), 'B') >= 0;
	put_account(m, s, line_param(msg, 3), line_param(msg, 5), "0");
}

static void join(struct members *m, const struct isupport *s, const struct irc_msg *msg)
{
	add(m, s, msg->nick);
	if (msg->n >= 3)
		put_account(m, s, msg->nick, msg->params[1], "*");
}

void members_take(struct members *m, const struct isupport *s, struct str channel, struct str me,
	const struct irc_msg *msg)
{
	struct str first = line_param(msg, 0);
	bool here = isupport_same(s, first, channel);

	if (!msg->numeric && msg->nick.n == 0)
		return; /* said by nobody */
	if (str_eq_z(msg->command, "JOIN") && here)
		join(m, s, msg);
	else if (str_eq_z(msg->command, "ACCOUNT"))
		put_account(m, s, msg->nick, first, "*");
	else if (str_eq_z(msg->command, "PART") && here)
		leave(m, s, me, msg->nick);
	else if (str_eq_z(msg->command, "KICK") && here)
		leave(m, s, me, line_param(msg, 1));
	else if (str_eq_z(msg->command, "QUIT"))
		leave(m, s, me, msg->nick);
	else if (str_eq_z(msg->command, "NICK"))
		rename_member(m, s, msg->nick, first);
	else if (msg->numeric == 353 && isupport_same(s, line_param(msg, 2), channel))
		take_names(m, s, line_param(msg, 3));
	else if (msg->numeric == 352 && isupport_same(s, line_param(msg, 1), channel))
		take_who(m, s, msg);
	else if (msg->numeric == 354 && isupport_same(s, line_param(msg, 2), channel))
		take_whox(m, s, msg);
}

const struct member *members_find(
	const struct members *m, const struct isupport *s, struct str nick)
{
	ptrdiff_t i = index_of(m, s, nick);

	return i < 0 ? NULL : &m->v[i];
}

bool members_know(const struct members *m, const struct isupport *s, struct str name)
{
	for (size_t i = 0; i < m->n; i++)
		if (isupport_same(s, str_z(m->v[i].nick), name) ||
			(m->v[i].was[0] && isupport_same(s, str_z(m->v[i].was), name)) ||
			(m->v[i].account[0] && str_ieq(str_z(m->v[i].account), name)))
			return true;
	return false;
}
