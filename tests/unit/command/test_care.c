/* test_care.c: what each line weighs is said by the command table, and only lines that record weigh anything. */
#include "support/test.h"

#include "command/table.h"
#include "support/room.h"

static const char declare[] =
	"declare \"Cards fail\" journey=critical degradation=partial users=10% "
	"safety=none exposure=none data=none";

static enum care weighs(struct room *r, const char *line)
{
	if (room_lead(r, line) != RC_OK)
		fail_msg("%s: %s", line, r->err.text);
	return r->out.care;
}

static void lines(void **state)
{
	static const struct {
		const char *line;
		enum care care;
		int minutes; /* the clock moves on before it */
	} cases[] = {
		{declare, CARE_NONE, 0},
		{"log disk full", CARE_NONE, 1},
		{"role scribe @ops1", CARE_UNDO, 1},
		{"role", CARE_NONE, 1},
		{"sev", CARE_NONE, 1},
		{"sev 1 reason=\"execs are hit\"", CARE_UNDO, 1},
		{"impact degradation=slow users=1%", CARE_NONE, 1},
		{"impact users=0.9%", CARE_NONE, 31},
		{"sev 4 reason=\"errors are gone\"", CARE_PREVIEW, 0},
		{"status", CARE_NONE, 1},
		{"status identified", CARE_NONE, 1},
		{"check probe pass evidence=ok", CARE_NONE, 1},
		{"status resolved", CARE_PREVIEW, 1},
		{"reopen same errors", CARE_PREVIEW, 1},
		{"status resolved", CARE_PREVIEW, 1},
		{"close verified", CARE_TYPED, 1},
	};
	struct room *r = room_new();
	(void)state;
	for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
		r->now += cases[n].minutes * US_PER_MIN;
		if (weighs(r, cases[n].line) != cases[n].care)
			fail_msg("%s weighs %d", cases[n].line, r->out.care);
	}
	room_free(r);
}

/* Help and the reference page say what the table says. */
static void the_table_is_told(void **state)
{
	const struct command_family *const *families;
	size_t n = command_families(&families), typed = 0;
	(void)state;
	for (size_t f = 0; f < n; f++) {
		for (size_t i = 0; i < families[f]->n; i++) {
			const struct command *c = &families[f]->rows[i];
			assert_true(c->care <= CARE_TYPED);
			assert_int_equal(command_care(c) != NULL, c->care != CARE_NONE);
			assert_true(!c->weigh || c->care != CARE_NONE);
			if (c->care >= CARE_PREVIEW)
				assert_true(c->doors & DOOR_CONSOLE);
			typed += c->care == CARE_TYPED;
		}
	}
	assert_true(typed >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
		cmocka_unit_test(the_table_is_told),
	};
	return cmocka_run_group_tests_name("care", tests, NULL, NULL);
}
