/* log.h: what a process without a screen says of itself: one clean line each, to a file or to standard error. */
#ifndef SYS_LOG_H
#define SYS_LOG_H

#include "base/err.h"
#include "base/str.h"

/* Bytes of text in a line; what is longer is cut at a character and ends in "...". */
enum { LOG_TEXT_MAX = 1000 };

/* The numbers are those of syslog. */
enum log_level { LOG_LEVEL_ERROR = 3, LOG_LEVEL_WARNING = 4, LOG_LEVEL_INFO = 6 };

struct log;

/*
 * file NULL: standard error. There a line begins with "<4>" when JOURNAL_STREAM says that journald reads it, elsewhere
 * with the time and the level. A file is appended to and made with mode 0600. RC_IO names the file.
 */
enum rc log_open(const char *file, struct log **ret, struct err *err);
void log_close(struct log *l); /* NULL is fine */

/*
 * Any bytes; control codes and the like are shown as markers. Never waits and never fails: what cannot be written now is
 * lost, and the next line that can be written is preceded by one that says how many were.
 */
void log_say(struct log *l, enum log_level level, struct str text);
void log_sayf(struct log *l, enum log_level level, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Opens the file by its name again, after somebody moved it away. On failure the old one stays in use. Without a file:
 * nothing. */
enum rc log_reopen(struct log *l, struct err *err);

#endif
