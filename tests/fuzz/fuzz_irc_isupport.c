/* fuzz_irc_isupport.c: any lines in which a server says what it is like: limits stay limits, names compare like names. */
#include <stdint.h>

#include "base/err.h"
#include "irc/isupport_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static void check_limits(const struct isupport *s)
{
	must(s->nick_max >= 1 && s->nick_max <= 200, "the length of nicks");
	must(s->channel_max >= 1 && s->channel_max <= 400, "the length of channels");
	must(s->topic_max <= 8000, "the length of topics");
	must(s->line_max >= 512 && s->line_max <= 8192, "the length of lines");
	must(s->casemap <= CASEMAP_ASCII, "the rules of case");
	must(strnlen(s->channel_types, sizeof s->channel_types) < sizeof s->channel_types &&
			strnlen(s->prefixes, sizeof s->prefixes) < sizeof s->prefixes &&
			strnlen(s->status_msg, sizeof s->status_msg) < sizeof s->status_msg &&
			strnlen(s->network, sizeof s->network) < sizeof s->network,
		"a text does not end");
}

/* Halves of what was said, as names. */
static void check_names(struct isupport *s, struct str text)
{
	struct str half = str_cut(text, 0, text.n / 2), other = str_cut(text, text.n / 2, text.n);

	for (int map = CASEMAP_RFC1459; map <= CASEMAP_ASCII; map++) {
		s->casemap = (enum casemap)map;
		must(isupport_same(s, half, half), "a name is not itself");
		must(isupport_same(s, half, other) == isupport_same(s, other, half),
			"one is the other, but not the other way round");
		must(!isupport_same(s, half, str_cut(text, 0, half.n + 1)) || text.n < half.n + 1,
			"a longer name is the same");
		if (isupport_is_channel(s, half))
			must(half.n > 1 && strchr(s->channel_types, half.p[0]), "a channel");
	}
	must(!isupport_is_channel(s, (struct str){0}), "nothing is a channel");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str rest = str_n((const char *)data, size), line;
	struct isupport s;

	isupport_init(&s);
	while (str_split(&rest, '\n', &line)) {
		struct irc_msg m;
		struct str whole = str_fmt(
			a, ":irc.test 005 warroom %.*s :are supported", STR_ARG(line));

		if (line_parse(a, whole, &m))
			isupport_take(&s, &m);
		if (line_parse(a, line, &m))
			isupport_take(&s, &m);
		check_limits(&s);
	}
	check_names(&s, str_n((const char *)data, size));
	arena_free(a);
	return 0;
}
