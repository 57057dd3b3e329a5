/* test_sasl.c: logins as conversations, with the vector of RFC 7677, and servers that do not keep to the rules. */
#include "support/test.h"

#include "base/base64.h"
#include "base/hmac.h"
#include "irc/sasl_internal.h"

static const char chance[SASL_NONCE_BYTES] = "abcdefghijklmnopqrstuvw";

static struct str decoded(struct arena *a, struct str text)
{
	struct str ret;

	assert_true(base64_decode(a, text, &ret));
	return ret;
}

static void begin(struct sasl *s, enum sasl_mechanism m)
{
	sasl_begin(s, m, STR("bridge"), STR("pencil"), chance);
}

static void plain_says_account_and_password(void **state)
{
	struct arena *a = arena_new();
	struct sasl s;
	struct str r, *pieces;

	(void)state;
	begin(&s, SASL_PLAIN);
	assert_true(s.proven);
	assert_int_equal(sasl_take(&s, a, STR("+"), &r), SASL_SAY);
	assert_true(str_eq(r, str_n("bridge\0bridge\0pencil", 20)));
	assert_int_equal(sasl_pieces(a, r, &pieces), 1);
	assert_true(str_eq(decoded(a, pieces[0]), r));
	assert_int_equal(sasl_take(&s, a, STR("+"), &r), SASL_BROKEN);
	arena_free(a);
}

static void external_says_nothing(void **state)
{
	struct arena *a = arena_new();
	struct sasl s;
	struct str r, *pieces;

	(void)state;
	begin(&s, SASL_EXTERNAL);
	assert_int_equal(sasl_take(&s, a, STR("+"), &r), SASL_SAY);
	assert_int_equal(sasl_pieces(a, r, &pieces), 1);
	assert_true(str_eq_z(pieces[0], "+"));
	arena_free(a);
}

static void long_answers_are_cut_at_400_and_ended(void **state)
{
	static char bytes[601];
	static const struct {
		size_t bytes, pieces, last;
	} rows[] = {{1, 1, 4}, {297, 1, 396}, {300, 2, 1}, {301, 2, 4}, {600, 3, 1}, {601, 3, 4}};
	struct arena *a = arena_new();
	struct str *pieces;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		size_t n = sasl_pieces(a, str_n(bytes, rows[i].bytes), &pieces);

		assert_int_equal(n, rows[i].pieces);
		for (size_t k = 0; k + 1 < n; k++)
			assert_int_equal(pieces[k].n, SASL_PIECE);
		assert_int_equal(pieces[n - 1].n, rows[i].last);
	}
	arena_free(a);
}

static void scram_is_what_the_rules_say(void **state)
{
	struct arena *a = arena_new();
	struct sasl s;
	struct str r;

	(void)state;
	sasl_begin(&s, SASL_SCRAM, STR("user"), STR("pencil"), chance);
	snprintf(s.nonce, sizeof s.nonce, "rOprNGfwEbeRWgbNEkqO");
	assert_false(s.proven);
	assert_int_equal(sasl_take(&s, a, STR("+"), &r), SASL_SAY);
	assert_true(str_eq_z(r, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO"));
	assert_int_equal(
		sasl_take(&s, a,
			base64_encode(a, STR("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
					     "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")),
			&r),
		SASL_SAY);
	assert_true(str_eq_z(r, "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
				"p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="));
	assert_false(s.proven);
	assert_int_equal(
		sasl_take(&s, a,
			base64_encode(a, STR("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")),
			&r),
		SASL_SAY);
	assert_int_equal(r.n, 0);
	assert_true(s.proven);
	assert_int_equal(sasl_take(&s, a, STR("+"), &r), SASL_BROKEN);
	arena_free(a);
}

static void a_server_that_knows_no_password_is_found_out(void **state)
{
	struct arena *a = arena_new();
	struct sasl s;
	struct str r;

	(void)state;
	begin(&s, SASL_SCRAM);
	assert_int_equal(sasl_take(&s, a, STR("+"), &r), SASL_SAY);
	assert_int_equal(
		sasl_take(&s, a, base64_encode(a, str_fmt(a, "r=%sX,s=AAAA,i=4096", s.nonce)), &r),
		SASL_SAY);
	assert_int_equal(
		sasl_take(&s, a,
			base64_encode(a, STR("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")),
			&r),
		SASL_BROKEN);
	assert_false(s.proven);
	arena_free(a);
}

static void crooked_challenges_break_it(void **state)
{
	struct arena *a = arena_new();
	struct str r, own;
	const char *bad[] = {"r=%sX,s=AAAA,i=4095", "r=%sX,s=AAAA,i=999999999",
		"r=%s,s=AAAA,i=4096", "r=other%s,s=AAAA,i=4096", "r=%sX,s=,i=4096",
		"r=%sX,s=!,i=4096", "s=AAAA,i=4096,r=%sX", "r=%sX", "m=x,r=%sX,s=AAAA,i=4096",
		"r=%sX,s=AAAA,i=-1", ""};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct sasl s;
		const char *at = strstr(bad[i], "%s");

		begin(&s, SASL_SCRAM);
		assert_int_equal(sasl_take(&s, a, STR("+"), &r), SASL_SAY);
		own = at ? str_fmt(a, "%.*s%s%s", (int)(at - bad[i]), bad[i], s.nonce, at + 2)
			 : str_z(bad[i]);
		if (sasl_take(&s, a, base64_encode(a, own), &r) != SASL_BROKEN)
			fail_msg("\"%s\" was taken", bad[i]);
	}
	arena_free(a);
}

static void pieces_are_joined_and_bounded(void **state)
{
	static char full[SASL_PIECE];
	struct arena *a = arena_new();
	struct sasl s;
	struct str r;
	int n = 0;

	(void)state;
	memset(full, 'A', sizeof full);
	begin(&s, SASL_PLAIN);
	while (sasl_take(&s, a, str_n(full, sizeof full), &r) == SASL_MORE)
		n++;
	assert_int_equal(n, SASL_CHALLENGE_MAX / SASL_PIECE);
	begin(&s, SASL_PLAIN);
	assert_int_equal(sasl_take(&s, a, str_n(full, sizeof full), &r), SASL_MORE);
	assert_int_equal(sasl_take(&s, a, STR("+"), &r), SASL_SAY);
	begin(&s, SASL_PLAIN);
	assert_int_equal(sasl_take(&s, a, STR("no base64"), &r), SASL_BROKEN);
	arena_free(a);
}

static void names_are_quoted(void **state)
{
	struct arena *a = arena_new();
	struct sasl s;
	struct str r;

	(void)state;
	sasl_begin(&s, SASL_SCRAM, STR("a,b=c"), STR("x"), chance);
	assert_int_equal(sasl_take(&s, a, STR("+"), &r), SASL_SAY);
	assert_true(str_starts(r, STR("n,,n=a=2Cb=3Dc,r=")));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_says_account_and_password),
		cmocka_unit_test(external_says_nothing),
		cmocka_unit_test(long_answers_are_cut_at_400_and_ended),
		cmocka_unit_test(scram_is_what_the_rules_say),
		cmocka_unit_test(a_server_that_knows_no_password_is_found_out),
		cmocka_unit_test(crooked_challenges_break_it),
		cmocka_unit_test(pieces_are_joined_and_bounded),
		cmocka_unit_test(names_are_quoted),
	};

	return cmocka_run_group_tests_name("irc/sasl", tests, NULL, NULL);
}
