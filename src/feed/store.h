/* store.h: rows of a log on their way into the record. */
#ifndef FEED_STORE_H
#define FEED_STORE_H

#include "feed_internal.h"

struct feed_store;

/* `in` must outlive the store; of: the beginning of the file's hash. */
struct feed_store *store_new(const struct feed_import *in, struct str of);
void store_free(struct feed_store *s); /* NULL is fine */
/* *ret_shortened: the row was too long to be stored whole. */
enum rc store_row(struct feed_store *s, const struct feed_row *row, const struct feed_told *told,
	bool *ret_shortened, struct err *err);
bool store_is_full(const struct feed_store *s);
size_t store_waiting(const struct feed_store *s);
/* One commit. */
enum rc store_flush(struct feed_store *s, struct err *err);

#endif
