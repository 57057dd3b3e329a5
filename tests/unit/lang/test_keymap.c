/* test_keymap.c: laws of the key table: every key has a name and a verb, none clash, rebinding keeps what must stay. */
#include "lang/keymap.h"

#include "support/test.h"

static struct arena *arena;
static struct keymap *map;

static int setup(void **state)
{
	(void)state;
	arena = arena_new();
	map = keymap_new(arena);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct key key(const char *name)
{
	struct key k;
	struct err err;
	if (key_parse(str_z(name), &k, &err))
		fail_msg("%s", err.text);
	return k;
}

static void names_are_printed_as_they_are_read(void **state)
{
	static const char *const names[] = {"Ctrl-R", "Alt-3", "F1", "Shift-Left", "Esc", "Space f",
		"Space", "Ctrl-X Ctrl-E", "?", "/", "-", "Alt-Enter", "Shift-Tab", "Ctrl-Left",
		"PgUp", "G", "Alt-G", "Ctrl-Space", "Alt--", "Ctrl-Alt-Delete", "\xC3\xA9",
		"Space Enter", "Ctrl-]"};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_string_equal(key_print(arena, key(names[i])), names[i]);
}

static void names_may_be_typed_in_any_case(void **state)
{
	(void)state;
	assert_true(key_eq(key("ctrl-r"), key("Ctrl-R")));
	assert_true(key_eq(key("shift-LEFT"), key("Shift-Left")));
	assert_true(key_eq(key("ALT-ctrl-x"), key("Ctrl-Alt-X")));
	assert_true(key_eq(key("Esc 2"), key("Alt-2")));
	assert_false(key_eq(key("Alt-g"), key("Alt-G")));
}

static void refuses_what_is_no_key(void **state)
{
	static const char *const names[] = {"", "Ctrl-", "Strg-R", "F13", "ab", "Shift-a", "Q x",
		"\x01", "\xff", "Ctrl-1", "Space ", "Space ab", "Alt-x y"};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct key k;
		struct err err;
		assert_int_equal(key_parse(str_z(names[i]), &k, &err), RC_USAGE);
	}
}

static void every_key_has_a_verb_or_only_types(void **state)
{
	(void)state;
	assert_true(keymap_count(map) > 80);
	for (size_t i = 0; i < keymap_count(map); i++) {
		const struct binding *b = keymap_at(map, i);
		bool typing = b->how == KEY_HOW_BUILTIN && key_act_is_typing(b->act);
		if (!b->line.n && !typing)
			fail_msg("%s has no verb", key_print(arena, b->key));
		assert_true((b->how == KEY_HOW_BUILTIN) == (b->act != KEY_ACT_NONE));
		assert_true(b->note.n > 0);
		assert_true(b->how != KEY_HOW_WRITE || b->line.p[b->line.n - 1] == ' ');
	}
	assert_null(keymap_at(map, keymap_count(map)));
}

static void no_two_keys_clash_in_one_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < keymap_count(map); i++)
		for (size_t k = 0; k < i; k++) {
			const struct binding *a = keymap_at(map, i), *b = keymap_at(map, k);
			if (a->context == b->context && key_eq(a->key, b->key))
				fail_msg("%s is bound twice in %s", key_print(arena, a->key),
					key_context_name(a->context));
		}
}

static void letters_act_only_where_the_design_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < keymap_count(map); i++) {
		const struct binding *b = keymap_at(map, i);
		bool letter = b->key.code == KEYCODE_CHAR && !b->key.mods && !b->key.leader &&
			      ((b->key.ch | 32) >= 'a' && (b->key.ch | 32) <= 'z');
		assert_false(letter && b->context != KEYCTX_FIND && b->context != KEYCTX_VI);
	}
}

static void some_keys_are_kept_free(void **state)
{
	static const char *const names[] = {"Ctrl-B", "Ctrl-]", "Ctrl-\\", "Ctrl-^", "Ctrl-O",
		"Ctrl-T", "Ctrl-P", "Ctrl-N", "Ctrl-H", "~"};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (int c = 0; c < KEYCTX_COUNT; c++)
			assert_null(keymap_find(map, (enum key_context)c, key(names[i])));
}

static void every_key_of_the_design_is_there(void **state)
{
	static const struct {
		enum key_context context;
		const char *keys;
	} wanted[] = {
		{KEYCTX_PROMPT,
			"Enter,Alt-Enter,Tab,Shift-Tab,Esc,?,F1,Up,Down,Ctrl-R,PgUp,PgDn,Home,End,"
			"Alt-u,Alt-a,"
			"Alt-0,Alt-1,Alt-2,Alt-3,Alt-4,Alt-5,Alt-6,Alt-7,Alt-8,Alt-9,F2,F3,F4,F5,"
			"F6,F7,"
			"F8,F9,F10,Ctrl-F,"
			"Alt-e,Ctrl-X "
			"Ctrl-E,Alt-t,Left,Right,Ctrl-A,Ctrl-E,Ctrl-K,Ctrl-U,Ctrl-W,Ctrl-Y,"
			"Ctrl-Left,Ctrl-Right,Ctrl-C,Ctrl-D,Ctrl-L,Ctrl-Z,Ctrl-S,Ctrl-Q,Ctrl-G"},
		{KEYCTX_LIST, "Enter,Tab,Shift-Tab,Esc,?,Up,Down,PgUp,PgDn,Home,End,/,Space,Space "
			      "f,Space y,"
			      "0,1,2,3,4,5,6,7,8,9,WheelUp,WheelDown,Click"},
		{KEYCTX_FORM, "Enter,Tab,Shift-Tab,Esc,Space,Up,Down,Left,Right"},
		{KEYCTX_TIMELINE, "Left,Right,Shift-Left,Shift-Right,<,>,Up,Space,/"},
		{KEYCTX_FIND, "n,N,Enter"},
		{KEYCTX_VI, "j,k,g,G,/"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		struct str rest = str_z(wanted[i].keys), name;
		while (str_split(&rest, ',', &name))
			if (!keymap_find(map, wanted[i].context, key(str_to_z(arena, name))))
				fail_msg("%.*s is not bound in %s", STR_ARG(name),
					key_context_name(wanted[i].context));
	}
}

static void contexts_fall_back_to_their_parents(void **state)
{
	(void)state;
	assert_int_equal(keymap_find(map, KEYCTX_PROMPT, key("Up"))->act, KEY_ACT_HISTORY_PREVIOUS);
	assert_int_equal(keymap_find(map, KEYCTX_TIMELINE, key("Up"))->act, KEY_ACT_ROW_UP);
	assert_int_equal(keymap_find(map, KEYCTX_TIMELINE, key("Left"))->act, KEY_ACT_EVENT_BACK);
	assert_int_equal(keymap_find(map, KEYCTX_FORM, key("Ctrl-L"))->act, KEY_ACT_REDRAW);
	assert_null(keymap_find(map, KEYCTX_LIST, key("j")));
	assert_true(keymap_has_leader(map, KEYCTX_LIST, LEADER_SPACE));
	assert_true(keymap_has_leader(map, KEYCTX_TIMELINE, LEADER_SPACE));
	assert_false(keymap_has_leader(map, KEYCTX_PROMPT, LEADER_SPACE));
	assert_true(keymap_has_leader(map, KEYCTX_PROMPT, LEADER_CTRL_X));
	assert_false(keymap_has_leader(map, KEYCTX_PROMPT, LEADER_NONE));
	assert_int_equal(key_as_leader(key("Ctrl-X")), LEADER_CTRL_X);
	assert_int_equal(key_as_leader(key("Alt-x")), LEADER_NONE);
	for (int c = 0; c < KEYCTX_COUNT; c++) {
		enum key_context found;
		assert_true(key_context_find(str_z(key_context_name((enum key_context)c)), &found));
		assert_int_equal(found, c);
	}
}

static void keys_can_be_bound_again(void **state)
{
	struct str old;
	struct err err;
	size_t before = keymap_count(map);
	(void)state;
	assert_int_equal(
		keymap_bind(map, KEYCTX_ANY, STR("f5"), STR("go room"), &old, &err), RC_OK);
	assert_true(str_eq_z(old, "go comms"));
	const struct binding *b = keymap_find(map, KEYCTX_PROMPT, key("F5"));
	assert_true(b->user && b->how == KEY_HOW_RUN && str_eq_z(b->line, "go room"));
	assert_int_equal(
		keymap_bind(map, KEYCTX_LIST, STR("Space n"), STR("log "), &old, &err), RC_OK);
	assert_int_equal(old.n, 0);
	assert_int_equal(keymap_find(map, KEYCTX_LIST, key("Space n"))->how, KEY_HOW_WRITE);
	assert_int_equal(keymap_bind(map, KEYCTX_LIST, STR("Space n"), STR(""), NULL, &err), RC_OK);
	assert_null(keymap_find(map, KEYCTX_LIST, key("Space n")));
	assert_int_equal(keymap_count(map), before);
}

static void some_keys_cannot_be_bound(void **state)
{
	static const char *const fixed[] = {"Enter", "Esc", "Ctrl-C"};
	static const char *const text[] = {"a", "?", "5", "Space"};
	struct err err;
	(void)state;
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(
			keymap_bind(map, KEYCTX_PROMPT, str_z(fixed[i]), STR("live"), NULL, &err),
			RC_DENIED);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(
			keymap_bind(map, KEYCTX_LIST, str_z(text[i]), STR("live"), NULL, &err),
			RC_DENIED);
	assert_int_equal(
		keymap_bind(map, KEYCTX_ANY, STR("F99"), STR("live"), NULL, &err), RC_USAGE);
	char *big = arena_alloc(arena, BIND_LINE_MAX + 1);
	memset(big, 'x', BIND_LINE_MAX + 1);
	assert_int_equal(
		keymap_bind(map, KEYCTX_ANY, STR("F5"), str_n(big, BIND_LINE_MAX + 1), NULL, &err),
		RC_LIMIT);
}

static void the_table_has_a_bound(void **state)
{
	struct err err;
	enum rc rc = RC_OK;
	struct keymap *m = keymap_new(arena);
	size_t n = keymap_count(m);
	(void)state;
	for (uint32_t ch = 0x3b1; !rc; ch++) {
		struct buf b;
		buf_init(&b, arena, 32);
		buf_addf(&b, "Alt-%c%c", (int)(0xC0 | (ch >> 6)), (int)(0x80 | (ch & 0x3f)));
		rc = keymap_bind(m, KEYCTX_ANY, buf_str(&b), STR("live"), NULL, &err);
		n += rc == RC_OK;
	}
	assert_int_equal(rc, RC_LIMIT);
	assert_int_equal(n, KEYMAP_MAX);
}

static void hints_come_by_priority(void **state)
{
	const struct binding *hints[64];
	(void)state;
	for (int c = KEYCTX_PROMPT; c < KEYCTX_COUNT; c++) {
		size_t n = keymap_hints(map, (enum key_context)c, hints, 64);
		assert_true(n > 2);
		for (size_t i = 1; i < n; i++)
			assert_true(hints[i - 1]->priority >= hints[i]->priority);
	}
	assert_int_equal(keymap_hints(map, KEYCTX_PROMPT, hints, 2), 2);
	assert_string_equal(key_print(arena, hints[0]->key), "?");
	assert_string_equal(key_print(arena, hints[1]->key), "Enter");
}

static void the_space_menu_lists_second_strokes(void **state)
{
	const struct binding *menu[64];
	size_t n = keymap_menu(map, KEYCTX_LIST, LEADER_SPACE, menu, 64);
	(void)state;
	assert_int_equal(n, 2);
	assert_string_equal(key_print(arena, menu[0]->key), "Space f");
	n = keymap_menu(map, KEYCTX_TIMELINE, LEADER_SPACE, menu, 64);
	assert_int_equal(n, 4); /* those of every list, and what only a timeline has */
	assert_string_equal(key_print(arena, menu[2]->key), "Space v");
	assert_int_equal(keymap_menu(map, KEYCTX_TIMELINE, LEADER_SPACE, menu, 1), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			names_are_printed_as_they_are_read, setup, teardown),
		cmocka_unit_test_setup_teardown(names_may_be_typed_in_any_case, setup, teardown),
		cmocka_unit_test(refuses_what_is_no_key),
		cmocka_unit_test_setup_teardown(
			every_key_has_a_verb_or_only_types, setup, teardown),
		cmocka_unit_test_setup_teardown(no_two_keys_clash_in_one_place, setup, teardown),
		cmocka_unit_test_setup_teardown(
			letters_act_only_where_the_design_says, setup, teardown),
		cmocka_unit_test_setup_teardown(some_keys_are_kept_free, setup, teardown),
		cmocka_unit_test_setup_teardown(every_key_of_the_design_is_there, setup, teardown),
		cmocka_unit_test_setup_teardown(
			contexts_fall_back_to_their_parents, setup, teardown),
		cmocka_unit_test_setup_teardown(keys_can_be_bound_again, setup, teardown),
		cmocka_unit_test_setup_teardown(some_keys_cannot_be_bound, setup, teardown),
		cmocka_unit_test_setup_teardown(the_table_has_a_bound, setup, teardown),
		cmocka_unit_test_setup_teardown(hints_come_by_priority, setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_space_menu_lists_second_strokes, setup, teardown),
	};
	return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
