/* editor.c: the draft in $EDITOR: a child has the terminal while our clocks run on. */
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "lang/lex.h"
#include "sys/file.h"
#include "sys/paths.h"
#include "sys/spawn.h"
#include "tui/tui_internal.h"

struct editor {
	pid_t child;
	int watch; /* descriptor of the child, readable when it ends */
	char *file;
	char *line; /* start of the command that takes the text back; NULL: it goes to the prompt */
	char *was;  /* the text as it was given to the child, for such a command */
};

static const char *editor_program(void)
{
	const char *names[] = {getenv("VISUAL"), getenv("EDITOR")};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (names[i] && *names[i])
			return names[i];
	}
	return "vi";
}

/* The value may hold arguments ("code -w"): split at blanks, no shell. */
static void run_child(char *program, char *file)
{
	char *argv[18] = {0};
	size_t n = 0;
	for (char *p = program; *p && n < 16;) {
		while (*p == ' ')
			*p++ = 0;
		if (*p)
			argv[n++] = p;
		while (*p && *p != ' ')
			p++;
	}
	argv[n] = file;
	if (n)
		execvp(argv[0], argv);
	_exit(127);
}

/* The text is another wording of what is on record: the command that records it shows what changed. */
static void record(struct tui *t, const struct editor *e, struct str text)
{
	struct err err = {.at = -1};
	if (str_eq_z(str_trim(text), e->was)) {
		tui_say(t, ROLE_TEXT, "nothing was changed; the draft is as it was");
		return;
	}
	struct str line = str_fmt(t->turn, "%s%.*s", e->line, STR_ARG(lex_quote(t->turn, text)));
	if (tui_command(t, line, &err))
		return;
	/* Nothing that was written is lost: it stands in the prompt. */
	prompt_set(&t->prompt, str_fmt(t->turn, "/%.*s", STR_ARG(line)));
	tui_refresh_prompt(t);
	tui_say(t, ROLE_ERR, "%s", err.text);
}

static void finish(struct tui *t)
{
	struct editor *e = t->editor;
	int status = 0;
	struct str text = {0};
	loop_unwatch(t->loop, e->watch);
	close(e->watch);
	waitpid(e->child, &status, 0);
	t->editor = NULL;
	term_return(t->term);
	tui_watch_input(t, true);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		tui_say(t, ROLE_ERR, "the editor failed (%d); the draft is as it was",
			WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	} else if (file_read(t->turn, e->file, EDIT_MAX, &text, NULL) == RC_OK) {
		while (text.n && text.p[text.n - 1] == '\n')
			text.n--;
		if (e->line)
			record(t, e, text);
	}
	if (!e->line && text.p) {
		prompt_set(&t->prompt, text);
		tui_say(t, ROLE_TEXT, "back from the editor; nothing is sent before Enter");
		tui_refresh_prompt(t);
	}
	unlink(e->file);
	mem_free(e->file);
	mem_free(e->line);
	mem_free(e->was);
	mem_free(e);
	tui_dirty(t);
}

static void on_end(void *ctx, int fd, unsigned ready)
{
	(void)fd;
	(void)ready;
	finish(ctx);
}

static bool write_draft(struct tui *t, struct str text, char **ret_file)
{
	struct err err;
	const char *dir = paths_data_dir(t->turn);
	const char *file = file_join(
		t->turn, dir, arena_printf(t->turn, "draft-%ld.txt", (long)getpid()));
	if (file_mkdirs(dir, 0700, &err) != RC_OK || file_write(file, text, 0600, &err) != RC_OK) {
		tui_say(t, ROLE_ERR, "%s", err.text);
		return false;
	}
	*ret_file = mem_strdup(file);
	return true;
}

static void start(struct tui *t, struct str text, struct str line)
{
	char *file = NULL;
	if (!t->term || t->editor || !write_draft(t, text, &file))
		return;
	char *program = mem_strdup(editor_program());
	tui_watch_input(t, false);
	term_leave(t->term);
	pid_t child = fork();
	if (child == 0) {
		spawn_clear_signals();
		run_child(program, file);
	}
	mem_free(program);
	int watch = child > 0 ? (int)syscall(SYS_pidfd_open, child, 0) : -1;
	if (watch < 0) {
		if (child > 0)
			waitpid(child, NULL, 0);
		term_return(t->term);
		tui_watch_input(t, true);
		tui_say(t, ROLE_ERR, "the editor could not be started");
		mem_free(file);
		return;
	}
	fcntl(watch, F_SETFD, FD_CLOEXEC);
	t->editor = mem_alloc(sizeof *t->editor);
	*t->editor = (struct editor){.child = child, .watch = watch, .file = file};
	if (line.n) {
		t->editor->line = mem_strdup(str_to_z(t->turn, line));
		t->editor->was = mem_strdup(str_to_z(t->turn, str_trim(text)));
	}
	loop_watch(t->loop, watch, LOOP_READ, on_end, t, NULL);
}

void editor_open(struct tui *t)
{
	start(t, edit_text(&t->prompt.edit), (struct str){0});
}

void editor_open_row(struct tui *t, struct str text, struct str line)
{
	start(t, text, line);
}

void editor_tick(struct tui *t)
{
	ssize_t ignored = t->editor ? write(STDOUT_FILENO, "\a", 1) : 0;
	(void)ignored;
}

void editor_close(struct tui *t)
{
	if (!t->editor)
		return;
	kill(t->editor->child, SIGTERM);
	finish(t);
}
