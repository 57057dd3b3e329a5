/* console.h: the program on a terminal with a journal of its own, as the person "lead". */
#ifndef SUPPORT_CONSOLE_H
#define SUPPORT_CONSOLE_H

#include "support/pty.h"

struct console {
	char dir[256];
	struct pty *pty;
	struct screen *screen;
};

/* A fresh folder for journal and config; `extra` as in struct pty_spec. The first frame is out on return. */
struct console *console_new(
	int columns, int rows, const char *const *extra, const char *const *arguments);
/* The same folder again, after console_stop. */
void console_start(struct console *c, int columns, int rows, const char *const *extra,
	const char *const *arguments);
void console_stop(struct console *c); /* /leave anyway, and waits for the end: status 0 */
void console_free(struct console *c); /* also checks that only allowed bytes were sent */

/* Types, and reads until a frame that was drawn afterwards is out. */
void console_keys(struct console *c, const char *keys);
/* Waits until the screen shows it; fails the test with the screen when it does not. */
void console_sees(struct console *c, const char *text);
void console_misses(struct console *c, const char *text);
/* Declares an incident and waits for its room. */
void console_declare(struct console *c);

#endif
