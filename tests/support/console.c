/* console.c: the console under test, with everything it writes in one folder. */
#include "support/console.h"

#include "support/test.h"

#include <sys/wait.h>
#include <unistd.h>

enum { ENV_MAX = 24 };

void console_start(struct console *c, int columns, int rows, const char *const *extra,
	const char *const *arguments)
{
	char data[300], config[300];
	const char *env[ENV_MAX + 8] = {0}, *argv[16] = {0};
	size_t n = 0;
	snprintf(data, sizeof data, "XDG_DATA_HOME=%s/data", c->dir);
	snprintf(config, sizeof config, "XDG_CONFIG_HOME=%s/config", c->dir);
	env[n++] = data;
	env[n++] = config;
	env[n++] = "WARROOM_TEST=1";
	env[n++] = "WARROOM_USER=lead";
	env[n++] = "LSAN_OPTIONS=suppressions=tests/support/leaks.supp:print_suppressions=0";
	for (size_t i = 0; extra && extra[i] && n < ENV_MAX; i++)
		env[n++] = extra[i];
	const char *program = getenv("WARROOM_BIN");
	argv[0] = program ? program : "build/debug/warroom";
	for (size_t i = 0; arguments && arguments[i] && i < 14; i++)
		argv[i + 1] = arguments[i];
	c->pty = pty_start(
		&(struct pty_spec){.argv = argv, .env = env, .columns = columns, .rows = rows});
	c->screen = pty_screen(c->pty);
}

struct console *console_new(
	int columns, int rows, const char *const *extra, const char *const *arguments)
{
	struct console *c = calloc(1, sizeof *c);
	const char *tmp = getenv("TMPDIR");
	snprintf(c->dir, sizeof c->dir, "%s/console-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(c->dir));
	console_start(c, columns, rows, extra, arguments);
	if (!pty_until_frame(c->pty, 0))
		fail_msg("no first frame:\n%s", screen_text(c->screen));
	return c;
}

static void check_bytes(const struct console *c)
{
	if (screen_forbidden(c->screen))
		fail_msg("sent what may not be sent: %s", screen_forbidden(c->screen));
}

void console_stop(struct console *c)
{
	int status = -1;
	pty_type(c->pty, "\x03/leave anyway\r");
	if (!pty_until_exit(c->pty, &status))
		fail_msg("did not leave:\n%s", screen_text(c->screen));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	check_bytes(c);
	assert_true(pty_settings_restored(c->pty));
	pty_end(c->pty);
	c->pty = NULL;
}

void console_free(struct console *c)
{
	char command[320];
	if (c->pty)
		check_bytes(c);
	pty_end(c->pty);
	snprintf(command, sizeof command, "rm -rf '%s'", c->dir);
	assert_int_equal(system(command), 0);
	free(c);
}

void console_keys(struct console *c, const char *keys)
{
	unsigned long frame = screen_frames(c->screen);
	pty_type(c->pty, keys);
	if (!pty_until_frame(c->pty, frame))
		fail_msg("no frame after keys:\n%s", screen_text(c->screen));
}

void console_sees(struct console *c, const char *text)
{
	if (!pty_until(c->pty, text))
		fail_msg("never saw \"%s\":\n%s", text, screen_text(c->screen));
}

void console_misses(struct console *c, const char *text)
{
	if (!pty_until_gone(c->pty, text))
		fail_msg("still shows \"%s\":\n%s", text, screen_text(c->screen));
}

void console_declare(struct console *c)
{
	console_keys(c,
		"/declare \"Checkout errors\" journey=critical degradation=partial users=12% "
		"safety=none exposure=none data_harm=none\r");
	console_sees(c, "#inc-1>");
	console_sees(c, "T+0:00:");
}
