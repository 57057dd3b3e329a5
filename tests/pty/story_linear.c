/* story_linear.c: the console as lines: for screen readers, dumb terminals and pipes. */
#include "support/test.h"

#include <sys/wait.h>

#include "support/console.h"

static const char declare[] =
	"/declare \"Checkout errors\" journey=critical degradation=partial users=12% "
	"safety=none exposure=none data_harm=none\n";

static struct console *start(const char *clock)
{
	static const char *const linear[] = {"--linear", NULL};
	const char *env[] = {clock, NULL};
	struct console *c = calloc(1, sizeof *c);
	snprintf(c->dir, sizeof c->dir, "/tmp/console-XXXXXX");
	assert_non_null(mkdtemp(c->dir));
	console_start(c, 100, 50, env, linear);
	return c;
}

static void type(struct console *c, const char *line)
{
	pty_type(c->pty, line);
}

static void a_conversation(void **state)
{
	struct console *c = start("WARROOM_CLOCK=2026-11-22T13:00:00Z");
	int status = -1;
	(void)state;
	console_sees(c, "linear mode");
	type(c, declare);
	console_sees(c, "STATE: INC-1 SEV2 ACTIVE");
	console_sees(c, "IC lead.");
	type(c, "hello room\n");
	console_sees(c, "lead: hello room");
	type(c, "/impact users=80% degradation=unavailable\n");
	console_sees(c, "STATE: INC-1 SEV1 ACTIVE");
	type(c, "/resovle\n");
	console_sees(c, "refused: there is no verb resovle");
	console_sees(c, "  /resovle");
	console_sees(c, "   ^");
	type(c, "a\xE2\x80\xAE"
		"b\n");
	console_sees(c, "!text: lead: a<RLO>b");
	type(c, "/at -1m\n");
	console_sees(c, "Say /live to return.");
	type(c, "/log too late\n");
	console_sees(c, "/live first");
	type(c, "/live\n");
	console_sees(c, "LIVE again.");
	type(c, "/who\n");
	console_sees(c, "EMPTY");
	type(c, "/leave anyway\n");
	assert_true(pty_until_exit(c->pty, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	size_t n;
	const char *raw = pty_raw(c->pty, &n);
	assert_null(memchr(raw, 0x1B, n));
	console_free(c);
}

/* A minute before a promise the state is spoken without being asked for. */
static void a_promise_is_spoken(void **state)
{
	static const char *const later[] = {"WARROOM_CLOCK=2026-11-22T13:08:57Z", NULL};
	static const char *const linear[] = {"--linear", NULL};
	struct console *c = start("WARROOM_CLOCK=2026-11-22T13:00:00Z");
	int status;
	(void)state;
	type(c, declare);
	console_sees(c, "STATE: INC-1");
	type(c, "/leave anyway\n");
	assert_true(pty_until_exit(c->pty, &status));
	pty_end(c->pty);
	console_start(c, 100, 50, later, linear);
	console_sees(c, "due in 00:5");
	console_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_conversation),
		cmocka_unit_test(a_promise_is_spoken),
	};
	return cmocka_run_group_tests_name("linear mode", tests, NULL, NULL);
}
