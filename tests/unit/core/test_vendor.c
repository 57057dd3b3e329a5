/* test_vendor.c: contracts with vendors as a table, and how a vendor did. */
#include "support/test.h"

#include "core/board.h"

#define HEAD "level\tack\tstep\tladder\n"

static void refused(const char *text, const char *why)
{
	struct arena *a = arena_new();
	const struct vendor_policy *p = NULL;
	struct err err = {0};

	assert_int_equal(vendor_policy_parse(a, "vendors.tsv", str_z(text), &p, &err), RC_USAGE);
	assert_null(p);
	if (!strstr(err.text, why))
		fail_msg("\"%s\" does not say \"%s\"", err.text, why);
	arena_free(a);
}

static void a_table_is_refused_by_its_line(void **state)
{
	(void)state;
	refused(HEAD, "vendors.tsv:1: at least one contract");
	refused(HEAD "gold\tsoon\t5m\tdesk\n", "vendors.tsv:2: ack and step are lengths");
	refused(HEAD "gold\t5m\t0m\tdesk\n", "vendors.tsv:2: ack and step are lengths");
	refused(HEAD "gold\t5m\t5m\t\n", "vendors.tsv:2: a ladder needs a step");
	refused(HEAD "gold\t5m\t5m\tdesk;;boss\n", "vendors.tsv:2: a ladder has 1 to");
	refused(HEAD "gold\t5m\t5m\ta;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p;q\n", "a ladder has 1 to 16");
	refused(HEAD "gold\t5m\t5m\tdesk\nGold\t5m\t5m\tdesk\n",
		"vendors.tsv:3: this level stands");
	refused(HEAD "\t5m\t5m\tdesk\n", "vendors.tsv:2: a contract needs a level");
	refused("level\tack\n", "step");
}

static void a_level_is_found_by_its_beginning(void **state)
{
	struct arena *a = arena_new();
	const struct vendor_policy *p;
	const struct vendor_contract *c = NULL;
	struct err err;

	(void)state;
	assert_int_equal(vendor_policy_parse(a, "v",
				 STR(HEAD "gold\t5m\t10m\tdesk; boss \ngolden\t1h\t1h\tdesk\n"
					  "silver\t2h\t1h\tdesk\n"),
				 &p, &err),
		RC_OK);
	assert_int_equal(vendor_contract_find(p, STR("GOLD"), &c, &err), RC_OK);
	assert_int_equal(c->acknowledge, 5 * US_PER_MIN);
	assert_int_equal(c->step, 10 * US_PER_MIN);
	assert_int_equal(c->steps, 2);
	assert_true(str_eq_z(c->ladder[1], "boss"));
	assert_int_equal(vendor_contract_find(p, STR("s"), &c, &err), RC_OK);
	assert_true(str_eq_z(c->level, "silver"));
	assert_int_equal(vendor_contract_find(p, STR("gol"), &c, &err), RC_UNKNOWN);
	assert_int_equal(vendor_contract_find(p, STR(""), &c, &err), RC_UNKNOWN);
	assert_int_equal(vendor_contract_find(p, STR("wood"), &c, &err), RC_UNKNOWN);
	assert_non_null(strstr(err.text, "gold, golden, silver"));
	arena_free(a);
}

static void add(struct arena *a, struct vendor_case *c, const char *text, instant promised,
	int kept, int confirmed)
{
	*VEC_PUSH(a, &c->claims) = (struct vendor_claim){.seq = c->claims.n,
		.text = str_z(text),
		.promised = promised,
		.kept = kept,
		.confirmed = confirmed};
}

static void claims_are_counted_and_found(void **state)
{
	struct arena *a = arena_new();
	struct incident *i = ARENA_NEW(a, struct incident);
	struct vendor_case *c = VEC_PUSH(a, &i->vendors.cases);
	const struct vendor_case *owner;
	struct text_range where;
	struct vendor_score s;

	(void)state;
	c->closed = INSTANT_NONE;
	add(a, c, "the resolver is fixed", 1, 1, 1);
	add(a, c, "traffic moves to the other site", 1, 0, -1);
	add(a, c, "nobody else is hit by this", INSTANT_NONE, -1, 0);
	add(a, c, "a patch comes tonight", 1, -1, -1);
	s = vendor_score_of(c);
	assert_int_equal(s.kept, 1);
	assert_int_equal(s.broken, 1);
	assert_int_equal(s.promises_open, 1);
	assert_int_equal(s.confirmed, 1);
	assert_int_equal(s.refuted, 1);
	assert_int_equal(s.unchecked, 2);
	assert_int_equal(vendor_open_count(&i->vendors), 1);
	assert_ptr_equal(vendor_claim_find(&i->vendors, 3, &owner), &c->claims.v[2]);
	assert_ptr_equal(owner, c);
	assert_null(vendor_claim_find(&i->vendors, 9, &owner));
	assert_ptr_equal(
		vendor_claim_in_text(i, STR("They say: Traffic moves to the other site."), &where),
		&c->claims.v[1]);
	assert_int_equal(where.from, 10);
	assert_int_equal(where.to, 41);
	assert_null(vendor_claim_in_text(i, STR("Checkout works again."), &where));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_is_refused_by_its_line),
		cmocka_unit_test(a_level_is_found_by_its_beginning),
		cmocka_unit_test(claims_are_counted_and_found),
	};
	return cmocka_run_group_tests_name("vendor", tests, NULL, NULL);
}
