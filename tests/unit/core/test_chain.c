/* test_chain.c: digests and hashes equal the worked example of docs/JOURNAL.md, and every field counts. */
#include "support/test.h"

#include "core/event.h"

/* The example of docs/JOURNAL.md; computed apart from this program. */
static const char digest_hex[] = "ec6590684fa4c33d7d30a23fd77e377fe761a66ce77eb45de14d801bc57d2110";
static const char hash_hex_1[] = "0423f3d7e127d6a4f4871173df3400083d1bab698e08f0cb518c76ed752fa7fc";
static const char hash_hex_2[] = "e929e0b4338bd43a5a40197959fd272e88aec4bede80d2e2c529d0bd7dcb210f";

static struct hash from_hex(const char *hex)
{
	struct hash h;
	assert_true(hex_decode(str_z(hex), h.b, HASH_SIZE));
	return h;
}

static struct record example(void)
{
	struct record r = {
		.ev = {.seq = 1,
			.incident = 3,
			.kind = EV_NOTE,
			.kind_name = STR("note"),
			.occurred = INT64_C(1795356151000000),
			.precision = PREC_S,
			.zone = STR("Z"),
			.recorded = INT64_C(1795356153250000),
			.actor = STR("ops1"),
			.door = STR("console"),
			.body = STR("{\"text\":\"rolled back web to 4f2\"}")},
		.body_digest = from_hex(digest_hex),
		.hash = from_hex(hash_hex_1),
	};
	for (int i = 0; i < SALT_SIZE; i++)
		r.salt[i] = (uint8_t)i;
	return r;
}

static void the_worked_example(void **state)
{
	(void)state;
	struct record r = example();
	struct hash zero = {{0}}, expected = from_hex(digest_hex);
	struct hash digest = chain_body_digest(r.salt, r.ev.body);
	assert_memory_equal(digest.b, expected.b, HASH_SIZE);
	struct hash hash = chain_hash(&r.ev, &zero, &digest);
	expected = from_hex(hash_hex_1);
	assert_memory_equal(hash.b, expected.b, HASH_SIZE);
	assert_int_equal(chain_check(&r, 1, &zero, NULL), RC_OK);
}

/* The largest numbers, empty texts, and a text longer than the gathering buffer. */
static void extremes(void **state)
{
	(void)state;
	char kind[600];
	memset(kind, 'x', sizeof kind);
	struct event ev = {.seq = UINT64_MAX,
		.incident = UINT32_MAX,
		.kind_name = str_n(kind, sizeof kind),
		.occurred = INT64_MIN,
		.precision = PREC_UNKNOWN,
		.recorded = -1};
	struct hash prev = from_hex(hash_hex_1), digest = from_hex(digest_hex);
	struct hash hash = chain_hash(&ev, &prev, &digest), expected = from_hex(hash_hex_2);
	assert_memory_equal(hash.b, expected.b, HASH_SIZE);
}

static void finds(struct record r, uint64_t seq, struct hash prev, const char *words)
{
	struct err err = {0};
	assert_int_equal(chain_check(&r, seq, &prev, &err), RC_CORRUPT);
	if (!strstr(err.text, words))
		fail_msg("\"%s\" does not say \"%s\"", err.text, words);
	assert_non_null(strstr(err.text, "record "));
}

static void every_field_counts(void **state)
{
	(void)state;
	const struct hash zero = {{0}};
	struct record r;
	r = example(), r.ev.incident = 4, finds(r, 1, zero, "header");
	r = example(), r.ev.kind_name = STR("nota"), finds(r, 1, zero, "header");
	r = example(), r.ev.occurred++, finds(r, 1, zero, "header");
	r = example(), r.ev.precision = PREC_MIN, finds(r, 1, zero, "header");
	r = example(), r.ev.zone = STR(""), finds(r, 1, zero, "header");
	r = example(), r.ev.recorded--, finds(r, 1, zero, "header");
	r = example(), r.ev.actor = STR("ops2"), finds(r, 1, zero, "header");
	r = example(), r.ev.door = STR("shell"), finds(r, 1, zero, "header");
	r = example(), r.hash.b[31] ^= 1, finds(r, 1, zero, "hash");
	r = example(), r.body_digest.b[0] ^= 1, finds(r, 1, zero, "body");
	r = example(), r.salt[15] ^= 1, finds(r, 1, zero, "body");
	r = example(), r.ev.body = STR("{}"), finds(r, 1, zero, "body");
	r = example(), r.prev.b[0] ^= 1, finds(r, 1, zero, "before it");
	r = example(), finds(r, 1, r.hash, "before it");
	r = example(), finds(r, 2, zero, "record 2: missing");
}

/* Two neighbours must not be able to pass a byte across their border. */
static void fields_do_not_run_together(void **state)
{
	(void)state;
	struct record a = example(), b = example();
	struct hash zero = {{0}};
	a.ev.actor = STR("ops1,7:console");
	a.ev.door = STR("");
	b.ev.actor = STR("ops1");
	b.ev.door = STR("7:console");
	struct hash x = chain_hash(&a.ev, &zero, &a.body_digest),
		    y = chain_hash(&b.ev, &zero, &b.body_digest);
	assert_false(hash_eq(&x, &y));
}

static void an_erased_record_keeps_its_link(void **state)
{
	(void)state;
	struct record r = example();
	struct hash zero = {{0}};
	r.erased = true;
	r.ev.body = STR("");
	memset(r.salt, 0, SALT_SIZE);
	assert_int_equal(chain_check(&r, 1, &zero, NULL), RC_OK);
	r.ev.actor = STR("ops2");
	finds(r, 1, zero, "header");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_worked_example),
		cmocka_unit_test(extremes),
		cmocka_unit_test(every_field_counts),
		cmocka_unit_test(fields_do_not_run_together),
		cmocka_unit_test(an_erased_record_keeps_its_link),
	};
	return cmocka_run_group_tests_name("chain", tests, NULL, NULL);
}
