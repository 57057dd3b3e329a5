/* fuzz_irc_ctcp.c: any text of a message with its marks, styles and requests: kept whole, never answered by mistake. */
#include <stdint.h>

#include "base/json.h"
#include "base/utf8.h"
#include "irc/ask_internal.h"
#include "irc/transcript_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct str verbs[] = {{"", 0}, {"ACTION ", 7}, {"VERSION ", 8}, {"DCC SEND ", 9}};

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static void check_marks(struct str text)
{
	struct str verb, rest;
	bool marked = line_ctcp(text, &verb, &rest);

	must(marked == (text.n > 0 && text.p[0] == '\x01'), "a mark was overlooked or made up");
	if (!marked)
		return;
	must(verb.n + rest.n < text.n, "a request is longer than its text");
	must(str_find_ch(verb, ' ') < 0, "a verb with a blank");
	must((!verb.n || (verb.p > text.p && verb.p + verb.n <= text.p + text.n)) &&
			(!rest.n || (rest.p > text.p && rest.p + rest.n <= text.p + text.n)),
		"a view points elsewhere");
}

static void check_styles(struct arena *a, struct str text)
{
	struct str plain = line_unstyle(a, text);

	must(plain.n <= text.n, "more without styles than with them");
	for (size_t i = 0; i < plain.n; i++)
		must(plain.p[i] == '\0' ||
				!strchr("\x02\x03\x04\x0F\x11\x16\x1D\x1E\x1F", plain.p[i]),
			"a style was left");
}

static struct str said_in(struct arena *a, const struct event *row, struct str *ret_how)
{
	const struct json *body;
	struct str raw;
	char *bytes;

	must(json_parse(a, row->body, &body, NULL) == RC_OK, "a row is no JSON");
	*ret_how = json_str(body, "how");
	raw = json_str(body, "raw");
	if (!raw.n)
		return json_str(body, "text");
	bytes = arena_alloc(a, raw.n / 2 + 1);
	must(hex_decode(raw, bytes, raw.n / 2), "bytes that are none");
	return str_n(bytes, raw.n / 2);
}

/* Every byte of the text is in the rows, in order; of a gesture, what stands behind its verb. */
static void check_rows(struct arena *a, struct str text)
{
	struct isupport s;
	struct transcript t = {
		.isupport = &s, .channel = "#war", .me = "warroom", .live = true, .now = 1};
	struct irc_msg m = {.nick = STR("ops1"),
		.user = STR("u"),
		.host = STR("h"),
		.source = STR("ops1!u@h"),
		.command = STR("PRIVMSG"),
		.n = 2};
	struct str verb, rest = text, how = {0};
	struct event *rows;
	bool marked = line_ctcp(text, &verb, &rest);
	bool action = marked && str_eq_z(verb, "ACTION");
	size_t n;

	isupport_init(&s);
	m.params[0] = STR("#war");
	m.params[1] = text;
	n = transcript_rows(a, &t, text, &m, &rows);
	must(n > 0, "a message of the channel is not on record");
	if (!action)
		rest = text;
	for (size_t i = 0; i < n; i++) {
		struct str piece = said_in(a, &rows[i], &how);

		must(str_starts(rest, piece), "other bytes are on record");
		rest = str_cut(rest, piece.n, rest.n);
	}
	must(rest.n == 0, "bytes are missing on record");
	must(str_eq_z(how, action   ? "action"
			   : marked ? "ctcp"
				    : "msg"),
		"it is called something else");
}

static void check(struct arena *a, struct str text)
{
	struct isupport s;
	struct asked q;

	isupport_init(&s);
	check_marks(text);
	check_styles(a, text);
	check_rows(a, text);
	if (!ask_read(a, &s, STR("warroom"), text, &q))
		return;
	must(q.line.n > 0 && q.verb.n > 0 && q.verb.n <= q.line.n, "a question without words");
	must(utf8_is_valid(q.line), "a question that is no text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = str_n((const char *)data, size);

	check(a, text);
	for (size_t i = 0; i < 2 * sizeof verbs / sizeof *verbs; i++)
		check(a, str_fmt(a, "\x01%.*s%.*s%s", STR_ARG(verbs[i / 2]), STR_ARG(text),
				 i % 2 ? "\x01" : ""));
	arena_free(a);
	return 0;
}
