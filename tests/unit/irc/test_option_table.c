/* test_option_table.c: what can be set about the bridge stands in the table of options too, with the same default. */
#include "support/test.h"

#include "irc/options.h"
#include "lang/option.h"

static const struct option *named(const char *name)
{
	for (size_t n = 0; option_at(n); n++)
		if (!strcmp(option_at(n)->name, name))
			return option_at(n);
	return NULL;
}

/* "no" and "yes" are how one side writes what the other calls "off" and "on". */
static bool same_default(const char *a, const char *b)
{
	return !strcmp(a, b) || (!strcmp(a, "off") && !strcmp(b, "no")) ||
	       (!strcmp(a, "on") && !strcmp(b, "yes"));
}

static void both_tables_agree(void **state)
{
	struct irc_option row;
	size_t n = irc_options_list(0, &row), found = 0;

	(void)state;
	for (size_t k = 0; k < n; k++) {
		char name[64];
		const struct option *o;

		irc_options_list(k, &row);
		snprintf(name, sizeof name, "irc.%s", row.name);
		o = named(name);
		if (!o || !same_default(o->otherwise, row.otherwise))
			fail_msg("%s: %s here, %s there", name, row.otherwise,
				o ? o->otherwise : "(not there)");
	}
	for (size_t k = 0; option_at(k); k++)
		found += !strncmp(option_at(k)->name, "irc.", 4);
	assert_int_equal(found, n);
}

/* Every default of the table is a value the bridge takes. */
static void defaults_are_taken(void **state)
{
	(void)state;
	for (size_t k = 0; option_at(k); k++) {
		const struct option *o = option_at(k);
		struct irc_options irc = irc_options_default();
		struct err err = {.text = ""};

		if (strncmp(o->name, "irc.", 4) != 0 || !*o->otherwise)
			continue;
		if (irc_options_set(&irc, str_z(o->name + 4), str_z(o->otherwise), &err) != RC_OK)
			fail_msg("%s = %s: %s", o->name, o->otherwise, err.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_tables_agree),
		cmocka_unit_test(defaults_are_taken),
	};

	return cmocka_run_group_tests_name("option table", tests, NULL, NULL);
}
