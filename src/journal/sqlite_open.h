/* sqlite_open.h: makes, admits and migrates journal files. */
#ifndef JOURNAL_SQLITE_OPEN_H
#define JOURNAL_SQLITE_OPEN_H

#include "journal/sqlite_conn.h"

/* Makes an empty journal at a free path, whole or not at all. Somebody else being faster is RC_OK.
 */
enum rc sqlite_create(const char *path, struct err *err);

/*
 * Opens an existing journal: refuses what is none (RC_CORRUPT) and newer formats (RC_STATE), brings
 * older formats up, makes missing indices and triggers again. flags: enum journal_flag.
 */
enum rc sqlite_open(const char *path, unsigned flags, struct conn **ret, struct err *err);

#endif
