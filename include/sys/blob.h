/* blob.h: bytes kept once under their SHA-256 in a folder: taken in, checked and copied out in small steps. */
#ifndef SYS_BLOB_H
#define SYS_BLOB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"

/*
 * An item is the file FOLDER/ab/cdef...: the hexadecimal SHA-256 of its bytes, cut after two digits. Folders have mode 0700,
 * files 0600. An item stands under its name complete and on disk or not at all; what a process that was killed left under
 * another name is swept away by the next one that takes something in.
 *
 * A piece of work goes on by steps: wait until blob_fd is readable, call blob_step, until it is done or fails. Then, or
 * earlier to break it off, blob_close; what was not finished leaves nothing behind.
 */
struct blob;

/* A step reads at most so many bytes. */
enum { BLOB_STEP = 1024 * 1024 };

/*
 * Takes a file in ("-": standard input); pipes are fine. RC_UNKNOWN: no such file; RC_LIMIT: longer than `most` bytes;
 * RC_STATE: a folder, or nothing came through standard input; RC_IO. The folder is made when it is missing.
 */
enum rc blob_keep(
	const char *folder, const char *file, uint64_t most, struct blob **ret, struct err *err);
/* The same with bytes that are in memory and stay there until the work is over; blob_fd is -1, and a step may be made at any
 * time. */
enum rc blob_keep_bytes(
	const char *folder, const char *name, struct str bytes, struct blob **ret, struct err *err);
/* Reads an item. RC_UNKNOWN: it is missing; RC_CORRUPT: its bytes are no longer those of the hash. */
enum rc blob_check(const char *folder, const struct hash *h, struct blob **ret, struct err *err);
/* Writes a copy of an item to a new file, which appears when the hash was checked. RC_STATE: there is such a file
 * already; else as blob_check. */
enum rc blob_get(const char *folder, const struct hash *h, const char *to, struct blob **ret,
	struct err *err);
/* Takes an item over into another such folder; as blob_check. */
enum rc blob_copy(const char *folder, const struct hash *h, const char *to_folder,
	struct blob **ret, struct err *err);

enum rc blob_step(struct blob *b, bool *ret_done, struct err *err);
int blob_fd(const struct blob *b);
uint64_t blob_bytes(const struct blob *b);          /* read so far */
uint64_t blob_total(const struct blob *b);          /* 0: not known before the end */
const struct hash *blob_hash(const struct blob *b); /* once it is done */
void blob_close(struct blob *b);                    /* NULL is fine */

/* Where an item lies; whether it does is not looked at. */
const char *blob_path(struct arena *a, const char *folder, const struct hash *h);

#endif
