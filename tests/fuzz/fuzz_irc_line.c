/* fuzz_irc_line.c: any bytes from a server: no byte is lost on the way to the record, nothing read breaks anything. */
#include <stdint.h>

#include "base/json.h"
#include "irc/ask_internal.h"
#include "irc/members_internal.h"
#include "irc/transcript_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct walk {
	struct arena *a;
	struct isupport isupport;
	struct members members;
	size_t bytes; /* that came out of the splitter */
};

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static void check_rows(struct walk *w, struct str raw, const struct irc_msg *m)
{
	struct transcript t = {.isupport = &w->isupport,
		.channel = "#war",
		.me = "warroom",
		.live = true,
		.now = 1};
	struct event *rows;
	size_t n = transcript_rows(w->a, &t, raw, m, &rows);

	must(m || n > 0, "bytes that are no line are not on record");
	for (size_t i = 0; i < n; i++) {
		const struct json *body;

		must(rows[i].body.n <= EVENT_BODY_MAX, "a row is too long");
		must(rows[i].actor.n <= EVENT_ACTOR_MAX, "an actor is too long");
		must(json_parse(w->a, rows[i].body, &body, NULL) == RC_OK, "a row is no JSON");
	}
}

static bool on_line(void *ctx, struct str raw, enum line_kind kind)
{
	struct walk *w = ctx;
	struct irc_msg m;
	struct asked q;

	w->bytes += raw.n;
	if (kind != LINE_WHOLE || !line_parse(w->a, raw, &m)) {
		check_rows(w, raw, NULL);
		return true;
	}
	must(m.n <= LINE_PARAMS_MAX && m.command.n > 0, "a line without a command");
	isupport_take(&w->isupport, &m);
	members_take(&w->members, &w->isupport, STR("#war"), STR("warroom"), &m);
	check_rows(w, raw, &m);
	if (ask_read(w->a, &w->isupport, STR("warroom"), line_param(&m, 1), &q))
		must(q.line.n > 0 && q.verb.n <= q.line.n, "a question without words");
	return true;
}

/* CR before LF, LF and empty lines are all that may go. */
static size_t count_kept(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] != '\n' && s.p[i] != '\r';
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct walk w = {.a = arena_new()};
	struct line_splitter s = {0};
	struct str rest = str_n((const char *)data, size);
	size_t step = size > 0 ? 1 + data[0] : 1;

	isupport_init(&w.isupport);
	for (size_t at = 0; at < rest.n; at += step)
		line_split(&s, str_cut(rest, at, at + step), on_line, &w);
	line_split_end(&s, on_line, &w);
	must(w.bytes >= count_kept(rest) && w.bytes <= rest.n, "bytes were lost or made up");
	line_splitter_clear(&s);
	members_clear(&w.members);
	arena_free(w.a);
	return 0;
}
