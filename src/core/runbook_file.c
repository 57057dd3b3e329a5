/* runbook_file.c: reads one runbook, line by line, and refuses what it does not understand. */

/*
 * A runbook is Markdown of a narrow form, so that it reads well anywhere:
 *
 *   # RB-7 Database failover              number and title, first
 *   - kind: runbook                       fields of the whole
 *   Words about it.
 *   ## 1. Pause writes                    a step; the number may be left out, and must count up when it is there
 *   - role: ops                           fields of the step
 *   - expected: 2m, the queue stops growing
 *     and stays where it is               a field goes on in indented lines
 *   Words about the step.
 *
 * The fields are the table below. Nothing else is a list, a heading or a fence here: a line that looks like one is refused.
 */
#include "core/runbook_file.h"

#include "base/hash.h"
#include "base/utf8.h"

enum { COMMAND_TIMEOUT_S = 60, COMMAND_TIMEOUT_MAX_S = 3600 };

struct reader {
	struct arena *arena;
	const struct runbook_rules *rules;
	const char *file;
	unsigned line;
	struct err *err;
	struct runbook *book;
	VEC(struct runbook_step) steps;
	struct runbook_step *step; /* NULL before the first */
	uint64_t seen;             /* a bit per field of the place we are in */
	const struct field *field; /* whose lines go on */
	unsigned field_line;
	struct buf value, words; /* of the field; of the paragraphs */
};

static enum rc refuse(struct reader *r, const char *what)
{
	return err_set(r->err, RC_USAGE, "%s:%u: %s", r->file, r->line, what);
}

/* ---- Fields ---- */

typedef enum rc set_fn(struct reader *r, struct str value);

struct field {
	const char *name;
	set_fn *set;
};

/* The duration in front, and what follows it. A text without one leaves both alone. */
static bool leading_duration(struct str value, duration *ret, struct str *rest)
{
	size_t n = 0;

	while (n < value.n && value.p[n] != ' ' && value.p[n] != ',' && value.p[n] != ';')
		n++;
	if (!n || value.p[0] < '0' || value.p[0] > '9' ||
		duration_parse(str_cut(value, 0, n), ret, NULL) != RC_OK)
		return false;
	*rest = str_trim(str_cut(value, n, value.n));
	while (rest->n && (rest->p[0] == ',' || rest->p[0] == ';'))
		*rest = str_trim(str_cut(*rest, 1, rest->n));
	return true;
}

static enum rc set_kind(struct reader *r, struct str value)
{
	if (!str_ieq(value, STR("runbook")) && !str_ieq(value, STR("fallback")))
		return refuse(r, "kind is runbook or fallback");
	r->book->fallback = str_ieq(value, STR("fallback"));
	return RC_OK;
}

static enum rc set_total(struct reader *r, struct str value)
{
	struct str rest;

	if (!leading_duration(value, &r->book->expected, &rest) || rest.n)
		return refuse(r, "expected, of the whole, is a length such as 25m");
	return RC_OK;
}

static enum rc set_offer(struct reader *r, struct str value)
{
	struct str rest;

	if (!leading_duration(value, &r->book->offer_after, &rest) || r->book->offer_after <= 0 ||
		(rest.n && !str_ieq(rest, STR("unresolved"))))
		return refuse(r, "offer after is a length, such as 45m unresolved");
	return RC_OK;
}

static enum rc set_when(struct reader *r, struct str value)
{
	r->book->when_text = value;
	return severity_condition_parse(
		r->arena, r->rules->severity, r->file, r->line, value, &r->book->when, r->err);
}

#define TEXT_FIELD(place, name)                                                                    \
	static enum rc set_##name(struct reader *r, struct str value)                              \
	{                                                                                          \
		r->place->name = value;                                                            \
		return RC_OK;                                                                      \
	}
TEXT_FIELD(book, services)
TEXT_FIELD(book, tags)
TEXT_FIELD(book, owner)
TEXT_FIELD(book, reviewed)
TEXT_FIELD(book, notice)
TEXT_FIELD(step, check)
TEXT_FIELD(step, if_not)
TEXT_FIELD(step, danger)
TEXT_FIELD(step, undo)

static const struct field book_fields[] = {{"kind", set_kind}, {"services", set_services},
	{"tags", set_tags}, {"owner", set_owner}, {"reviewed", set_reviewed},
	{"expected", set_total}, {"offer after", set_offer}, {"when", set_when},
	{"notice", set_notice}, {NULL, NULL}};

/* "ops, sme", or words such as "ops or sme", into ids joined by ','. */
static enum rc set_role(struct reader *r, struct str value)
{
	struct buf ids;
	struct str part;

	buf_init(&ids, r->arena, RUNBOOK_FIELD_MAX);
	while (str_split(&value, ',', &part)) {
		const struct role *role;
		struct err why;

		if (roles_find(r->rules->roles, str_trim(part), &role, &why) != RC_OK)
			return refuse(r, why.text);
		buf_addf(&ids, "%s%.*s", ids.n ? "," : "", STR_ARG(role->id));
	}
	r->step->role = buf_str(&ids);
	return RC_OK;
}

static enum rc set_decides(struct reader *r, struct str value)
{
	r->step->decides = true;
	return set_role(r, value);
}

static enum rc set_expected(struct reader *r, struct str value)
{
	if (!leading_duration(value, &r->step->expected, &r->step->see))
		r->step->see = value;
	return RC_OK;
}

static enum rc set_wait(struct reader *r, struct str value)
{
	if (!leading_duration(value, &r->step->wait, &r->step->wait_for) || r->step->wait <= 0)
		return refuse(
			r, "wait begins with a length, such as 5m until the old records are gone");
	return RC_OK;
}

static struct str without_ticks(struct str value)
{
	if (value.n >= 2 && value.p[0] == '`' && value.p[value.n - 1] == '`')
		return str_cut(value, 1, value.n - 1);
	return value;
}

static enum rc set_copy(struct reader *r, struct str value)
{
	r->step->copy = without_ticks(value);
	return RC_OK;
}

static enum rc set_run(struct reader *r, struct str value)
{
	struct err why;

	r->step->run = without_ticks(value);
	if (runbook_argv(r->arena, r->step->run, &r->step->argv, &why) != RC_OK)
		return refuse(r, why.text);
	return RC_OK;
}

static enum rc set_timeout(struct reader *r, struct str value)
{
	struct str rest;

	if (!leading_duration(value, &r->step->timeout, &rest) || rest.n ||
		r->step->timeout < US_PER_S || r->step->timeout > COMMAND_TIMEOUT_MAX_S * US_PER_S)
		return refuse(r, "timeout is a length from 1s to 1h");
	return RC_OK;
}

static const struct field step_fields[] = {{"role", set_role}, {"decides", set_decides},
	{"check", set_check}, {"expected", set_expected}, {"if not", set_if_not},
	{"wait", set_wait}, {"danger", set_danger}, {"undo", set_undo}, {"copy", set_copy},
	{"run", set_run}, {"timeout", set_timeout}, {NULL, NULL}};

static const struct field *fields_here(const struct reader *r)
{
	return r->step ? step_fields : book_fields;
}

static enum rc unknown_field(struct reader *r, struct str name)
{
	struct buf names;

	buf_init(&names, r->arena, 256);
	for (const struct field *f = fields_here(r); f->name; f++)
		buf_addf(&names, "%s%s", names.n ? ", " : "", f->name);
	return err_set(r->err, RC_USAGE, "%s:%u: there is no field `%.*s` %s; there are %s",
		r->file, r->line, STR_ARG(utf8_plain(r->arena, str_cut(name, 0, 40), UTF8_LINE)),
		r->step ? "of a step" : "of a runbook", buf_z(&names));
}

/* The lines of a field are complete: it means something now. */
static enum rc close_field(struct reader *r)
{
	const struct field *f = r->field;
	unsigned here = r->line;
	enum rc rc;

	if (!f)
		return RC_OK;
	r->field = NULL;
	r->line = r->field_line;
	if (r->value.over)
		rc = err_set(r->err, RC_USAGE, "%s:%u: %s has more than %d bytes", r->file, r->line,
			f->name, RUNBOOK_FIELD_MAX);
	else if (!r->value.n)
		rc = err_set(r->err, RC_USAGE, "%s:%u: %s says nothing", r->file, r->line, f->name);
	else
		rc = f->set(r, buf_str(&r->value));
	r->line = here;
	return rc;
}

static enum rc open_field(struct reader *r, struct str line)
{
	ptrdiff_t colon = str_find_ch(line, ':');
	struct str name = colon < 0 ? line : str_trim(str_cut(line, 0, (size_t)colon));
	const struct field *f = fields_here(r);

	if (colon < 0)
		return refuse(r, "a line that begins with - is a field, `- name: what`");
	while (f->name && !str_ieq(name, str_z(f->name)))
		f++;
	if (!f->name)
		return unknown_field(r, name);
	if (r->seen & UINT64_C(1) << (f - fields_here(r)))
		return err_set(
			r->err, RC_USAGE, "%s:%u: %s is there twice", r->file, r->line, f->name);
	r->seen |= UINT64_C(1) << (f - fields_here(r));
	r->field = f;
	r->field_line = r->line;
	buf_init(&r->value, r->arena, RUNBOOK_FIELD_MAX);
	buf_add(&r->value, str_trim(str_cut(line, (size_t)colon + 1, line.n)));
	return RC_OK;
}

/* ---- Steps and words ---- */

static void close_words(struct reader *r)
{
	struct str words = str_trim(buf_str(&r->words));

	if (r->step)
		r->step->text = words;
	else
		r->book->about = words;
	buf_init(&r->words, r->arena, RUNBOOK_FILE_MAX);
}

static enum rc close_step(struct reader *r)
{
	struct runbook_step *s = r->step;

	close_words(r);
	r->seen = 0;
	if (!s)
		return RC_OK;
	if (s->timeout && !s->argv)
		return refuse(r, "a step with a timeout has a command: `- run: ...`");
	if (s->argv && !s->timeout)
		s->timeout = COMMAND_TIMEOUT_S * US_PER_S;
	if (s->argv && !s->copy.n)
		s->copy = s->run;
	return RC_OK;
}

static enum rc take_title(struct reader *r, struct str title, struct str *ret)
{
	if (!title.n)
		return refuse(r, "a title is missing");
	if (title.n > RUNBOOK_TITLE_MAX)
		return err_set(r->err, RC_USAGE, "%s:%u: a title has at most %d bytes", r->file,
			r->line, RUNBOOK_TITLE_MAX);
	*ret = title;
	return RC_OK;
}

/* "3. Pause writes": a written number must be the one that it has. */
static enum rc take_number(struct reader *r, struct str *title)
{
	size_t n = 0;
	uint64_t number;

	while (n < title->n && title->p[n] >= '0' && title->p[n] <= '9')
		n++;
	if (!n || n == title->n || title->p[n] != '.')
		return RC_OK;
	if (!str_to_u64(str_cut(*title, 0, n), 1000, &number) || number != r->steps.n)
		return err_set(
			r->err, RC_USAGE, "%s:%u: this is step %zu", r->file, r->line, r->steps.n);
	*title = str_trim(str_cut(*title, n + 1, title->n));
	return RC_OK;
}

static enum rc open_step(struct reader *r, struct str title)
{
	enum rc rc = close_step(r);

	if (rc != RC_OK)
		return rc;
	if (r->steps.n == RUNBOOK_STEPS_MAX)
		return err_set(r->err, RC_USAGE, "%s:%u: a runbook has at most %d steps", r->file,
			r->line, RUNBOOK_STEPS_MAX);
	r->step = VEC_PUSH(r->arena, &r->steps);
	rc = take_number(r, &title);
	return rc == RC_OK ? take_title(r, title, &r->step->title) : rc;
}

static enum rc open_book(struct reader *r, struct str line)
{
	ptrdiff_t blank = str_find_ch(line, ' ');
	struct str id = blank < 0 ? line : str_cut(line, 0, (size_t)blank);
	uint64_t number;

	if (r->book->id.n)
		return refuse(r, "there is one title; steps begin with ##");
	if (!str_starts(id, STR("RB-")) || !str_to_u64(str_cut(id, 3, id.n), 999999, &number) ||
		!number || id.p[3] == '0')
		return refuse(r, "the title is `# RB-7 What it does`");
	r->book->id = id;
	return take_title(r, str_trim(str_cut(line, id.n, line.n)), &r->book->title);
}

static enum rc add_words(struct reader *r, struct str line)
{
	static const char *const not_here[] = {"#", "```", "~~~", "|", "* ", "+ ", ">", "<"};

	for (size_t n = 0; n < sizeof not_here / sizeof *not_here; n++)
		if (str_starts(line, str_z(not_here[n])))
			return err_set(r->err, RC_USAGE,
				"%s:%u: a line cannot begin with %s here; fields begin with -, "
				"steps "
				"with ##",
				r->file, r->line, not_here[n]);
	if (r->words.n && r->words.p[r->words.n - 1] != '\n')
		buf_add_ch(&r->words, ' ');
	buf_add(&r->words, line);
	return RC_OK;
}

static enum rc take_blank(struct reader *r)
{
	enum rc rc = close_field(r);

	if (rc == RC_OK && r->words.n && r->words.p[r->words.n - 1] != '\n')
		buf_add_ch(&r->words, '\n');
	return rc;
}

static enum rc take_line(struct reader *r, struct str raw)
{
	struct str line = str_trim(raw);
	bool indented = raw.n && (raw.p[0] == ' ' || raw.p[0] == '\t');
	enum rc rc;

	if (!line.n)
		return take_blank(r);
	if (r->field && indented) {
		buf_add_ch(&r->value, ' ');
		buf_add(&r->value, line);
		return RC_OK;
	}
	rc = close_field(r);
	if (rc != RC_OK)
		return rc;
	if (str_starts(line, STR("# ")))
		return open_book(r, str_trim(str_cut(line, 2, line.n)));
	if (!r->book->id.n)
		return refuse(r, "a runbook begins with `# RB-7 What it does`");
	if (str_starts(line, STR("## ")))
		return open_step(r, str_trim(str_cut(line, 3, line.n)));
	if (str_starts(line, STR("- ")))
		return open_field(r, str_cut(line, 2, line.n));
	return add_words(r, line);
}

static enum rc check_text(struct reader *r, struct str text)
{
	if (text.n > RUNBOOK_FILE_MAX)
		return err_set(r->err, RC_USAGE, "%s:1: a runbook has at most %d bytes", r->file,
			RUNBOOK_FILE_MAX);
	if (!utf8_is_valid(text))
		return err_set(r->err, RC_USAGE, "%s:1: the file is not UTF-8", r->file);
	return RC_OK;
}

static enum rc check_controls(struct reader *r, struct str line)
{
	for (size_t n = 0; n < line.n; n++)
		if (((unsigned char)line.p[n] < 0x20 && line.p[n] != '\t') || line.p[n] == 0x7f)
			return refuse(r, "the line holds a control code");
	return RC_OK;
}

static duration sum_of_steps(const struct runbook *b)
{
	duration sum = 0;

	for (size_t n = 0; n < b->n; n++)
		sum += b->steps[n].expected > b->steps[n].wait ? b->steps[n].expected
							       : b->steps[n].wait;
	return sum;
}

static enum rc finish(struct reader *r, struct str text)
{
	struct runbook *b = r->book;
	struct hash h = hash_bytes(text);
	enum rc rc = close_field(r);

	if (rc == RC_OK)
		rc = close_step(r);
	if (rc != RC_OK)
		return rc;
	if (!b->id.n || !r->steps.n)
		return refuse(r, b->id.n ? "there is no step; steps begin with ##"
					 : "a runbook begins with `# RB-7 What it does`");
	if (b->offer_after && !b->fallback)
		return refuse(r, "only a fallback is offered after a time: `- kind: fallback`");
	b->steps = r->steps.v;
	b->n = r->steps.n;
	if (!b->expected)
		b->expected = sum_of_steps(b);
	b->digest = str_z(hash_hex(r->arena, &h));
	return RC_OK;
}

enum rc runbook_parse(struct arena *a, const struct runbook_rules *rules, const char *file,
	struct str text, struct runbook **ret, struct err *err)
{
	struct reader r = {.arena = a,
		.rules = rules,
		.file = file,
		.line = 1,
		.err = err,
		.book = ARENA_NEW(a, struct runbook)};
	struct str rest = text, line;
	enum rc rc = check_text(&r, text);

	r.book->file = str_z(arena_strdup(a, file));
	buf_init(&r.words, a, RUNBOOK_FILE_MAX);
	for (r.line = 0; rc == RC_OK && str_split(&rest, '\n', &line);) {
		r.line++;
		if (line.n && line.p[line.n - 1] == '\r')
			line = str_cut(line, 0, line.n - 1);
		rc = check_controls(&r, line);
		if (rc == RC_OK)
			rc = take_line(&r, line);
	}
	if (rc == RC_OK)
		rc = finish(&r, text);
	if (rc == RC_OK)
		*ret = r.book;
	return rc;
}
