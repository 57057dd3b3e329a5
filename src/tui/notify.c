/* notify.c: sends desktop notes while nobody looks at the terminal: by a sequence, or by a program that is never waited for. */
#include "base/mem.h"
#include "sys/spawn.h"
#include "tui/note_internal.h"
#include "tui/tui_internal.h"

enum { RUNNING_MAX = 4, STATUS_NO_PROGRAM = 127 };

struct notify {
	enum note_how how;
	char *program;
	struct spawned running[RUNNING_MAX];
	size_t n;
	bool failed; /* said once, not with every note */
};

void notify_set(struct tui *t, struct str value)
{
	struct str program;
	enum note_how how = note_parse(value, &program);
	if (!t->notify)
		t->notify = mem_alloc(sizeof *t->notify);
	struct notify *n = t->notify;
	mem_free(n->program);
	n->program = mem_strdup(str_to_z(t->turn, program));
	n->how = how;
	n->failed = false;
}

static void fail(struct tui *t, const char *why)
{
	if (t->notify->failed)
		return;
	t->notify->failed = true;
	tui_say(t, ROLE_WAIT, "notify: %s", why);
}

static void on_end(void *ctx, int fd, unsigned ready)
{
	struct tui *t = ctx;
	struct notify *n = t->notify;
	(void)ready;
	for (size_t i = 0; i < n->n; i++) {
		if (n->running[i].watch != fd)
			continue;
		loop_unwatch(t->loop, fd);
		int status = spawn_reap(&n->running[i]);
		n->running[i] = n->running[--n->n];
		if (status == STATUS_NO_PROGRAM)
			fail(t, arena_printf(t->turn, "%s cannot be run", n->program));
		return;
	}
}

static void run(struct tui *t, struct str raw)
{
	struct notify *n = t->notify;
	const char *argv[NOTE_ARGV_MAX];
	struct err err;
	if (n->n == RUNNING_MAX) {
		fail(t, arena_printf(t->turn, "%s hangs: %d of them run", n->program, RUNNING_MAX));
		return;
	}
	if (!note_argv(t->turn, str_z(n->program), raw, argv))
		return;
	struct spawned *s = &n->running[n->n];
	enum rc rc = spawn_quiet(argv, s, &err);
	if (rc == RC_OK)
		rc = loop_watch(t->loop, s->watch, LOOP_READ, on_end, t, &err);
	if (rc == RC_OK)
		n->n++;
	else
		fail(t, err.text);
}

void notify_send(struct tui *t, struct str raw)
{
	struct notify *n = t->notify;
	if (!n || n->how == NOTE_OFF || t->focused || t->past)
		return;
	if (n->how == NOTE_COMMAND)
		run(t, raw);
	else if (t->term && !t->editor)
		term_note(t->term, note_bytes(t->turn, n->how, raw));
}

void notify_close(struct tui *t)
{
	struct notify *n = t->notify;
	if (!n)
		return;
	for (size_t i = 0; i < n->n; i++) {
		loop_unwatch(t->loop, n->running[i].watch);
		spawn_forget(&n->running[i]);
	}
	mem_free(n->program);
	mem_free(n);
	t->notify = NULL;
}
