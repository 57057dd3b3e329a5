/* secret.c: a password from where it is kept: a file its owner alone may read, the environment, or a program. */
#include "sys/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/process.h"

enum { WORDS_MAX = 32, FROM_MAX = 1024 };

struct secret {
	struct loop *loop;
	struct process *process;
	uint64_t timer;
	secret_fn *fn;
	void *ctx;
	char from[FROM_MAX]; /* a program's words lie in it */
	char bytes[SECRET_MAX + 2];
	size_t n;
	char why[256];
};

static bool is_kind(struct str from, const char *kind, struct str *rest)
{
	if (!str_starts(from, str_z(kind)))
		return false;
	*rest = str_cut(from, strlen(kind), from.n);
	return rest->n > 0 && rest->n < FROM_MAX;
}

enum rc secret_check(struct str from, struct err *err)
{
	struct str rest;

	if (is_kind(from, "file:", &rest) && rest.p[0] == '/')
		return RC_OK;
	if (is_kind(from, "command:", &rest) && str_trim(rest).n > 0)
		return RC_OK;
	if (is_kind(from, "env:", &rest) && str_find_ch(rest, '=') < 0)
		return RC_OK;
	return err_set(err, RC_USAGE,
		"say where it is kept, not the secret itself: file:/PATH, env:NAME or "
		"command:PROGRAM WORD...");
}

/* The first line, without control bytes. */
static void take_first_line(struct secret *s)
{
	struct str text = str_n(s->bytes, s->n), line;

	if (!str_split(&text, '\n', &line))
		line = (struct str){s->bytes, 0};
	if (str_ends(line, STR("\r")))
		line = str_cut(line, 0, line.n - 1);
	s->n = line.n;
	if (line.n == 0 && !s->why[0])
		snprintf(s->why, sizeof s->why, "it is empty");
	if (line.n > SECRET_MAX)
		snprintf(s->why, sizeof s->why, "it is longer than %d bytes", SECRET_MAX);
	for (size_t i = 0; i < line.n; i++)
		if ((unsigned char)line.p[i] < ' ' || line.p[i] == 0x7F)
			snprintf(s->why, sizeof s->why, "its first line holds control codes");
}

/* The last thing that happens: fn may free the secret. */
static void answer(struct secret *s)
{
	if (!s->why[0])
		take_first_line(s);
	s->fn(s->ctx, s->why[0] ? (struct str){0} : str_n(s->bytes, s->n), s->why);
}

static void read_file(struct secret *s, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;
	ssize_t n = -1;

	if (fd < 0 || fstat(fd, &st) < 0) {
		snprintf(s->why, sizeof s->why, "%.150s: %s", path, strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		snprintf(s->why, sizeof s->why, "%.200s is no file", path);
	} else if (st.st_mode & (S_IRWXG | S_IRWXO)) {
		snprintf(s->why, sizeof s->why,
			"%.100s may be opened by others; `chmod 600 %.100s` first", path, path);
	} else {
		n = read(fd, s->bytes, sizeof s->bytes);
		if (n < 0)
			snprintf(s->why, sizeof s->why, "%.150s: %s", path, strerror(errno));
	}
	if (n > 0)
		s->n = (size_t)n;
	if (fd >= 0)
		close(fd);
}

static void read_environment(struct secret *s, const char *name)
{
	const char *value = getenv(name);

	if (!value)
		snprintf(s->why, sizeof s->why, "there is no %.100s in the environment", name);
	else
		s->n = (size_t)snprintf(s->bytes, sizeof s->bytes, "%s", value);
	if (s->n >= sizeof s->bytes)
		s->n = sizeof s->bytes - 1;
}

static void on_timer(void *ctx)
{
	struct secret *s = ctx;

	s->timer = 0;
	answer(s);
}

static void on_output(void *ctx, bool error, struct str bytes)
{
	struct secret *s = ctx;
	size_t room = sizeof s->bytes - s->n, n = bytes.n < room ? bytes.n : room;

	/* What it says on the other stream is not for us to keep: it may quote the secret. */
	if (error || n == 0)
		return;
	memcpy(s->bytes + s->n, bytes.p, n);
	s->n += n;
}

static void on_ended(void *ctx, const struct process_end *end)
{
	struct secret *s = ctx;

	s->process = NULL;
	if (end->how != PROCESS_EXITED || end->status != 0)
		snprintf(s->why, sizeof s->why, "the program for it %s (%d)",
			process_how_name(end->how), end->status);
	answer(s);
}

static enum rc start_program(struct secret *s, char *words, duration limit, struct err *err)
{
	const char *argv[WORDS_MAX + 1] = {NULL};
	struct process_ask ask = {.argv = argv,
		.policy = PROCESS_ENV_OURS,
		.timeout = limit,
		.output = on_output,
		.ended = on_ended,
		.ctx = s};
	size_t n = 0;

	for (char *at = words; *at;) {
		while (*at == ' ')
			*at++ = '\0';
		if (*at && n == WORDS_MAX)
			return err_set(err, RC_LIMIT, "at most %d words make a command", WORDS_MAX);
		if (*at)
			argv[n++] = at;
		while (*at && *at != ' ')
			at++;
	}
	return process_start(s->loop, &ask, &s->process, err);
}

enum rc secret_fetch(struct loop *l, struct str from, duration limit, secret_fn *fn, void *ctx,
	struct secret **ret, struct err *err)
{
	enum rc rc = secret_check(from, err);
	struct secret *s;
	struct str rest;

	if (rc != RC_OK)
		return rc;
	s = mem_alloc(sizeof *s);
	s->loop = l;
	s->fn = fn;
	s->ctx = ctx;
	(void)(is_kind(from, "file:", &rest) || is_kind(from, "env:", &rest) ||
		is_kind(from, "command:", &rest));
	memcpy(s->from, rest.p, rest.n);
	if (str_starts(from, STR("command:"))) {
		rc = start_program(s, s->from, limit, err);
	} else {
		if (str_starts(from, STR("file:")))
			read_file(s, s->from);
		else
			read_environment(s, s->from);
		s->timer = loop_after(l, 0, 0, on_timer, s);
	}
	if (rc != RC_OK)
		secret_free(s);
	else
		*ret = s;
	return rc;
}

void secret_free(struct secret *s)
{
	if (!s)
		return;
	loop_cancel(s->loop, s->timer);
	process_free(s->process);
	explicit_bzero(s->bytes, sizeof s->bytes);
	mem_free(s);
}
