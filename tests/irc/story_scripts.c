/* story_scripts.c: plays the scripts of tests/irc/hostile, each a server that misbehaves in a way of its own. */
#include <dirent.h>

#include "support/irc_play.h"
#include "support/test.h"

enum { SCRIPTS_LEAST = 40, SCRIPTS_MAX = 200, PATH_BYTES = 300 };

static const char folder[] = "tests/irc/hostile";

static void play(void **state)
{
	const char *path = *state;
	void *stage = NULL;

	assert_int_equal(irc_stage_setup(&stage), 0);
	irc_play(stage, path);
	irc_stage_teardown(&stage);
}

static void there_are_enough_of_them(void **state)
{
	const size_t *n = *state;

	assert_in_range(*n, SCRIPTS_LEAST, SCRIPTS_MAX);
}

static int is_script(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 2 && strcmp(d->d_name + n - 2, ".t") == 0;
}

int main(int argc, char **argv)
{
	static struct CMUnitTest tests[SCRIPTS_MAX + 1];
	static char paths[SCRIPTS_MAX][PATH_BYTES];
	struct dirent **found;
	int there = scandir(folder, &found, is_script, alphasort);
	size_t n = 0, count = there > 0 ? (size_t)there : 0;

	for (int i = 0; i < there && n < SCRIPTS_MAX; i++) {
		snprintf(paths[n], PATH_BYTES, "%s/%s", folder, found[i]->d_name);
		if (argc < 2 || strstr(found[i]->d_name, argv[1]))
			tests[n] = (struct CMUnitTest){
				.name = paths[n], .test_func = play, .initial_state = paths[n]};
		n += tests[n].name != NULL;
	}
	if (argc < 2)
		tests[n++] = (struct CMUnitTest){.name = "there are enough of them",
			.test_func = there_are_enough_of_them,
			.initial_state = &count};
	return _cmocka_run_group_tests("irc/scripts", tests, n, NULL, NULL);
}
