/* read_markdown.c: drives md4c and builds blocks; the only file that knows the Markdown library's parser. */
#include "doc/read_markdown.h"

#include <md4c.h>

enum { BLOCK_TEXT_MAX = 64 * 1024 };

struct reader {
	struct arena *arena;
	struct doc *doc;
	const char *file;
	read_slot_fn *slot;
	void *ctx;
	struct err *err;
	enum rc rc;

	struct buf text; /* of the open block */
	bool open, quote, code;
	int heading, list_depth, checked;
};

static enum rc fail(struct reader *r, enum rc rc)
{
	r->rc = rc;
	return rc;
}

/* "{{name}}" alone in a paragraph. */
static bool is_slot(struct str s, struct str *ret)
{
	if (s.n < 5 || !str_starts(s, STR("{{")) || !str_ends(s, STR("}}")))
		return false;
	*ret = str_trim(str_cut(s, 2, s.n - 2));
	return true;
}

static void begin(struct reader *r)
{
	buf_init(&r->text, r->arena, BLOCK_TEXT_MAX);
	r->open = true;
}

static int finish(struct reader *r)
{
	struct str s = str_trim(buf_str(&r->text)), name;
	bool open = r->open;

	r->open = false;
	if (!open || !s.n)
		return 0;
	if (r->text.over)
		return fail(r, err_set(r->err, RC_LIMIT, "%s: a block holds at most %d bytes",
				       r->file, BLOCK_TEXT_MAX)) != RC_OK;
	if (r->slot && !r->list_depth && !r->heading && is_slot(s, &name))
		return fail(r, r->slot(r->ctx, name, r->doc, r->err)) != RC_OK;
	if (r->heading)
		doc_heading(r->doc, r->heading, s);
	else if (r->list_depth)
		doc_item(r->doc, r->checked, s)->level = r->list_depth - 1;
	else if (r->quote)
		doc_quote(r->doc, s);
	else if (r->code)
		doc_add(r->doc, DOC_CODE)->text = s;
	else
		doc_para(r->doc, s);
	return 0;
}

static int refuse(struct reader *r, const char *what)
{
	return fail(
		r, err_set(r->err, RC_USAGE, "%s: %s cannot stand in a template", r->file, what));
}

/* Further paragraphs of an item go on with its text, or become an item of their own behind a list inside it. */
static void begin_paragraph(struct reader *r)
{
	if (!r->open) {
		r->checked = -1;
		begin(r);
	} else if (r->text.n) {
		buf_add_ch(&r->text, ' ');
	}
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
	struct reader *r = userdata;

	switch ((int)type) {
	case MD_BLOCK_H:
		r->heading = (int)((MD_BLOCK_H_DETAIL *)detail)->level;
		begin(r);
		break;
	case MD_BLOCK_LI: {
		const MD_BLOCK_LI_DETAIL *li = detail;

		r->checked = !li->is_task ? -1 : li->task_mark != ' ';
		begin(r);
		break;
	}
	case MD_BLOCK_UL:
	case MD_BLOCK_OL:
		if (finish(r)) /* the text of the item around this list */
			return 1;
		r->list_depth++;
		break;
	case MD_BLOCK_QUOTE:
		r->quote = true;
		break;
	case MD_BLOCK_CODE:
		r->code = true;
		begin(r);
		break;
	case MD_BLOCK_P:
		begin_paragraph(r);
		break;
	case MD_BLOCK_HR:
		doc_rule(r->doc, (struct str){0});
		break;
	case MD_BLOCK_HTML:
		return refuse(r, "raw HTML");
	case MD_BLOCK_TABLE:
		return refuse(r, "a table");
	default:
		break;
	}
	return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
	struct reader *r = userdata;
	int bad = 0;

	(void)detail;
	switch ((int)type) {
	case MD_BLOCK_H:
	case MD_BLOCK_LI:
	case MD_BLOCK_CODE:
		bad = finish(r);
		r->heading = 0;
		r->code = false;
		break;
	case MD_BLOCK_P:
		bad = r->list_depth ? 0 : finish(r);
		break;
	case MD_BLOCK_UL:
	case MD_BLOCK_OL:
		r->list_depth--;
		break;
	case MD_BLOCK_QUOTE:
		r->quote = false;
		break;
	default:
		break;
	}
	return bad;
}

static int span(MD_SPANTYPE type, void *detail, void *userdata)
{
	(void)type;
	(void)detail;
	(void)userdata;
	return 0;
}

static int text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *userdata)
{
	struct reader *r = userdata;

	if (type == MD_TEXT_HTML)
		return refuse(r, "raw HTML");
	if (!r->open)
		return 0;
	if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
		buf_add_ch(&r->text, ' ');
	else
		buf_add(&r->text, str_n(p, n));
	return 0;
}

enum rc read_markdown(struct arena *a, const char *file, struct str source, read_slot_fn *slot,
	void *ctx, struct doc **ret, struct err *err)
{
	struct reader r = {
		.arena = a, .doc = doc_new(a), .file = file, .slot = slot, .ctx = ctx, .err = err};
	const MD_PARSER parser = {.flags = MD_FLAG_TASKLISTS | MD_FLAG_TABLES,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = span,
		.leave_span = span,
		.text = text};

	if (md_parse(source.p, (MD_SIZE)source.n, &parser, &r) != 0 && r.rc == RC_OK)
		return err_set(err, RC_BUG, "%s: the Markdown parser gave up", file);
	if (r.rc != RC_OK)
		return r.rc;
	*ret = r.doc;
	return RC_OK;
}
