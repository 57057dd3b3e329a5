/* severity_condition.c: compiles and answers the conditions of the policy tables. */

/*
 *   condition = term { "or" term }          "and" binds tighter than "or", "not" tightest
 *   term      = factor { "and" factor }
 *   factor    = "not" factor | "(" condition ")" | "matrix" | test
 *   test      = subject op value
 *   subject   = a key of severity_inputs.tsv | "reach" | "base" | "clock"
 *   op        = "=" | "!=" | ">=" | "<=" | ">" | "<"
 *   value     = a word of the scale, a band of reach, a level, or a number (5, 10%, 240m, 4h)
 *
 * Scales run from least to worst, so ">= partial" means partial or worse; levels of "base" run from
 * 1, the worst. A test on a subject that is not used is false; "!=" is the negation of "=". There
 * is no way to name anything but gauges of impact.
 */
#include "core/severity_internal.h"

enum { DEPTH_MAX = 16 };

struct parser {
	const struct severity_policy *policy;
	const struct condition_source *src;
	struct edges *edges;
	struct str rest, word; /* word: the current token, empty at the end */
	struct op ops[CONDITION_OPS_MAX];
	size_t n;
	unsigned depth;
	struct err *err;
};

static enum rc refuse(struct parser *p, const char *what, struct str word)
{
	return err_set(p->err, RC_USAGE, "%s:%u: %s '%s'", p->src->file, p->src->line, what,
		severity_shown(word).z);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_sign(char c)
{
	return c == '=' || c == '!' || c == '<' || c == '>';
}

static size_t token_length(struct str s)
{
	size_t n = 1;

	if (s.p[0] == '(' || s.p[0] == ')')
		return 1;
	if (is_sign(s.p[0])) {
		while (n < s.n && is_sign(s.p[n]))
			n++;
		return n;
	}
	while (n < s.n && !is_blank(s.p[n]) && !is_sign(s.p[n]) && s.p[n] != '(' && s.p[n] != ')')
		n++;
	return n;
}

static void next(struct parser *p)
{
	size_t n;

	while (p->rest.n > 0 && is_blank(p->rest.p[0]))
		p->rest = str_cut(p->rest, 1, p->rest.n);
	n = p->rest.n > 0 ? token_length(p->rest) : 0;
	p->word = str_cut(p->rest, 0, n);
	p->rest = str_cut(p->rest, n, p->rest.n);
}

static enum rc emit(struct parser *p, struct op op)
{
	if (p->n == CONDITION_OPS_MAX)
		return refuse(p, "this condition is too long at", p->word);
	p->ops[p->n++] = op;
	return RC_OK;
}

static void note_edge(struct edges *e, uint64_t at)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->v[i] == at)
			return;
	if (at > 0 && e->n < EDGES_MAX)
		e->v[e->n++] = at;
}

static bool is_number(const struct severity_policy *p, unsigned subject)
{
	return subject == SUBJECT_CLOCK || (subject < GAUGE_COUNT && p->info[subject].values == 0);
}

static enum rc subject_parse(struct parser *p, unsigned *ret)
{
	for (unsigned i = 0; i < GAUGE_COUNT; i++)
		if (str_eq_z(p->word, severity_gauge_name((enum gauge_id)i))) {
			*ret = i;
			return RC_OK;
		}
	if (str_eq_z(p->word, "reach"))
		*ret = SUBJECT_REACH;
	else if (str_eq_z(p->word, "clock"))
		*ret = SUBJECT_CLOCK;
	else if (str_eq_z(p->word, "base") && p->src->base_allowed)
		*ret = SUBJECT_BASE;
	else if (str_eq_z(p->word, "base"))
		return refuse(p, "the level of the base rules is not known here:", p->word);
	else
		return refuse(p, "no gauge is called", p->word);
	return RC_OK;
}

static bool band_parse(const struct severity_policy *p, struct str word, uint64_t *ret)
{
	for (size_t i = 0; i < p->bands; i++)
		if (str_eq(p->reach[i].name, word)) {
			*ret = i;
			return true;
		}
	return false;
}

/* Words must be written in full here: a prefix would change its meaning when a value is added. */
static bool scale_parse(const struct gauge_info *info, struct str word, uint64_t *ret)
{
	for (size_t i = 0; i < info->values; i++)
		if (str_eq(info->value[i], word)) {
			*ret = i;
			return true;
		}
	return false;
}

static bool operand_parse(struct parser *p, unsigned subject, uint64_t *ret)
{
	const struct severity_policy *policy = p->policy;
	unsigned id = subject == SUBJECT_CLOCK ? GAUGE_DURATION : subject;
	struct gauge g;

	if (subject == SUBJECT_REACH)
		return band_parse(policy, p->word, ret);
	if (subject == SUBJECT_BASE)
		return str_to_u64(p->word, SEVERITY_LEVELS, ret) && *ret > 0;
	if (policy->info[id].values > 0)
		return scale_parse(&policy->info[id], p->word, ret);
	if (severity_gauge_parse(policy, (enum gauge_id)id, p->word, &g, NULL) != RC_OK ||
		g.state != GAUGE_VALUE)
		return false;
	*ret = g.value;
	return true;
}

/* The range of values for which the comparison is true; false: such a test is never true. */
static bool range_of(struct str sign, uint64_t v, struct op *op)
{
	op->lo = 0;
	op->hi = UINT64_MAX;
	if (str_eq_z(sign, "=") || str_eq_z(sign, "!="))
		op->lo = op->hi = v;
	else if (str_eq_z(sign, ">="))
		op->lo = v;
	else if (str_eq_z(sign, "<="))
		op->hi = v;
	else if (str_eq_z(sign, ">"))
		op->lo = v + 1;
	else if (v > 0)
		op->hi = v - 1;
	else
		return false;
	return true;
}

static bool is_comparison(struct str w)
{
	static const char *const signs[] = {"=", "!=", ">=", "<=", ">", "<"};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_eq_z(w, signs[i]))
			return true;
	return false;
}

static enum rc test_parse(struct parser *p)
{
	struct op op = {.kind = OP_TEST};
	struct str sign;
	unsigned subject = 0;
	uint64_t v = 0;
	enum rc rc = subject_parse(p, &subject);

	if (rc != RC_OK)
		return rc;
	next(p);
	sign = p->word;
	if (!is_comparison(sign))
		return refuse(p, "a comparison (= != >= <= > <) is missing before", sign);
	next(p);
	if (!operand_parse(p, subject, &v))
		return refuse(p, "this is not a value of that gauge:", p->word);
	if (!range_of(sign, v, &op))
		return refuse(p, "nothing is less than", p->word);
	op.subject = (uint8_t)subject;
	if (p->edges && is_number(p->policy, subject)) {
		note_edge(&p->edges[subject], op.lo);
		if (op.hi < UINT64_MAX)
			note_edge(&p->edges[subject], op.hi + 1);
	}
	next(p);
	rc = emit(p, op);
	if (rc == RC_OK && str_eq_z(sign, "!="))
		rc = emit(p, (struct op){.kind = OP_NOT});
	return rc;
}

static enum rc any_of(struct parser *p);

static enum rc factor(struct parser *p)
{
	enum rc rc;

	if (p->word.n == 0)
		return refuse(p, "the condition ends too early:", p->src->text);
	if (p->depth >= DEPTH_MAX)
		return refuse(p, "this condition is nested too deeply at", p->word);
	if (str_eq_z(p->word, "not")) {
		next(p);
		p->depth++;
		rc = factor(p);
		p->depth--;
		return rc == RC_OK ? emit(p, (struct op){.kind = OP_NOT}) : rc;
	}
	if (str_eq_z(p->word, "matrix")) {
		next(p);
		return emit(p, (struct op){.kind = OP_MATRIX});
	}
	if (!str_eq_z(p->word, "("))
		return test_parse(p);
	next(p);
	p->depth++;
	rc = any_of(p);
	p->depth--;
	if (rc == RC_OK && !str_eq_z(p->word, ")"))
		rc = refuse(p, "a ) is missing before", p->word);
	if (rc == RC_OK)
		next(p);
	return rc;
}

static enum rc all_of(struct parser *p)
{
	enum rc rc = factor(p);

	while (rc == RC_OK && str_eq_z(p->word, "and")) {
		next(p);
		rc = factor(p);
		if (rc == RC_OK)
			rc = emit(p, (struct op){.kind = OP_AND});
	}
	return rc;
}

static enum rc any_of(struct parser *p)
{
	enum rc rc = all_of(p);

	while (rc == RC_OK && str_eq_z(p->word, "or")) {
		next(p);
		rc = all_of(p);
		if (rc == RC_OK)
			rc = emit(p, (struct op){.kind = OP_OR});
	}
	return rc;
}

enum rc severity_condition_compile(struct arena *a, const struct severity_policy *policy,
	const struct condition_source *src, struct edges *edges,
	const struct severity_condition **ret, struct err *err)
{
	struct parser p = {
		.policy = policy, .src = src, .edges = edges, .rest = src->text, .err = err};
	struct severity_condition *c;
	enum rc rc;

	next(&p);
	rc = any_of(&p);
	if (rc == RC_OK && p.word.n > 0)
		rc = refuse(&p, "`and` or `or` is missing before", p.word);
	if (rc != RC_OK)
		return rc;
	c = ARENA_NEW(a, struct severity_condition);
	c->ops = arena_dup(a, p.ops, p.n * sizeof *p.ops);
	c->n = p.n;
	*ret = c;
	return RC_OK;
}

static bool matrix_has(const struct severity_policy *p, const struct facts *f)
{
	uint32_t both = 1u << GAUGE_JOURNEY | 1u << GAUGE_DEGRADATION;

	return (f->known & both) == both &&
	       p->matrix[f->x[GAUGE_JOURNEY]][f->x[GAUGE_DEGRADATION]][0] != MATRIX_NO_ROW;
}

/* The stack is the low bits of one word: never more than CONDITION_OPS_MAX values are pushed. */
bool severity_true(
	const struct severity_policy *p, const struct severity_condition *c, const struct facts *f)
{
	uint64_t stack = 0;

	for (const struct op *op = c->ops, *end = op + c->n; op < end; op++) {
		switch ((enum op_kind)op->kind) {
		case OP_TEST: {
			uint64_t x = f->x[op->subject];

			stack = stack << 1 |
				((f->known >> op->subject & 1) && x >= op->lo && x <= op->hi);
			break;
		}
		case OP_MATRIX:
			stack = stack << 1 | matrix_has(p, f);
			break;
		case OP_NOT:
			stack ^= 1;
			break;
		case OP_AND:
			stack = (stack >> 1 & ~UINT64_C(1)) | (stack >> 1 & stack & 1);
			break;
		case OP_OR:
			stack = stack >> 1 | (stack & 1);
			break;
		}
	}
	return stack & 1;
}

enum rc severity_condition_parse(struct arena *a, const struct severity_policy *p, const char *file,
	unsigned line, struct str text, const struct severity_condition **ret, struct err *err)
{
	struct condition_source src = {file, line, str_trim(text), false};

	if (str_eq_z(src.text, "-")) {
		*ret = NULL;
		return RC_OK;
	}
	return severity_condition_compile(a, p, &src, NULL, ret, err);
}

bool severity_condition_holds(
	const struct severity_policy *p, const struct severity_condition *c, const struct gauges *g)
{
	struct facts f;
	uint32_t assumed;

	if (!c)
		return true;
	severity_facts(p, g, &f, &assumed);
	return severity_true(p, c, &f);
}
