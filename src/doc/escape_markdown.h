/* escape_markdown.h: writes data as CommonMark inline text that every parser gives back unchanged.
 */
#ifndef DOC_ESCAPE_MARKDOWN_H
#define DOC_ESCAPE_MARKDOWN_H

#include "base/str.h"

/* Where in a line the writer stands; zero is the start of a block's text. */
struct md_line {
	bool heading; /* of a heading: some parsers strip any '#' from its end */
	bool begun;   /* something other than the container's prefix stands on this line */
	bool number;  /* so far only digits: a '.' or ')' would make it a list */
	char before;  /* last byte of data written on this line */
};

/* `clean` is the output of clean_line; its marker bytes are dropped. Calls with one `line` continue
 * each other. */
void md_escape(struct buf *b, struct md_line *line, struct str clean);
/* Ends the line's text: a blank that a parser would strip from the end is written as an entity. */
void md_end(struct buf *b, struct md_line *line);
/* A link target between '<' and '>'; the scheme has been checked. */
void md_target(struct buf *b, struct str link);

#endif
