/* fuzz_irc_tags.c: any bytes as the tags of a line, and any text written as a tag's value: it comes back as it was. */
#include <stdint.h>

#include "base/err.h"
#include "base/vec.h"
#include "irc/line_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINE_MAX_HERE = 200000 };

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

/* As the specification of message tags writes a value. */
static void put_value(struct buf *b, struct str value)
{
	static const char from[] = "; \\\r\n", to[] = ":s\\rn";

	for (size_t i = 0; i < value.n; i++) {
		const char *at = value.p[i] ? strchr(from, value.p[i]) : NULL;

		if (at) {
			buf_add_ch(b, '\\');
			buf_add_ch(b, to[at - from]);
		} else {
			buf_add_ch(b, value.p[i]);
		}
	}
}

static bool parse(struct arena *a, struct buf *b, struct irc_msg *m)
{
	must(!b->over, "the line has no room");
	return line_parse(a, buf_str(b), m);
}

/* Every tag that is read, once as the only one and once among others. */
static void check_value(struct arena *a, struct str value)
{
	static const char *const names[] = {"time", "msgid", "batch", "label", "account"};

	for (size_t i = 0; i < 2 * sizeof names / sizeof *names; i++) {
		const char *name = names[i / 2];
		struct irc_msg m;
		struct buf b;

		buf_init(&b, a, LINE_MAX_HERE);
		buf_addf(&b, "@%s%s=", i % 2 ? "+a=b;" : "", name);
		put_value(&b, value);
		buf_addf(&b, "%s :n!u@h PRIVMSG #war :text", i % 2 ? ";c" : "");
		must(parse(a, &b, &m), "a line with a tag is none");
		must(str_eq(i / 2 == 0    ? m.time
			     : i / 2 == 1 ? m.msgid
			     : i / 2 == 2 ? m.batch
			     : i / 2 == 3 ? m.label
					  : m.account,
			     value),
			"a value did not come back");
		must(m.has_account == (i / 2 == 4) && !m.bot, "a tag that is not there");
		must(str_eq_z(m.nick, "n") && str_eq_z(m.command, "PRIVMSG") && m.n == 2 &&
				str_eq_z(m.params[1], "text"),
			"tags reached into the line");
	}
}

/* The bytes themselves as tags: whatever they say, the line behind their first blank is the line. */
static void check_raw(struct arena *a, struct str tags)
{
	struct irc_msg m;
	struct buf b;

	buf_init(&b, a, LINE_MAX_HERE);
	buf_add_ch(&b, '@');
	buf_add(&b, tags);
	buf_add_z(&b, " :n!u@h PRIVMSG #war :text");
	must(parse(a, &b, &m), "a line with tags is none");
	must(m.command.n > 0 && m.n <= LINE_PARAMS_MAX, "what was parsed is out of bounds");
	if (str_find_ch(tags, ' ') < 0)
		must(str_eq_z(m.source, "n!u@h") && m.n == 2 && str_eq_z(m.params[1], "text"),
			"tags reached into the line");
	must(m.time.n + m.msgid.n + m.batch.n + m.label.n + m.account.n <= tags.n,
		"values are longer than what was said");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = str_n((const char *)data, size);

	check_value(a, text);
	check_raw(a, text);
	arena_free(a);
	return 0;
}
