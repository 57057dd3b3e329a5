/* run.c: a command of a channel: its words, its input, and the first line it says when it fails. */
#include "send/send_internal.h"

#include "base/utf8.h"
#include "lang/lex.h"
#include "sys/process.h"

enum { SAID_MAX = 512 };

struct running {
	struct process *process;
	size_t said;
	char text[SAID_MAX]; /* the beginning of what it wrote to standard error */
};

static void on_output(void *ctx, bool error, struct str bytes)
{
	struct running *r = ((struct sending *)ctx)->state;
	size_t room = SAID_MAX - r->said;

	if (!error || !bytes.n)
		return;
	if (bytes.n > room)
		bytes.n = room;
	memcpy(r->text + r->said, bytes.p, bytes.n);
	r->said += bytes.n;
}

static struct str first_words(struct sending *s)
{
	const struct running *r = s->state;
	struct str rest = str_n(r->text, r->said), line = {0};

	while (str_split(&rest, '\n', &line) && !str_trim(line).n)
		;
	return utf8_plain(s->arena, str_cut(str_trim(line), 0, 160), UTF8_LINE);
}

static void on_end(void *ctx, const struct process_end *end)
{
	struct sending *s = ctx;
	struct str said = first_words(s);
	const char *colon = said.n ? ": " : "";

	switch (end->how) {
	case PROCESS_EXITED:
		if (end->status == 0)
			sending_done(s, true, 0, "%s", "");
		else
			sending_done(s, false, 0, "exit status %d%s%.*s", end->status, colon,
				STR_ARG(said));
		break;
	case PROCESS_SIGNALLED:
		sending_done(
			s, false, 0, "ended by signal %d%s%.*s", end->status, colon, STR_ARG(said));
		break;
	case PROCESS_TIMED_OUT:
	case PROCESS_CANCELLED:
		sending_done(s, false, 0, "not done within %s",
			duration_short(s->arena, sending_limit(s)));
		break;
	}
}

enum rc sending_run(struct sending *s, struct str line, struct str input, const char *const *env,
	struct err *err)
{
	const char *argv[PROCESS_ARGS_MAX + 1] = {0};
	struct process_ask ask = {.argv = argv,
		.policy = PROCESS_ENV_CLEAN,
		.env = env,
		.folder = "/",
		.input = input,
		.timeout = sending_limit(s),
		.output = on_output,
		.ended = on_end,
		.ctx = s};
	struct running *r = ARENA_NEW(s->arena, struct running);
	struct words words;
	enum rc rc = lex_line(s->arena, line, &words, err);

	if (rc != RC_OK)
		return rc;
	if (!words.n || words.n > PROCESS_ARGS_MAX)
		return err_set(err, RC_LIMIT, "a command is 1 to %d words", PROCESS_ARGS_MAX);
	for (size_t n = 0; n < words.n; n++)
		argv[n] = str_to_z(s->arena, words.v[n].text);
	s->state = r;
	return process_start(s->env->loop, &ask, &r->process, err);
}

void sending_run_cancel(struct sending *s)
{
	struct running *r = s->state;

	if (r)
		process_free(r->process);
}
