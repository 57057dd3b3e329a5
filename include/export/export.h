/* export.h: writes the post-mortem of an incident from the record, in the formats of the registry. */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "core/board.h"
#include "engine/engine.h"

struct export_ask {
	struct engine *engine; /* borrowed; the chat of the incident is read through it */
	uint32_t incident;
	struct str format; /* md, html or json */
	const char *out;   /* NULL: only the text is made */
	instant now;
	struct str actor; /* recorded with the export */
	struct str door;
};

/*
 * Makes the document and its text; with `out`, renews the generated parts of a file that is there already (its
 * human text stays byte for byte), writes it atomically and records export.made. *ret_text is the whole new text, in the arena.
 * RC_UNKNOWN: no such incident or format. RC_STATE: what is there is neither empty nor an export of this format and
 * incident, or its markers are broken; it stays as it is. RC_IO.
 */
enum rc export_postmortem(
	const struct export_ask *ask, struct arena *a, struct str *ret_text, struct err *err);

/* Formats in file-name order; returns how many there are, *ret the name of number `at` when there is one. */
size_t export_formats(size_t at, const char **ret);

#endif
