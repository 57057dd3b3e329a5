/* renew.h: puts newly generated parts into an older exported file without touching a person's words. */
#ifndef DOC_RENEW_H
#define DOC_RENEW_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/*
 * Generated parts stand between marker comments `<!-- warroom:begin NAME -->` and `<!-- warroom:end NAME -->`.
 * Returns `old` with the inside of every generated part replaced by the part of the same name in `fresh`; parts
 * that are new in `fresh` are inserted after the part that precedes them there (with none before it: before the first
 * known part; with no known part at all: at the end). Everything else of `old` stays byte for byte.
 * A marker counts only in the first column of its line; parts that `fresh` lacks stay as they are.
 * RC_STATE when the markers of `old` are broken (unclosed, nested, doubled): the message names the line.
 */
enum rc renew_text(
	struct arena *a, struct str old, struct str fresh, struct str *ret, struct err *err);

#endif
