/* md_reader.h: what md4c reads in a Markdown text, and what a document should give, both as one
 * flat text. */
#ifndef UNIT_DOC_MD_READER_H
#define UNIT_DOC_MD_READER_H

#include <md4c.h>

#include "base/utf8.h"
#include "doc/doc.h"
#include "doc/doc_internal.h"

/*
 * One line per block: "h2:text", "p:text", "li:0:- :text" (depth, task), "th:text", "td:text",
 * "hr:", "code:text", "html:text", "quote(" and "quote)". In texts BREAK is a hard line break and
 * SOFT a soft one, STRONG, LINK and OTHER open the spans that md4c reports, SHUT closes one. Data
 * holds none of these bytes once it is clean.
 */
enum { BREAK = 1, SOFT = 2, STRONG = 3, LINK = 4, OTHER = 5, SHUT = 6 };

struct md_reader {
	struct buf *out;
	int lists;
};

static inline void flat_text(struct buf *b, struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		buf_add_ch(b, text.p[i] == '\n' ? BREAK : text.p[i]);
}

static inline int md_enter_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct md_reader *r = ctx;
	const MD_BLOCK_LI_DETAIL *li = detail;

	switch (type) {
	case MD_BLOCK_QUOTE:
		buf_add_z(r->out, "quote(\n");
		break;
	case MD_BLOCK_UL:
		r->lists++;
		break;
	case MD_BLOCK_OL:
		buf_add_z(r->out, "ol:\n");
		break;
	case MD_BLOCK_LI:
		if (r->out->n > 0 && r->out->p[r->out->n - 1] != '\n')
			buf_add_ch(r->out, '\n');
		buf_addf(r->out, "li:%d:%c:", r->lists - 1, li->is_task ? li->task_mark : '-');
		break;
	case MD_BLOCK_HR:
		buf_add_z(r->out, "hr:\n");
		break;
	case MD_BLOCK_H:
		buf_addf(r->out, "h%u:", ((MD_BLOCK_H_DETAIL *)detail)->level);
		break;
	case MD_BLOCK_CODE:
		buf_add_z(r->out, "code:");
		break;
	case MD_BLOCK_HTML:
		buf_add_z(r->out, "html:");
		break;
	case MD_BLOCK_P:
		buf_add_z(r->out, "p:");
		break;
	case MD_BLOCK_TH:
		buf_add_z(r->out, "th:");
		break;
	case MD_BLOCK_TD:
		buf_add_z(r->out, "td:");
		break;
	case MD_BLOCK_DOC:
	case MD_BLOCK_TABLE:
	case MD_BLOCK_THEAD:
	case MD_BLOCK_TBODY:
	case MD_BLOCK_TR:
		break;
	}
	return 0;
}

static inline int md_leave_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct md_reader *r = ctx;

	(void)detail;
	if (type == MD_BLOCK_UL)
		r->lists--;
	else if (type == MD_BLOCK_QUOTE)
		buf_add_z(r->out, "quote)\n");
	else if (type == MD_BLOCK_H || type == MD_BLOCK_CODE || type == MD_BLOCK_HTML ||
		 type == MD_BLOCK_P || type == MD_BLOCK_TH || type == MD_BLOCK_TD)
		buf_add_ch(r->out, '\n');
	else if (type == MD_BLOCK_LI && r->out->p[r->out->n - 1] != '\n')
		buf_add_ch(r->out, '\n');
	return 0;
}

static inline int md_enter_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	struct md_reader *r = ctx;

	if (type == MD_SPAN_A) {
		const MD_ATTRIBUTE *href = &((MD_SPAN_A_DETAIL *)detail)->href;
		buf_addf(r->out, "%c(%.*s)", LINK, (int)href->size, href->text);
		return 0;
	}
	buf_add_ch(r->out, type == MD_SPAN_STRONG ? STRONG : OTHER);
	return 0;
}

static inline int md_leave_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	struct md_reader *r = ctx;

	(void)type;
	(void)detail;
	buf_add_ch(r->out, SHUT);
	return 0;
}

static inline int md_text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *ctx)
{
	struct md_reader *r = ctx;
	struct str text = str_n(p, n);

	if (type == MD_TEXT_BR)
		buf_add_ch(r->out, BREAK);
	else if (type == MD_TEXT_SOFTBR)
		buf_add_ch(r->out, SOFT);
	else if (type == MD_TEXT_ENTITY && str_eq_z(text, "&#32;"))
		buf_add_ch(r->out, ' ');
	else if (type == MD_TEXT_NULLCHAR || type == MD_TEXT_ENTITY)
		buf_add_ch(r->out, OTHER);
	else
		flat_text(r->out, text);
	return 0;
}

/* What md4c reads with these flags. */
static inline struct str md_read(struct arena *a, struct str markdown, unsigned flags)
{
	struct buf out;
	struct md_reader r = {.out = &out};
	MD_PARSER parser = {.flags = flags,
		.enter_block = md_enter_block,
		.leave_block = md_leave_block,
		.enter_span = md_enter_span,
		.leave_span = md_leave_span,
		.text = md_text};

	buf_init(&out, a, (size_t)1 << 30);
	if (md_parse(markdown.p != NULL ? markdown.p : "", (MD_SIZE)markdown.n, &parser, &r) != 0)
		buf_add_z(&out, "unreadable");
	return buf_str(&out);
}

static inline bool says_nothing(struct arena *a, const struct doc_block *block)
{
	return plain_spans(a, &block->spans).n == 0;
}

static inline void flat_spans(struct arena *a, struct buf *b, const struct doc_spans *s)
{
	for (size_t i = 0; i < s->n; i++)
		flat_text(b, plain_line(a, s->v[i].text));
}

static inline void flat_kept(struct arena *a, struct buf *b, const struct doc_block *block)
{
	struct str rest = block->text, row;
	bool code = block->type == DOC_CODE, in_para = false;

	buf_add_z(b, code ? "code:" : "quote(\n");
	while (clean_row(a, &rest, &row)) {
		row = utf8_unmark(a, row);
		if (code) {
			buf_add(b, row);
			buf_add_ch(b, BREAK);
			continue;
		}
		if (row.n == 0) {
			buf_add_z(b, in_para ? "\n" : "");
			in_para = false;
			continue;
		}
		if (in_para)
			buf_add_ch(b, BREAK);
		else
			buf_add_z(b, "p:");
		in_para = true;
		buf_add(b, row);
	}
	buf_add_z(b, code || in_para ? "\n" : "");
	buf_add_z(b, code ? "" : "quote)\n");
}

static inline void flat_table(struct arena *a, struct buf *b, const struct doc_block *block)
{
	for (size_t c = 0; c < block->column_count; c++) {
		buf_add_z(b, "th:");
		flat_text(b, plain_line(a, block->columns[c].title));
		buf_add_ch(b, '\n');
	}
	for (size_t r = 0; r < block->row_count; r++) {
		for (size_t c = 0; c < block->column_count; c++) {
			buf_add_z(b, "td:");
			flat_spans(a, b, &block->rows[r].cells[c].spans);
			buf_add_ch(b, '\n');
		}
	}
}

static inline void flat_field(struct arena *a, struct buf *b, const struct doc_block *block)
{
	struct str name = str_trim(plain_line(a, block->name));

	buf_add_z(b, "li:0:-:");
	if (name.n > 0)
		buf_addf(b, "%c%.*s:%c", STRONG, STR_ARG(name), SHUT);
	if (name.n > 0 || says_nothing(a, block))
		buf_add_ch(b, ' ');
	flat_spans(a, b, &block->spans);
	buf_add_ch(b, '\n');
}

static inline void flat_rule(struct arena *a, struct buf *b, const struct doc_block *block)
{
	struct str label = str_trim(plain_spans(a, &block->spans));

	buf_add_z(b, "hr:\n");
	if (label.n > 0)
		buf_addf(b, "p:%c%.*s%c\n", STRONG, STR_ARG(label), SHUT);
}

/* What the document says, in the same form; for documents without links, figures and level jumps.
 */
static inline struct str doc_flat(struct arena *a, const struct doc *d)
{
	static const char marks[] = {'-', ' ', 'x'};
	struct buf b;

	buf_init(&b, a, (size_t)1 << 30);
	for (size_t i = 0; i < d->n; i++) {
		const struct doc_block *block = &d->v[i];
		if (block->type == DOC_HEADING)
			buf_addf(&b, "h%d:", block->level);
		else if (block->type == DOC_PARA && !says_nothing(a, block))
			buf_add_z(&b, "p:");
		else if (block->type == DOC_ITEM)
			buf_addf(&b, "li:%d:%c:", block->level, marks[block->checked + 1]);
		if (block->type == DOC_TABLE)
			flat_table(a, &b, block);
		else if (block->type == DOC_QUOTE || block->type == DOC_CODE) {
			if (block->type == DOC_CODE || block->text.n > 0)
				flat_kept(a, &b, block);
		} else if (block->type == DOC_FIELD)
			flat_field(a, &b, block);
		else if (block->type == DOC_RULE)
			flat_rule(a, &b, block);
		else if (block->type == DOC_GENERATED)
			buf_addf(&b, "html:<!-- warroom:%s %.*s -->%c\n",
				block->open ? "begin" : "end", STR_ARG(block->name), BREAK);
		else if (block->type != DOC_PARA || !says_nothing(a, block)) {
			flat_spans(a, &b, &block->spans);
			if (block->type == DOC_ITEM && says_nothing(a, block))
				buf_add_ch(&b, ' ');
			buf_add_ch(&b, '\n');
		}
	}
	return buf_str(&b);
}

#endif
