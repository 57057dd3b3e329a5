/* file_watch.h: tells whether the files behind a path are still the same, and brings a finished
 * file to its name. */
#ifndef JOURNAL_FILE_WATCH_H
#define JOURNAL_FILE_WATCH_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"

/* The files of one journal as they were found: the database, its log and its shared index. */
struct file_watch {
	struct file_mark {
		char *path;
		bool known;
		dev_t dev;
		ino_t ino;
	} files[3];
};

/* A file that does not exist is not watched. False: the database itself is missing. */
bool file_watch_take(struct file_watch *w, struct arena *a, const char *path);
bool file_watch_same(const struct file_watch *w);
/* The database itself is the one that was seen, whatever became of the files beside it. */
bool file_watch_main_same(const struct file_watch *w);

/* Makes an empty file of mode 0600 beside `path` under a name of its own. Arena text. NULL: *err
 * says why. */
char *file_temp_make(struct arena *a, const char *path, struct err *err);
/*
 * Gives the finished temporary file its name and syncs the folder. RC_STATE when that name is
 * taken; the temporary name is gone in any case.
 */
enum rc file_temp_publish(const char *temp, const char *path, struct err *err);
/* Removes a temporary file and what the database left beside it. */
void file_temp_drop(const char *temp);

#endif
