/* fuzz_irc_mask.c: who said it and where: sources taken apart, names and channels found again under every rule of case. */
#include <stdint.h>

#include "base/err.h"
#include "base/utf8.h"
#include "irc/members_internal.h"
#include "irc/transcript_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static char other_case(char c, enum casemap map)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + 32);
	if (c >= 'a' && c <= 'z')
		return (char)(c - 32);
	if (map != CASEMAP_ASCII && c >= '[' && c <= ']')
		return (char)(c + 32);
	if (map != CASEMAP_ASCII && c >= '{' && c <= '}')
		return (char)(c - 32);
	if (map == CASEMAP_RFC1459 && c == '^')
		return '~';
	if (map == CASEMAP_RFC1459 && c == '~')
		return '^';
	return c;
}

static struct str in_other_case(struct arena *a, struct str s, enum casemap map)
{
	char *p = arena_dup(a, s.p, s.n);

	for (size_t i = 0; i < s.n; i++)
		p[i] = other_case(p[i], map);
	return str_n(p, s.n);
}

/* The parts of a source lie in it, in order, and hold all of it but the two signs. */
static void check_source(struct arena *a, struct str source)
{
	struct irc_msg m;
	struct str line = str_fmt(a, ":%.*s JOIN #war", STR_ARG(source));

	if (str_find_ch(source, ' ') >= 0 || memchr(source.p ? source.p : "", '\0', source.n))
		return;
	must(line_parse(a, line, &m), "a line with a source is none");
	must(str_eq(m.source, source) && str_eq_z(m.command, "JOIN"), "another source");
	must(m.nick.n + m.user.n + m.host.n <= source.n &&
			m.nick.n + m.user.n + m.host.n + 2 >= source.n,
		"a source has grown or shrunk");
	must(str_starts(source, m.nick) && str_ends(source, m.host), "parts in another order");
	must(str_find_ch(m.nick, '@') < 0 && str_find_ch(m.nick, '!') < 0, "a nick with signs");
}

static void hear(struct members *all, struct isupport *s, struct arena *a, struct str line)
{
	struct irc_msg m;

	if (line_parse(a, line, &m))
		members_take(all, s, STR("#war"), STR("warroom"), &m);
}

/* Who came in is there under every spelling of the name, once; who left is not. */
static void check_member(struct arena *a, struct isupport *s, struct str nick)
{
	struct members all = {0};
	struct str twin = in_other_case(a, nick, s->casemap);
	struct str sign = nick.n ? str_cut(nick, 0, 1) : (struct str){0};

	must(isupport_same(s, nick, twin), "the same name in another case is another");
	if (!nick.n || nick.n > MEMBERS_NICK_MAX || memchr(nick.p, '\0', nick.n) ||
		str_find_ch(nick, ' ') >= 0 || str_find_ch(nick, '!') >= 0 ||
		str_find_ch(nick, '@') >= 0 || str_find_ch(nick, ':') >= 0 ||
		!utf8_is_valid(nick) || strchr(s->prefixes, sign.p[0]))
		return;
	hear(&all, s, a, str_fmt(a, ":%.*s!u@h JOIN #war", STR_ARG(nick)));
	hear(&all, s, a, str_fmt(a, ":%.*s!u@h JOIN #war", STR_ARG(twin)));
	hear(&all, s, a, str_fmt(a, ":irc.test 353 warroom = #war :@%.*s", STR_ARG(nick)));
	must(all.n == 1 && members_find(&all, s, twin), "one person, one member");
	hear(&all, s, a, str_fmt(a, ":%.*s!u@h NICK somebody_else", STR_ARG(twin)));
	must(members_find(&all, s, STR("somebody_else")) != NULL, "a new name is not known");
	hear(&all, s, a, str_fmt(a, ":somebody_else!u@h NICK %.*s", STR_ARG(nick)));
	hear(&all, s, a, str_fmt(a, ":%.*s!u@h PART #war", STR_ARG(twin)));
	must(all.n == 0, "who left is still there");
	members_clear(&all);
}

/* A target is ours under every spelling and with every sign in front, and no other one is. */
static void check_target(struct arena *a, struct isupport *s, struct str name)
{
	struct irc_msg m = {.command = STR("PRIVMSG"), .nick = STR("ops1"), .n = 2};
	struct str bare;

	m.params[0] = str_fmt(a, "@+#%.*s", STR_ARG(name));
	m.params[1] = STR("x");
	bare = transcript_target(s, &m);
	must(bare.n <= m.params[0].n, "a target has grown");
	must(!bare.n || str_ends(m.params[0], bare), "another target");
	m.params[0] = name;
	bare = transcript_target(s, &m);
	must(!bare.n || str_ends(name, bare), "another target");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = str_n((const char *)data, size), rest = text, name;
	struct isupport s;

	isupport_init(&s);
	snprintf(s.status_msg, sizeof s.status_msg, "@+");
	check_source(a, text);
	for (int n = 0; n < 64 && str_split(&rest, ' ', &name); n++) {
		s.casemap = (enum casemap)(n % 3);
		check_member(a, &s, name);
		check_target(a, &s, name);
	}
	arena_free(a);
	return 0;
}
