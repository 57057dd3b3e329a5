/* file.h: files and folders: read whole, write atomically, make, join, list. */
#ifndef SYS_FILE_H
#define SYS_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/*
 * Reads a whole file into the arena (a NUL follows the text, outside the view). RC_UNKNOWN when
 * there is no such file, RC_LIMIT when it is longer than max bytes, RC_IO for the rest. Works on
 * pipes and on
 * "-" for standard input too.
 */
enum rc file_read(struct arena *a, const char *path, size_t max, struct str *ret, struct err *err);

/*
 * Writes to a temporary name beside the target, syncs, renames over it and syncs the folder: after
 * a crash the old or the new content stands, never a part. mode is the permission of the new file.
 */
enum rc file_write(const char *path, struct str content, unsigned mode, struct err *err);

/* Makes a folder and all above it; existing ones are fine and keep their permissions. */
enum rc file_mkdirs(const char *path, unsigned mode, struct err *err);

bool file_exists(const char *path); /* of any type */
bool file_is_dir(const char *path);
bool file_is_plain(const char *path); /* no folder, pipe or device */

/* dir + "/" + name; an absolute name stands alone. Arena text. */
const char *file_join(struct arena *a, const char *dir, const char *name);
/* The part before the last slash, "." without one, "/" for the root. Arena text. */
const char *file_dir(struct arena *a, const char *path);
/* The part behind the last slash; borrowed from path. */
const char *file_base(const char *path);

/* True for a relative path without empty, "." or ".." parts and without control bytes: safe to
 * append to a folder. */
bool file_is_inside(struct str relative);

/* Names (not paths) in a folder that end in suffix, sorted by bytes, without hidden ones. A missing
 * folder is empty. At most 10,000. */
struct file_names {
	struct str *v;
	size_t n;
};
enum rc file_list(struct arena *a, const char *dir, const char *suffix, struct file_names *ret,
	struct err *err);

#endif
