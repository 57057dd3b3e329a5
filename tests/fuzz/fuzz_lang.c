/* fuzz_lang.c: any bytes as a command line, a key, an option and a configuration file; what is read can be written back. */
#include <stdint.h>

#include "base/utf8.h"
#include "lang/complete.h"
#include "lang/config.h"
#include "lang/keymap.h"
#include "lang/option.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static void check_lines(struct arena *a, struct str line)
{
	struct words w, one;
	struct err err;
	if (lex_line(a, line, &w, &err)) {
		must(err.at >= 0 && (size_t)err.at <= line.n, "a refusal does not say where");
	} else {
		int end = 0;
		for (size_t i = 0; i < w.n; i++) {
			must(w.v[i].at >= end && w.v[i].end > w.v[i].at, "words overlap");
			must((size_t)w.v[i].end <= line.n, "a word is longer than its line");
			end = w.v[i].end;
		}
	}
	if (line.n > LEX_LINE_MAX / 2 - 2)
		return;
	must(lex_line(a, lex_quote(a, line), &one, &err) == RC_OK, "a quoted word is refused");
	must(one.n == 1 && str_eq(one.v[0].text, line), "a quoted word is another one");
}

static void values(void *self, enum slot_type type, struct str name, const struct words *before,
	struct complete_sink *sink)
{
	(void)self, (void)name, (void)before;
	if (type == SLOT_PERSON)
		complete_offer(sink, STR("@lead"), STR("commander"));
	complete_offer(sink, STR("two words"), (struct str){0});
}

static void check_completion(struct arena *a, struct str line, size_t cursor)
{
	static const struct verb_info verbs[] = {
		{"log", "note", "add a line", "[<time>] <text> [#tag...]"},
		{"action", NULL, "work",
			"[<what:add|done>] [<id>] [<text>] [<owner:person>] [due=<promise>] "
			"[done=<text>]"},
		{"sev", NULL, "severity", "[<level>] [reason=<text>] [<gauges>] [for=<dur>]"},
		{"lo", NULL, "look", "<file> [share=<share>]"},
	};
	struct match_ctx ctx = {.arena = a};
	struct complete_ask ask = {line, cursor, verbs, 4, values, NULL, &ctx};
	const struct completion *c = complete_line(a, &ask);
	must(c->n <= COMPLETE_MAX, "too many candidates");
	for (size_t i = 0; i < c->n; i++)
		must(c->v[i].from <= cursor && cursor <= c->v[i].to && c->v[i].to <= line.n,
			"a candidate stands elsewhere");
	if (c->has_problem)
		must(c->problem_at <= c->problem_to && c->problem_to <= line.n,
			"a problem is elsewhere");
}

static void check_key(struct arena *a, struct str name)
{
	struct key k, again;
	if (key_parse(name, &k, NULL))
		return;
	must(key_parse(str_z(key_print(a, k)), &again, NULL) == RC_OK, "a printed key is no key");
	must(key_eq(k, again), "a printed key is another one");
}

static void check_option(struct arena *a, struct str value)
{
	for (size_t i = 0; i < option_count(); i++) {
		struct option_value v, again;
		if (option_parse(a, option_at(i), value, &v, NULL))
			continue;
		must(option_parse(a, option_at(i), v.text, &again, NULL) == RC_OK,
			"a kept value is refused");
		must(v.on == again.on && v.number == again.number && str_eq(v.text, again.text),
			"a kept value is another one");
	}
}

static void check_config(struct arena *a, struct str text)
{
	const struct config_line *lines;
	size_t n;
	struct err err;
	if (config_split(a, "f", text, &lines, &n, &err))
		return;
	for (size_t i = 0; i < n; i++)
		must(lines[i].text.n && utf8_is_valid(lines[i].text) &&
				lines[i].line > (i ? lines[i - 1].line : 0),
			"a line is empty or out of order");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = str_n((const char *)data, size);
	check_lines(a, text);
	check_key(a, text);
	check_option(a, text);
	check_config(a, text);
	if (size && size < 512)
		check_completion(a, str_cut(text, 1, size), data[0] % size);
	arena_free(a);
	return 0;
}
