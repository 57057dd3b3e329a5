/* six_hours.c: the long incident told by tests/script/six-hours.t becomes the post-mortem that is expected, word for word. */
#include "support/test.h"

#include "doc/print.h"
#include "doc/read_markdown.h"
#include "support/script.h"
#include "view/view_retro.h"
#include "view/view_timeline.h"

enum { STEPS_LEAST = 150 };

static const char expected[] = "tests/golden/exports/six-hours.md";

static enum rc part(void *ctx, struct str name, struct doc *d, struct err *err)
{
	return view_retro_part(ctx, name, d, err);
}

static struct str draft(struct room *r)
{
	struct retro_ask ask = {.policies = &r->policies,
		.board = r->board,
		.incident = room_incident(r),
		.now = r->now};
	struct print_opts o = {0};
	struct doc *d;
	struct str text = {0};

	if (read_markdown(r->arena, "postmortem.md", room_file(r->arena, "templates/postmortem.md"),
		    part, &ask, &d, &r->err) != RC_OK ||
		print_markdown(r->arena, d, &o, &text, &r->err) != RC_OK)
		fail_msg("%s", r->err.text);
	return text;
}

/* The same as JSON for whoever wants to compare the end of another telling with it. */
static void tell(struct room *r)
{
	const char *path = getenv("WARROOM_SIX_HOURS");
	struct retro_ask ask = {.policies = &r->policies,
		.board = r->board,
		.incident = room_incident(r),
		.now = r->now};
	struct timeline none = {.arena = r->arena};
	struct buf b;
	FILE *out;

	if (!path)
		return;
	buf_init(&b, r->arena, PRINT_MAX);
	view_retro_json(&b, &ask, &none);
	out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(b.p, 1, b.n, out), b.n);
	fclose(out);
}

static void save(struct str text)
{
	FILE *out = fopen(expected, "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(text.p, 1, text.n, out), text.n);
	fclose(out);
}

static struct str line_at(struct str text, size_t at)
{
	size_t from = at, to = at;

	while (from > 0 && text.p[from - 1] != '\n')
		from--;
	while (to < text.n && text.p[to] != '\n')
		to++;
	return str_cut(text, from, to);
}

static void the_post_mortem_is_the_expected_one(void **state)
{
	struct room *r = room_new();
	const char *wish = getenv("WARROOM_GOLDEN");
	struct str is, was;
	size_t n = 0;

	(void)state;
	script_play(r, "tests/script/six-hours.t");
	tell(r);
	is = draft(r);
	if (wish && !strcmp(wish, "write")) {
		save(is);
	} else {
		was = room_file(r->arena, expected);
		while (n < is.n && n < was.n && is.p[n] == was.p[n])
			n++;
		if (!str_eq(is, was))
			fail_msg("%s differs (`make golden` writes it anew):\n- %.*s\n+ %.*s",
				expected, STR_ARG(line_at(was, n)), STR_ARG(line_at(is, n)));
	}
	room_free(r);
}

static void it_is_long_and_told_by_several_at_every_door(void **state)
{
	struct arena *a = arena_new();
	struct str rest = room_file(a, "tests/script/six-hours.t"), line;
	size_t said = 0, refused = 0, irc = 0, shell = 0;

	(void)state;
	while (str_split(&rest, '\n', &line)) {
		ptrdiff_t at = str_find(line, STR("> "));

		if (line.n && line.p[0] == '!')
			refused++;
		if (at < 1 || strchr("#=!+%@", line.p[0]))
			continue;
		said++;
		irc += str_ends(str_cut(line, 0, (size_t)at), STR(" irc"));
		shell += str_ends(str_cut(line, 0, (size_t)at), STR(" shell"));
	}
	assert_true(said >= STEPS_LEAST);
	assert_true(refused >= STEPS_LEAST / 6);
	assert_true(irc >= 10);
	assert_true(shell >= 10);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_post_mortem_is_the_expected_one),
		cmocka_unit_test(it_is_long_and_told_by_several_at_every_door)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
