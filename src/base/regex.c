/* regex.c: PCRE2 behind limits, because patterns come from people and text comes from anywhere. */
#include "base/regex.h"

#include <stdint.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/mem.h"

/*
 * A pattern that needs more than this many steps from one starting point is given up. Together with
 * the heap limit it bounds one search of a 4 KiB line to well under a second, whatever the pattern.
 */
enum {
	PATTERN_MAX = 4096,
	NESTING_MAX = 50,
	MATCH_STEPS_MAX = 100000,
	DEPTH_MAX = 5000,
	HEAP_KIB_MAX = 16384
};

/*
 * Machine code pays only for a pattern that is used a lot: compiling it takes as long as some dozens
 * of searches in a line.
 */
enum { JIT_AFTER = 16 };

struct regex_use {
	struct str text; /* of the last find, for groups; p is NULL after a miss */
	unsigned finds;
	bool compiled; /* to machine code, or that was tried */
};

struct regex {
	pcre2_code *code;
	pcre2_match_context *limits;
	pcre2_match_data *data;
	struct regex_use *use;
};

static void explain(int code, char *text, size_t size)
{
	if (pcre2_get_error_message(code, (PCRE2_UCHAR *)text, size) < 0)
		snprintf(text, size, "error %d", code);
}

static pcre2_code *compile(struct str pattern, unsigned flags, struct err *err)
{
	uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
	if (flags & REGEX_CASELESS)
		options |= PCRE2_CASELESS;
	if (flags & REGEX_UCP)
		options |= PCRE2_UCP;
	pcre2_compile_context *ctx = pcre2_compile_context_create(NULL);
	if (!ctx)
		BUG("out of memory");
	pcre2_set_parens_nest_limit(ctx, NESTING_MAX);
	int code;
	PCRE2_SIZE at;
	pcre2_code *compiled = pcre2_compile(
		(PCRE2_SPTR)(pattern.p ? pattern.p : ""), pattern.n, options, &code, &at, ctx);
	pcre2_compile_context_free(ctx);
	if (!compiled) {
		char why[128];
		explain(code, why, sizeof why);
		err_set_at(err, RC_USAGE, (int)at, "the pattern fails at character %zu: %s", at + 1,
			why);
	}
	return compiled;
}

enum rc regex_new(struct str pattern, unsigned flags, struct regex **ret, struct err *err)
{
	if (pattern.n > PATTERN_MAX)
		return err_set(err, RC_LIMIT, "a pattern may have %d bytes at most", PATTERN_MAX);
	pcre2_code *code = compile(pattern, flags, err);
	if (!code)
		return RC_USAGE;
	struct regex *r = mem_alloc(sizeof *r);
	r->code = code;
	r->limits = pcre2_match_context_create(NULL);
	r->data = pcre2_match_data_create_from_pattern(code, NULL);
	r->use = mem_alloc(sizeof *r->use);
	if (!r->limits || !r->data)
		BUG("out of memory");
	pcre2_set_match_limit(r->limits, MATCH_STEPS_MAX);
	pcre2_set_depth_limit(r->limits, DEPTH_MAX);
	pcre2_set_heap_limit(r->limits, HEAP_KIB_MAX);
	if (flags & REGEX_OFTEN) {
		(void)pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE);
		r->use->compiled = true;
	}
	*ret = r;
	return RC_OK;
}

void regex_free(struct regex *r)
{
	if (!r)
		return;
	pcre2_match_data_free(r->data);
	pcre2_match_context_free(r->limits);
	pcre2_code_free(r->code);
	mem_free(r->use);
	mem_free(r);
}

bool regex_find(const struct regex *r, struct str text, size_t from, struct regex_match *ret,
	struct err *err)
{
	r->use->text = (struct str){0};
	/* Without the compiler of machine code (some processors and kernels) the interpreter does
	 * the same. */
	if (!r->use->compiled && ++r->use->finds == JIT_AFTER) {
		(void)pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE);
		r->use->compiled = true;
	}
	if (from > text.n)
		return false;
	if (!text.p)
		text.p = "";
	int rc = pcre2_match(r->code, (PCRE2_SPTR)text.p, text.n, from, 0, r->data, r->limits);
	if (rc == PCRE2_ERROR_NOMATCH)
		return false;
	if (rc < 0) {
		char why[128];
		explain(rc, why, sizeof why);
		err_set(err, RC_LIMIT, "the pattern is too costly for this text (%s)", why);
		return false;
	}
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(r->data);
	/* \K inside a look-ahead can end a match before it starts. */
	*ret = (struct regex_match){ends[0] < ends[1] ? ends[0] : ends[1], ends[1]};
	r->use->text = text;
	return true;
}

struct str regex_group(const struct regex *r, const char *name)
{
	int group = pcre2_substring_number_from_name(r->code, (PCRE2_SPTR)name);
	if (!r->use->text.p || group < 0)
		return (struct str){0};
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(r->data);
	PCRE2_SIZE from = ends[2 * group], to = ends[2 * group + 1];
	if (from == PCRE2_UNSET || to < from)
		return (struct str){0};
	return str_n(r->use->text.p + from, to - from);
}

struct str regex_quote(struct arena *a, struct str text)
{
	struct buf b;
	buf_init(&b, a, 2 * text.n);
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		bool word = c >= 0x80 || c == '_' || (c >= '0' && c <= '9') ||
			    ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
		if (!word)
			buf_add_ch(&b, '\\');
		buf_add_ch(&b, text.p[i]);
	}
	return buf_str(&b);
}
