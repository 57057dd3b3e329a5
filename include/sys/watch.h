/* watch.h: tells when files of a folder are written, renamed or removed, without polling. */
#ifndef SYS_WATCH_H
#define SYS_WATCH_H

#include <stdbool.h>

#include "base/err.h"

struct watch;

/* Watches files of the folder of `path` whose names start with the file name of `path` (a journal
 * and its log). */
enum rc watch_new(const char *path, struct watch **ret, struct err *err);
void watch_free(struct watch *w);    /* NULL is fine */
int watch_fd(const struct watch *w); /* readable when something happened; for the loop */
/* Drains what happened; true when a watched file was touched. */
bool watch_drain(struct watch *w);

#endif
