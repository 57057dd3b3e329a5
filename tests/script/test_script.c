/* test_script.c: plays the conversations of the folder (files ending in .t); each file is one test. */
#include "support/test.h"

#include <dirent.h>

#include "support/script.h"

static void play(void **state)
{
	struct room *r = room_new();

	script_play(r, *state);
	room_free(r);
}

/* Somebody else commands: has offered it to lead, or has said nothing while lead is deputy. */
static void under_another(struct room *r, const char *verb)
{
	assert_int_equal(room_lead(r, "role release ic"), RC_OK);
	assert_int_equal(room_lead(r, "role give ic @ops1"), RC_OK);
	if (!strcmp(verb, "accept")) {
		assert_int_equal(room_say(r, DOOR_CONSOLE, "ops1", 0, "handoff ic @lead"), RC_OK);
		return;
	}
	assert_int_equal(room_lead(r, "role take deputy"), RC_OK);
	r->now += 11 * US_PER_MIN;
}

static void every_example_runs(void **state)
{
	const struct command_family *const *families;
	size_t n = command_families(&families);

	(void)state;
	for (size_t f = 0; f < n; f++)
		for (size_t i = 0; i < families[f]->n; i++) {
			const struct command *c = &families[f]->rows[i];
			struct room *r = room_new();
			enum door door = c->doors & DOOR_CONSOLE ? DOOR_CONSOLE : DOOR_SHELL;

			/* The fixture: SEV1, a commander, five minutes old; a task, a poll and more where the verb needs it. */
			assert_int_equal(room_lead(r, "declare \"Fixture\" journey=critical "
						      "degradation=unavailable users=30%"),
				RC_OK);
			if (!strcmp(c->name, "ack") || !strcmp(c->name, "done"))
				assert_int_equal(room_lead(r, "ask @lead 5m read this"), RC_OK);
			if (!strcmp(c->name, "object"))
				assert_int_equal(room_lead(r, "poll \"Fail over\""), RC_OK);
			if (!strcmp(c->name, "revoke"))
				assert_int_equal(
					room_lead(r, "grant @ops1 publish until=30m"), RC_OK);
			r->now += 5 * US_PER_MIN;
			if (!strcmp(c->name, "close") || !strcmp(c->name, "reopen")) {
				assert_int_equal(
					room_lead(r, "check probe pass evidence=ok"), RC_OK);
				assert_int_equal(room_lead(r, "status resolved"), RC_OK);
			}
			if (!strcmp(c->name, "accept") || !strcmp(c->name, "takeover"))
				under_another(r, c->name);
			if (!strcmp(c->name, "gone"))
				assert_int_equal(room_lead(r, "here @db1"), RC_OK);
			if (room_say(r, door, "lead", 0, c->example) != RC_OK) {
				print_message("%s: `%s`: %s\n", c->name, c->example, r->err.text);
				fail();
			}
			room_free(r);
		}
}

enum { SCRIPTS_MAX = 200 };

int main(void)
{
	static struct CMUnitTest tests[SCRIPTS_MAX];
	static char paths[SCRIPTS_MAX][128];
	size_t n = 0;
	DIR *dir = opendir("tests/script");
	struct dirent *d;

	tests[n++] = (struct CMUnitTest){
		.name = "every example runs", .test_func = every_example_runs};
	while (dir && (d = readdir(dir)) && n < SCRIPTS_MAX) {
		size_t len = strlen(d->d_name);

		if (len < 3 || strcmp(d->d_name + len - 2, ".t"))
			continue;
		snprintf(paths[n], sizeof paths[n], "tests/script/%s", d->d_name);
		tests[n] = (struct CMUnitTest){
			.name = paths[n], .test_func = play, .initial_state = paths[n]};
		n++;
	}
	if (dir)
		closedir(dir);
	return _cmocka_run_group_tests("conversations", tests, n, NULL, NULL);
}
