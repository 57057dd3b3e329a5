/* status.h: writes the status page: a page, two feeds and JSON in the shape of Statuspage v2, from public updates alone. */
#ifndef EXPORT_STATUS_H
#define EXPORT_STATUS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "core/board.h"

struct status_ask {
	const struct board *board;
	struct str name, url; /* of the page; url may be empty */
	const char *folder;   /* made when it is not there */
};

/*
 * Writes index.html, feed.atom, feed.rss, summary.json and incidents.json, each whole or not at all. The same record gives the
 * same bytes. RC_STATE when one of the names is there and was not written by this.
 */
enum rc export_status(const struct status_ask *ask, struct arena *a, struct err *err);

#endif
