/* test_note.c: desktop notes as bytes and as arguments, whatever the text holds. */
#include "support/test.h"

#include "tui/note_internal.h"

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void ways(void **state)
{
	struct str program;
	(void)state;
	assert_int_equal(note_parse(STR("off"), &program), NOTE_OFF);
	assert_int_equal(note_parse(STR("osc9"), &program), NOTE_OSC9);
	assert_int_equal(note_parse(STR("osc777"), &program), NOTE_OSC777);
	assert_int_equal(note_parse(STR("osc99"), &program), NOTE_OSC99);
	assert_int_equal(program.n, 0);
	assert_int_equal(note_parse(STR("cmd:notify-send -u low"), &program), NOTE_COMMAND);
	assert_true(str_eq_z(program, "notify-send -u low"));
	assert_int_equal(note_parse(STR("cmd:  "), &program), NOTE_OFF);
	assert_int_equal(note_parse(STR("bell"), &program), NOTE_OFF);
}

static void sequences(void **state)
{
	struct str text = STR("INC-1 is SEV1 now");
	(void)state;
	assert_true(str_eq_z(
		note_bytes(arena, NOTE_OSC9, text), "\x1b]9;warroom: INC-1 is SEV1 now\a"));
	assert_true(str_eq_z(note_bytes(arena, NOTE_OSC777, text),
		"\x1b]777;notify;warroom;INC-1 is SEV1 now\a"));
	assert_true(str_eq_z(
		note_bytes(arena, NOTE_OSC99, text), "\x1b]99;;warroom: INC-1 is SEV1 now\x1b\\"));
	assert_int_equal(note_bytes(arena, NOTE_OFF, text).n, 0);
	assert_int_equal(note_bytes(arena, NOTE_COMMAND, text).n, 0);
}

/* Nothing inside can end the sequence, begin another one or add a field to it. */
static void hostile_words_stay_inside(void **state)
{
	struct str bad = STR("ops1 to you: \a\x1b\\\x1b]52;c;aGk=\x9c;4;1;50\n\x1b[31m");
	static const enum note_how all[] = {NOTE_OSC9, NOTE_OSC777, NOTE_OSC99};
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct str s = note_bytes(arena, all[i], bad);
		size_t ends = all[i] == NOTE_OSC99 ? 2 : 1, fields = 0;
		for (size_t k = 1; k < s.n; k++) {
			bool control = (unsigned char)s.p[k] < ' ' || s.p[k] == 0x7F;
			fields += s.p[k] == ';';
			if (control && k + ends != s.n)
				fail_msg("a control code at byte %zu", k);
		}
		assert_int_equal(fields, all[i] == NOTE_OSC9 ? 1 : all[i] == NOTE_OSC777 ? 3 : 2);
		assert_true(s.n < 400);
	}
}

static void arguments(void **state)
{
	const char *argv[NOTE_ARGV_MAX];
	(void)state;
	size_t n = note_argv(
		arena, STR("notify-send  -u low"), STR("$(reboot); 'x' `y`\n-z"), argv);
	assert_int_equal(n, 5);
	assert_string_equal(argv[0], "notify-send");
	assert_string_equal(argv[1], "-u");
	assert_string_equal(argv[2], "low");
	assert_string_equal(argv[3], "warroom");
	assert_int_equal(
		strncmp(argv[4], "$(reboot)", 9), 0); /* one word, as it is: there is no shell */
	assert_null(strchr(argv[4], '\n'));
	assert_null(argv[5]);
	assert_int_equal(note_argv(arena, STR("  "), STR("x"), argv), 0);
	n = note_argv(
		arena, STR("a b c d e f g h i j k l m n o p q r s t u v w x y z"), STR("x"), argv);
	assert_true(n < NOTE_ARGV_MAX);
	assert_string_equal(argv[n - 1], "x");
	assert_null(argv[n]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(ways, setup, teardown),
		cmocka_unit_test_setup_teardown(sequences, setup, teardown),
		cmocka_unit_test_setup_teardown(hostile_words_stay_inside, setup, teardown),
		cmocka_unit_test_setup_teardown(arguments, setup, teardown),
	};
	return cmocka_run_group_tests_name("desktop notes", tests, NULL, NULL);
}
