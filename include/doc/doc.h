/* doc.h: the document model: what every pane, reply, IRC answer and post-mortem is before a printer sees it. */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/time.h"

/* Style roles: what a piece of text is, never how it looks. Themes, IRC and HTML map them. */
enum doc_role {
#define DOC_ROLE(id, name, brief) ROLE_##id,
#include "doc/style_roles.def"
#undef DOC_ROLE
	ROLE_COUNT
};
const char *doc_role_name(enum doc_role r);
bool doc_role_find(struct str name, enum doc_role *ret);

/* Text in a document is RAW data from outside or our own words: every printer cleans and escapes it for its medium. */
struct doc_span {
	struct str text;
	enum doc_role role;
	struct str link; /* empty: none; printers let only http, https and mailto through */
};

struct doc_spans {
	struct doc_span *v;
	size_t n, cap;
};

enum doc_align { DOC_LEFT, DOC_RIGHT };

struct doc_column {
	struct str title;
	enum doc_align align;
	bool flexible; /* takes what width is left, is clipped first */
};

enum doc_block_type {
	DOC_HEADING, /* level, spans */
	DOC_PARA,    /* spans */
	DOC_ITEM,    /* level (indent), checked: -1 none 0 open 1 done, spans */
	DOC_FIELD,   /* name, spans: "Commander  lead" */
	DOC_TABLE,   /* columns, rows of cells */
	DOC_QUOTE,   /* text from outside kept as said; several lines */
	DOC_CODE,    /* verbatim text */
	DOC_RULE,    /* spans (may be empty): a labelled rule */
	DOC_FIGURE,  /* figure */
	DOC_GENERATED, /* start (open = true) or end of a generated part, named `name`: only exports print it */
};

/* Lanes over a time axis with points and spans: when something was, or with `elapsed` how long it took. */
struct doc_figure_point {
	instant at;
	enum doc_role role;
	struct str lane, label; /* lanes are drawn in order of first use */
	instant to;             /* INSTANT_NONE: a point; otherwise a bar */
	bool quiet;             /* its label is for who points at it, not written beside it */
};
struct doc_figure {
	struct str title, summary; /* summary: the text alternative */
	instant from, to;
	bool elapsed; /* instants are lengths of time from 0 on */
	struct doc_figure_point *points;
	size_t n, cap;
};

struct doc_cell {
	struct doc_spans spans;
};
struct doc_row {
	struct doc_cell *cells; /* as many as columns */
	struct str key; /* what a selection of this row stands for ("E-12", "A-3"), may be empty */
};

struct doc_block {
	enum doc_block_type type;
	int level, checked;
	bool open;
	struct str name, text;
	struct doc_spans spans;
	struct doc_column *columns;
	size_t column_count;
	struct doc_row *rows;
	size_t row_count, row_cap;
	struct doc_figure *figure;
	struct str key; /* as in doc_row, for items and paragraphs */
};

struct doc {
	struct arena *arena;
	struct doc_block *v;
	size_t n, cap;
};

/*
 * Builder: everything is copied by reference into the arena; strings must live as long as the arena. A block
 * may be added to only until the next one is begun, a row only until its table ends; anything else is a BUG().
 */
struct doc *doc_new(struct arena *a);
struct doc_block *doc_add(struct doc *d, enum doc_block_type type);
struct doc_block *doc_heading(struct doc *d, int level, struct str text);
struct doc_block *doc_para(struct doc *d, struct str text);
struct doc_block *doc_paraf(struct doc *d, enum doc_role role, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
struct doc_block *doc_item(struct doc *d, int checked, struct str text);
struct doc_block *doc_field(struct doc *d, const char *name, struct str text, enum doc_role role);
struct doc_block *doc_rule(struct doc *d, struct str label);
struct doc_block *doc_quote(struct doc *d, struct str text);
void doc_generated(struct doc *d, const char *name, bool open);
void doc_span(struct doc *d, struct doc_block *b, enum doc_role role, struct str text);
void doc_spanf(struct doc *d, struct doc_block *b, enum doc_role role, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
void doc_link(
	struct doc *d, struct doc_block *b, enum doc_role role, struct str text, struct str link);
struct doc_block *doc_table(struct doc *d, const struct doc_column *columns, size_t n);
struct doc_row *doc_table_row(struct doc *d, struct doc_block *table, struct str key);
void doc_cell(
	struct doc *d, struct doc_row *row, size_t column, enum doc_role role, struct str text);
struct doc_figure_point *doc_figure_add(struct doc *d, struct doc_block *figure);
void doc_append(struct doc *d, const struct doc *other);
/*
 * A figure in cells, one row for each lane and one for the axis, at most `cells` wide and at least 40: * a mark, o a dim one,
 * # one to look at, x one that went wrong, = a bar. The lane's name stands in front. Returns how many rows; 0: nothing to draw.
 */
size_t doc_figure_rows(
	struct arena *a, const struct doc_figure *f, size_t cells, const struct str **ret);

#endif
