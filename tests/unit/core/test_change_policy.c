/* test_change_policy.c: the table of kinds of change is read or refused by its line; sizes and hashes are what they say. */
#include "support/test.h"

#include "core/change.h"
#include "core/evidence.h"

#define HEAD "kind\tneeds_capture\tneeds_version\tneeds_rollback\trisk\thint\n"

static struct arena *arena;
static struct err err;

static int make(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int drop(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static enum rc parse(const char *text, const struct change_policy **ret)
{
	return change_policy_parse(arena, "changes.tsv", str_z(text), ret, &err);
}

static void refused(const char *text, const char *says)
{
	const struct change_policy *p;

	assert_int_equal(parse(text, &p), RC_USAGE);
	if (!strstr(err.text, says))
		fail_msg("\"%s\" does not say \"%s\"", err.text, says);
}

static void a_table_is_read(void **state)
{
	const struct change_policy *p;
	const struct change_kind *k;

	(void)state;
	assert_int_equal(parse("# remark\n" HEAD "restart\tyes\tno\tno\t3\tdump it\n"
			       "restore\tyes\tno\tyes\t8\t\nscale\tno\tyes\tno\t2\tx\n",
				 &p),
		RC_OK);
	assert_int_equal(change_kinds(p), 3);
	k = change_kind_named(p, STR("restart"));
	assert_true(k->needs_capture && !k->needs_version && !k->needs_rollback);
	assert_int_equal(k->risk, 3);
	assert_true(str_eq(k->hint, STR("dump it")));
	assert_null(change_kind_named(p, STR("rest")));
	assert_null(change_kind_at(p, 3));
	assert_int_equal(change_kind_find(p, STR("sc"), &k, &err), RC_OK);
	assert_true(str_eq(k->name, STR("scale")));
	assert_int_equal(change_kind_find(p, STR("rest"), &k, &err), RC_AMBIGUOUS);
	assert_non_null(strstr(err.text, "restart restore"));
	assert_null(strstr(err.text, "scale"));
	assert_int_equal(change_kind_find(p, STR("deploy"), &k, &err), RC_UNKNOWN);
	assert_non_null(strstr(err.text, "restart restore scale"));
	assert_int_equal(change_kind_find(p, STR(""), &k, &err), RC_UNKNOWN);
}

static void a_bad_row_is_refused_by_its_line(void **state)
{
	(void)state;
	refused("kind\trisk\n", "changes.tsv:1: ");
	refused(HEAD "Restart\tyes\tno\tno\t3\tx\n", "changes.tsv:2: a kind is small letters");
	refused(HEAD "\tyes\tno\tno\t3\tx\n", "changes.tsv:2: a row needs a kind");
	refused(HEAD "a\tyes\tno\tno\t3\tx\n# r\nb\tmaybe\tno\tno\t3\tx\n", "changes.tsv:4: ");
	refused(HEAD "a\tyes\tno\tno\t0\tx\n", "changes.tsv:2: risk is 1 to 9");
	refused(HEAD "a\tyes\tno\tno\t10\tx\n", "risk is 1 to 9");
	refused(HEAD "a\tyes\tno\tno\tx\tx\n", "risk is 1 to 9");
	refused(HEAD "a\tyes\tno\tno\t1\tx\na\tno\tno\tno\t1\tx\n", "this kind stands twice");
	refused(HEAD "approve\tyes\tno\tno\t1\tx\n", "means something else behind `run`");
}

static void sizes_in_words(void **state)
{
	static const struct {
		uint64_t bytes;
		const char *words;
	} sizes[] = {{0, "0 B"}, {1023, "1023 B"}, {1024, "1 KiB"}, {1536, "1.5 KiB"},
		{1024 * 1024, "1 MiB"}, {2621440, "2.5 MiB"}, {268435456, "256 MiB"},
		{UINT64_C(1) << 40, "1024 GiB"}};

	(void)state;
	for (size_t n = 0; n < sizeof sizes / sizeof *sizes; n++)
		assert_string_equal(evidence_size(arena, sizes[n].bytes).p, sizes[n].words);
	assert_true(evidence_size(arena, UINT64_MAX).n > 0);
}

static void only_a_hash_names_a_file(void **state)
{
	(void)state;
	assert_true(evidence_is_hash(
		STR("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")));
	assert_false(evidence_is_hash(
		STR("9F86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")));
	assert_false(evidence_is_hash(
		STR("../../d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a")));
	assert_false(evidence_is_hash(STR("9f86d081")));
	assert_false(evidence_is_hash(STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_table_is_read, make, drop),
		cmocka_unit_test_setup_teardown(a_bad_row_is_refused_by_its_line, make, drop),
		cmocka_unit_test_setup_teardown(sizes_in_words, make, drop),
		cmocka_unit_test_setup_teardown(only_a_hash_names_a_file, make, drop),
	};
	return cmocka_run_group_tests_name("kinds of change", tests, NULL, NULL);
}
