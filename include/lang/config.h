/* config.h: the text of a configuration file as lines of the command language, each with where it stood. */
#ifndef LANG_CONFIG_H
#define LANG_CONFIG_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct config_line {
	struct str text;  /* a command line, joined and trimmed; never empty */
	const char *file; /* as given */
	unsigned line;    /* 1-based, of its first line */
};

enum { CONFIG_MAX = 1024 * 1024, CONFIG_LINES_MAX = 10000 };

/*
 * Lines that are empty or start with '#' (after white space) are skipped; a '\' at the end of a line joins the
 * next one to it with one blank. RC_USAGE "file:7: what is wrong" for bytes that are no UTF-8 text, RC_LIMIT
 * for files over CONFIG_MAX or CONFIG_LINES_MAX.
 */
enum rc config_split(struct arena *a, const char *file, struct str text,
	const struct config_line **ret, size_t *ret_n, struct err *err);

/* Puts "file:7: " in front of what went wrong with a line, keeping its code. Returns the code. */
enum rc config_error(const struct config_line *l, const struct err *what, struct err *err);

#endif
