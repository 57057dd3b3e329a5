/* log.h: a ring of the last lines and, when asked for, a file; for engine and edges, never for the
 * pure rooms. */
#ifndef SYS_LOG_H
#define SYS_LOG_H

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "base/time.h"

struct log;

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };
enum { LOG_LINE_MAX = 1024 };

/* Keeps the last `lines` lines (at least 1). The object is heap memory: free it. */
struct log *log_new(size_t lines);
void log_free(struct log *l); /* NULL is fine; closes the file */

/* Lines from now on are appended to the file too (made with mode 0600). A full disk later is
 * silently survived. */
enum rc log_to_file(struct log *l, const char *path, struct err *err);
void log_set_level(struct log *l, enum log_level least); /* starts at LOG_INFO */

/*
 * Adds one line; a NULL log drops it. Bytes that are not safe to show are made visible, longer
 * lines are cut. Never put secrets in.
 */
void log_add(struct log *l, enum log_level level, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

struct log_line {
	instant at;
	enum log_level level;
	struct str text; /* dies when the line leaves the ring */
};
size_t log_count(const struct log *l);
struct log_line log_line(const struct log *l, size_t i); /* 0 is the oldest kept */
const char *log_level_name(enum log_level level);        /* "debug" "info" "warn" "error" */

#endif
