/* pane_internal.h: what a pane is: documents for places of the body, the keys of its rows, what can be done with one. */
#ifndef TUI_PANE_INTERNAL_H
#define TUI_PANE_INTERNAL_H

#include <stdbool.h>

#include "tui/screen_internal.h"

/* Asked of a pane: what to show in so many cells. */
struct pane_view {
	const struct screen_state *s;
	struct arena *arena;
	const struct incident *incident; /* as looked at, may be NULL */
	const struct board *board;       /* as looked at */
	int width, height;               /* of the body */
	struct list list;                /* where the mark is; the pane settles it */
};

/* Documents for the places of the body; NULL: the place is not used. */
struct pane_parts {
	const struct doc *top;  /* fixed rows above the list */
	const struct doc *main; /* the list itself; one keyed unit per row of the window */
	const struct doc *second, *side;
	const struct doc *tail;  /* newest rows below a list that is scrolled back */
	const struct doc *below; /* about the marked row */
	const struct doc *foot;  /* last rows of all: the buttons of a form */
	struct str title, right, second_title, tail_title;
	const uint64_t *keys; /* of all rows of the list, for moving the mark */
	size_t count, first;  /* how many; which is the first in `main` */
	int side_width, below_max;
	int gap;
	bool bottom; /* the last line stands at the bottom */
	bool wrap;
	bool gutter;
	bool marked; /* the mark is shown even when the prompt has the cursor */
};

struct pane_choice {
	const char *key, *line, *brief; /* "a", "amend {selected} ", "correct it" */
};

struct pane_type {
	const char *name, *title, *brief;
	char digit;      /* of its tab */
	bool needs_room; /* shown only while an incident is looked at */
	bool form;       /* its list is a form */
	bool timeline;   /* left and right walk in time */
	bool follows;    /* the list can follow its end */
	bool writes;     /* Enter on a row writes its line into the prompt instead of running it */
	void (*content)(struct pane_view *v, struct pane_parts *ret);
	const struct pane_choice *choices; /* ends with a NULL key; may be NULL */
	/* The same, where they depend on what is shown; NULL: `choices` are all. */
	const struct pane_choice *(*choices_now)(const struct screen_state *s);
	const char *open; /* line that Enter runs on a row, NULL: nothing */
	const char *(*open_now)(const struct screen_state *s); /* instead of `open`; may be NULL */
	/* Text of a row for the editor, and the start of the line that takes it back; false: the row has none. */
	bool (*edits)(const struct pane_view *v, uint64_t key, struct str *ret_text,
		struct str *ret_line);
	/* Text for "{selected}" of a row; empty when there is none. */
	struct str (*selected)(const struct pane_view *v, uint64_t key);
	/* What is copied of a row, empty: nothing; NULL: the words of the event or line it stands for. */
	struct str (*copy)(const struct pane_view *v, uint64_t key);
	/* Behind the title on its tab: " 3/9"; NULL: nothing. */
	struct str (*badge)(const struct screen_state *s, struct arena *a);
	/* Forms: the line to put into the prompt when the value of a row is stepped; false: nothing to step. */
	bool (*step)(const struct pane_view *v, uint64_t key, int direction, struct str line,
		struct str *ret_line);
	/* Forms: the line that a button writes into the prompt, empty when it has nothing to do; false: the row is no button. */
	bool (*push)(const struct pane_view *v, uint64_t key, struct str *ret_line);
};

/* Panes in the order of their tabs. */
size_t panes_count(void);
const struct pane_type *panes_at(size_t n);
const struct pane_type *panes_find(struct str name); /* unique prefix; NULL: none */
size_t panes_index(const struct pane_type *p);
/* What can be done with a row of the pane that is shown; NULL or ends with a NULL key. */
const struct pane_choice *panes_choices(const struct screen_state *s);

/* The line that Enter runs on a row of it; NULL: nothing. */
const char *panes_open(const struct screen_state *s);

/* Fills a view of the pane for the state; width and height 0 when only the list matters. */
struct pane_view pane_view_of(const struct screen_state *s, struct arena *a, int width, int height);

#endif
