/* fuzz_irc_library.c: any lines of a server, and any words of ours, through the library on its socket pair. */
#include <stdint.h>

#include "base/utf8.h"
#include "irc/dispatch_internal.h"
#include "irc/split_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static bool on_line(void *ctx, struct str raw, enum line_kind kind)
{
	struct dispatch *d = ctx;
	struct arena *a = arena_new();
	enum dispatch_kind said = DISPATCH_OTHER;
	struct irc_msg m;

	if (kind == LINE_WHOLE && line_parse(a, raw, &m) && dispatch_feed(d, &m, &said))
		must(said <= DISPATCH_OTHER && m.nick.n > 0, "a line of nobody means something");
	arena_free(a);
	return true;
}

/* It still tells a message from a notice, whatever it heard before. */
static void check_sense(struct dispatch *d, struct arena *a)
{
	enum dispatch_kind said = DISPATCH_OTHER;
	struct irc_msg m;

	must(line_parse(a, STR(":ops1!u@h PRIVMSG #war :hello"), &m) &&
			dispatch_feed(d, &m, &said) && said == DISPATCH_MESSAGE,
		"a message is none");
	must(line_parse(a, STR(":ops1!u@h NOTICE #war :hello"), &m) &&
			dispatch_feed(d, &m, &said) && said == DISPATCH_NOTICE,
		"a notice is none");
}

static void check_words(struct dispatch *d, struct arena *a, struct str text)
{
	struct str *v, line;
	size_t n = split_text(a, text, 400, &v);

	for (size_t i = 0; i < n && i < 8; i++) {
		const char *z = str_to_z(a, v[i]);

		if (dispatch_privmsg(d, a, "#war", z, &line))
			must(str_eq(line, str_fmt(a, "PRIVMSG #war :%s", z)), "other words");
		if (dispatch_notice(d, a, "ops1", z, &line))
			must(str_eq(line, str_fmt(a, "NOTICE ops1 :%s", z)), "other words");
		if (dispatch_topic(d, a, "#war", z, &line))
			must(str_eq(line, str_fmt(a, "TOPIC #war :%s", z)), "another topic");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = str_n((const char *)data, size < 20000 ? size : 20000);
	struct line_splitter s = {0};
	struct dispatch *d;
	struct err err;

	must(dispatch_new("warroom", &d, &err) == RC_OK, "the library does not start");
	line_split(&s, text, on_line, d);
	line_split_end(&s, on_line, d);
	check_words(d, a, text);
	check_sense(d, a);
	dispatch_free(d);
	line_splitter_clear(&s);
	arena_free(a);
	return 0;
}
