/* story_record.c: what a console records, from the first key on. */
#include "support/test.h"

#include "support/console.h"

/* ---- From nothing to an incident ---- */

/* One key, and the frame that shows it. */
static int press(struct console *c, const char *key)
{
	console_keys(c, key);
	return 1;
}

/* An empty journal, somebody who has never seen this: severity, commander and first row in twelve presses and the
 * words of the title. */
static void a_cold_start_in_twelve_presses(void **state)
{
	static const char *const first[] = {"/", "d", "e", "c", "\t"};
	struct console *c = console_new(80, 24, NULL, NULL);
	int presses = 0;
	(void)state;
	console_sees(c, "No incidents");
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		presses += press(c, first[i]);
	console_sees(c, "/declare");
	console_keys(c, "Checkout fails in the EU");
	presses += press(c, "\r");
	console_sees(c, "#inc-1>");
	console_sees(c, "SEV");
	console_sees(c, "IC lead");
	console_sees(c, "DECLARE");
	if (presses > 12)
		fail_msg("%d presses", presses);
	console_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cold_start_in_twelve_presses),
	};
	return cmocka_run_group_tests_name("the record under a console", tests, NULL, NULL);
}
