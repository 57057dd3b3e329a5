/* status_internal.h: the files of a status page. */
#ifndef EXPORT_STATUS_INTERNAL_H
#define EXPORT_STATUS_INTERNAL_H

#include "base/err.h"
#include "base/str.h"
#include "view/view_status_page.h"

enum { STATUS_FILE_MAX = 16 * 1024 * 1024 };

typedef enum rc status_file_fn(
	struct arena *a, const struct status_page *p, struct str *ret, struct err *err);
status_file_fn status_html, status_atom, status_rss, status_summary, status_incidents;

#endif
