/* pty.h: runs the program on a pseudo terminal and waits for facts on its screen, never for time. */
#ifndef SUPPORT_PTY_H
#define SUPPORT_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "support/screen.h"

struct pty;

struct pty_spec {
	const char *const *argv; /* NULL-terminated; argv[0] a path */
	const char *const
		*env; /* "NAME=value" to set, "NAME" to remove; NULL-terminated, may be NULL */
	int columns, rows;
};

/* Starts the program with WARROOM_FRAME_MARK=1, LC_ALL=C.UTF-8, TZ=UTC and TERM=xterm-256color. Ends the test on failure. */
struct pty *pty_start(const struct pty_spec *spec);
void pty_end(struct pty *p); /* kills what still runs; NULL is fine */

struct screen *pty_screen(struct pty *p);
void pty_type(struct pty *p, const char *bytes);
void pty_send(struct pty *p, const char *bytes, size_t n);
/* As pty_type, but what the program answers is left unread: its terminal is stuck. At most 4 kB. */
void pty_type_blind(struct pty *p, const char *bytes);
void pty_resize(struct pty *p, int columns, int rows);
void pty_signal(struct pty *p, int signal_number);
/* Closes our end: the program's terminal is gone. */
void pty_hang_up(struct pty *p);
pid_t pty_pid(const struct pty *p);

/* Reads until the screen shows the text at a frame mark (or at once without marks); false after `seconds`. */
bool pty_until(struct pty *p, const char *text);
/* Reads until the screen no longer shows it. */
bool pty_until_gone(struct pty *p, const char *text);
/* Reads until a frame later than `frame` is out. */
bool pty_until_frame(struct pty *p, unsigned long frame);
/* Reads until the program has ended; *ret_status as from waitpid. */
bool pty_until_exit(struct pty *p, int *ret_status);
/* Reads until it is stopped by a signal. */
bool pty_until_stopped(struct pty *p);

/* Everything sent since the last pty_mark. */
void pty_mark(struct pty *p);
size_t pty_bytes(const struct pty *p);
const char *pty_raw(const struct pty *p, size_t *ret_n);
/* The settings of the terminal are those it started with. */
bool pty_settings_restored(struct pty *p);

#endif
