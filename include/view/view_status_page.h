/* view_status_page.h: the incidents as the public is told of them: out of public updates, and out of nothing else. */
#ifndef VIEW_VIEW_STATUS_PAGE_H
#define VIEW_VIEW_STATUS_PAGE_H

#include "core/board.h"
#include "doc/doc.h"

enum { STATUS_PAGE_INCIDENTS = 50, STATUS_PAGE_UPDATES = 100 };

struct status_update {
	uint64_t seq;
	instant at;
	const char *state; /* of the incident then: investigating identified monitoring resolved */
	struct str text;
};

struct status_incident {
	uint32_t number;
	struct str id;              /* hexadecimal, the same at every writing */
	struct str title;           /* the first sentence that was published */
	const char *state, *impact; /* none minor major critical; both as of the newest update */
	instant created, updated, monitoring, resolved; /* INSTANT_NONE: not so far */
	const struct status_update *updates;            /* newest first */
	size_t n;
};

struct status_page {
	struct str name, url; /* url may be empty */
	struct str id;
	instant updated; /* of the newest public update; INSTANT_NONE: there is none */
	const char *indicator, *description;
	const struct status_incident *incidents; /* newest first */
	size_t n, open;                          /* open: those that are not resolved */
};

/* Incidents of which nothing may leave and those without a public update are not there. */
void status_page_of(struct arena *a, const struct board *b, struct str name, struct str url,
	struct status_page *ret);

/* The page for people. */
struct doc *view_status_page(struct arena *a, const struct status_page *p);

bool status_is_over(const struct status_incident *i);
struct str status_word(struct arena *a, const char *state); /* "Identified" */

#endif
