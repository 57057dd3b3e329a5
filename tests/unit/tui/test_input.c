/* test_input.c: bytes to keys: every sequence whole and cut at every byte, and what must be swallowed. */
#include "support/test.h"

#include "tui/input_internal.h"

struct seen {
	struct arena *a;
	struct buf names;
};

static void note(void *ctx, const struct input_event *ev)
{
	struct seen *s = ctx;
	if (s->names.n)
		buf_add_ch(&s->names, ' ');
	switch (ev->what) {
	case INPUT_KEY:
		buf_add_z(&s->names, key_print(s->a, ev->key));
		break;
	case INPUT_PASTE:
		buf_addf(&s->names, "paste(%.*s)%s", STR_ARG(ev->text), ev->cut ? "cut" : "");
		break;
	case INPUT_FOCUS_IN:
		buf_add_z(&s->names, "in");
		break;
	case INPUT_FOCUS_OUT:
		buf_add_z(&s->names, "out");
		break;
	}
}

/* Feeds bytes in portions of `step`, times out at the end, and compares the names of what came. */
static void feed(const char *bytes, size_t n, size_t step, const char *names)
{
	struct input in;
	struct seen s = {.a = arena_new()};
	buf_init(&s.names, s.a, 200000);
	input_init(&in);
	for (size_t i = 0; i < n; i += step)
		input_feed(&in, bytes + i, n - i < step ? n - i : step, note, &s);
	input_timeout(&in, note, &s);
	assert_string_equal(buf_z(&s.names), names);
	assert_false(input_pending(&in));
	input_clear(&in);
	arena_free(s.a);
}

static const struct {
	const char *bytes, *names;
} table[] = {
	{"a", "a"},
	{"\xC3\xB6", "\xC3\xB6"},
	{"\r", "Enter"},
	{"\t", "Tab"},
	{"\x1b", "Esc"},
	{"\x7f", "Backspace"},
	{"\x08", "Backspace"},
	{"\x01\x1a", "Ctrl-A Ctrl-Z"},
	{"\x1b[A\x1b[B\x1b[C\x1b[D", "Up Down Right Left"},
	{"\x1bOA\x1bOH\x1bOF", "Up Home End"},
	{"\x1b[1~\x1b[4~\x1b[5~\x1b[6~\x1b[3~", "Home End PgUp PgDn Delete"},
	{"\x1b[H\x1b[F", "Home End"},
	{"\x1b[Z", "Shift-Tab"},
	{"\x1b[1;2C\x1b[1;5D\x1b[1;3A", "Shift-Right Ctrl-Left Alt-Up"},
	{"\x1bOP\x1b[15~\x1b[24~\x1b[[A", "F1 F5 F12 F1"},
	{"\x1b"
	 "a\x1b"
	 "2\x1b\r",
		"Alt-a Alt-2 Alt-Enter"},
	{"\x1b[I\x1b[O", "in out"},
	{"\x1b[200~two\nrows\x1b[201~x", "paste(two\nrows) x"},
	/* in a paste nothing acts */
	{"\x1b[200~\x1b[A\x03\x1b[201~", "paste(\x1b[A\x03)"},
	/* answers, reports and strings nobody asked for are swallowed whole */
	{"\x1b[?62;22c|", "|"},
	{"\x1b[24;80R|", "|"},
	{"\x1b]52;c;aGk=\x07|", "|"},
	{"\x1b]0;title\x1b\\|", "|"},
	{"\x1bP+r544e\x1b\\|", "|"},
	{"\x1b[<0;10;10M|", "Click |"},
	{"\x1b[<64;10;10M\x1b[<65;1;1M", "WheelUp WheelDown"},
	{"\x1b[<0;10;10M\x1b[<0;10;10m\x1b[<2;1;1M\x1b[<0M", "Click"},
	{"\x1b[99~|", "|"},
	{"\x1b[1;2;3;4;5;6X|", "|"},
	/* broken UTF-8 is one sign and takes nothing with it */
	{"\xC3"
	 "a",
		"\xEF\xBF\xBD a"},
	{"\xFF", "\xEF\xBF\xBD"},
	{"\xE2\x82", "\xEF\xBF\xBD"},
};

static void whole_and_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		size_t n = strlen(table[i].bytes);
		for (size_t step = 1; step <= n; step++)
			feed(table[i].bytes, n, step, table[i].names);
	}
}

static void an_endless_sequence_ends(void **state)
{
	char bytes[4096];
	(void)state;
	memset(bytes, '1', sizeof bytes);
	memcpy(bytes, "\x1b[", 2);
	bytes[4000] = 'X';
	memset(bytes + 4001, 'a', 95);
	struct input in;
	struct seen s = {.a = arena_new()};
	buf_init(&s.names, s.a, 4096);
	input_init(&in);
	input_feed(&in, bytes, sizeof bytes, note, &s);
	assert_int_equal(s.names.n, 95 * 2 - 1);
	input_clear(&in);
	arena_free(s.a);
}

static void a_paste_is_bounded(void **state)
{
	struct input in;
	struct seen s = {.a = arena_new()};
	static char bytes[INPUT_PASTE_MAX + 5000];
	(void)state;
	memset(bytes, 'x', sizeof bytes);
	buf_init(&s.names, s.a, 200000);
	input_init(&in);
	input_feed(&in, "\x1b[200~", 6, note, &s);
	input_feed(&in, bytes, sizeof bytes, note, &s);
	input_feed(&in, "\x1b[201~k", 7, note, &s);
	assert_true(str_ends(buf_str(&s.names), STR(")cut k")));
	assert_true(s.names.n < INPUT_PASTE_MAX + 20);
	input_clear(&in);
	arena_free(s.a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_and_cut),
		cmocka_unit_test(an_endless_sequence_ends),
		cmocka_unit_test(a_paste_is_bounded),
	};
	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
