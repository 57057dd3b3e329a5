/* ask.c: whether a line of the channel asks something of the bridge, and in which words. */
#include "irc/ask_internal.h"

#include "base/utf8.h"

static const char *const proposals[] = {"action", "info", "agreed", "link"};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct str first_word(struct str s)
{
	ptrdiff_t at = str_find_ch(s, ' ');

	return at < 0 ? s : str_cut(s, 0, (size_t)at);
}

/* "nick: verb", "nick, verb" */
static bool is_named(const struct isupport *s, struct str me, struct str text, struct str *rest)
{
	if (text.n < me.n + 2 || me.n == 0 || !isupport_same(s, str_cut(text, 0, me.n), me) ||
		(text.p[me.n] != ':' && text.p[me.n] != ','))
		return false;
	*rest = str_trim(str_cut(text, me.n + 1, text.n));
	if (rest->n > 0 && rest->p[0] == '!')
		*rest = str_cut(*rest, 1, rest->n);
	return rest->n > 0 && is_letter(rest->p[0]);
}

/* One word for the language whatever it holds: no name=value, no tag and no time may come of it. */
static struct str quoted(struct arena *a, struct str text)
{
	struct buf b;

	buf_init(&b, a, text.n * 2 + 2);
	buf_add_ch(&b, '"');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"' || text.p[i] == '\\')
			buf_add_ch(&b, '\\');
		buf_add_ch(&b, text.p[i]);
	}
	buf_add_ch(&b, '"');
	return buf_str(&b);
}

/* "#action call the vendor" becomes a log line that says what it was meant as. */
static bool is_proposal(struct arena *a, struct str text, struct str *line)
{
	struct str word = first_word(text), words;
	struct str rest = str_trim(str_cut(text, word.n, text.n));

	if (word.n < 2 || rest.n == 0)
		return false;
	for (size_t i = 0; i < sizeof proposals / sizeof proposals[0]; i++) {
		if (!str_ieq(str_cut(word, 1, word.n), str_z(proposals[i])))
			continue;
		words = quoted(a, rest);
		*line = str_fmt(a, "log %.*s #proposed #%s", STR_ARG(words), proposals[i]);
		return true;
	}
	return false;
}

bool ask_read(struct arena *a, const struct isupport *s, struct str me, struct str text,
	struct asked *ret)
{
	struct str plain = utf8_repair(a, line_unstyle(a, text)), line;

	if (plain.n > 1 && plain.p[0] == '!' && is_letter(plain.p[1])) {
		ret->how = ASK_SIGN;
		line = str_trim(str_cut(plain, 1, plain.n));
	} else if (plain.n > 1 && plain.p[0] == '#' && is_proposal(a, plain, &line)) {
		ret->how = ASK_PROPOSE;
	} else if (is_named(s, me, plain, &line)) {
		ret->how = ASK_NAME;
	} else {
		return false;
	}
	ret->line = line;
	ret->verb = first_word(line);
	return true;
}
