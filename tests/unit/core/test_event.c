/* test_event.c: every kind has one wire name, is found by it, and carries its label and class. */
#include "support/test.h"

#include "core/event.h"

static void names_are_found_again(void **state)
{
	(void)state;
	for (int k = EV_UNKNOWN + 1; k < EV_COUNT; k++) {
		const char *name = event_kind_name((enum event_kind)k);
		assert_true(*name);
		assert_int_equal(event_kind_find(str_z(name)), k);
	}
}

static void strangers_are_unknown(void **state)
{
	(void)state;
	assert_int_equal(event_kind_find(STR("")), EV_UNKNOWN);
	assert_int_equal(event_kind_find(STR("unknown")), EV_UNKNOWN);
	assert_int_equal(event_kind_find(STR("Note")), EV_UNKNOWN);
	assert_int_equal(event_kind_find(STR("note\0")), EV_UNKNOWN);
	assert_string_equal(event_kind_name((enum event_kind)4711), "unknown");
	assert_string_equal(event_kind_name(EV_UNKNOWN), "unknown");
}

static void classes_and_labels(void **state)
{
	(void)state;
	assert_int_equal(event_kind_class(EV_NOTE), EVENT_STATE);
	assert_int_equal(event_kind_class(EV_CHAT_IN), EVENT_VOLUME);
	assert_int_equal(event_kind_class(EV_IMPORT_LINE), EVENT_VOLUME);
	assert_string_equal(event_kind_label(EV_NOTE), "LOG");
	assert_string_equal(event_kind_label(EV_CHAT_OUT), "");
	for (int k = EV_UNKNOWN + 1; k < EV_COUNT; k++) {
		bool silent = !*event_kind_label((enum event_kind)k);
		assert_int_equal(silent, event_kind_class((enum event_kind)k) == EVENT_VOLUME);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_again),
		cmocka_unit_test(strangers_are_unknown),
		cmocka_unit_test(classes_and_labels),
	};
	return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
