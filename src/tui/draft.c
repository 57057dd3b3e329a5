/* draft.c: reads gauges out of a half-typed command, and writes one back into it. */
#include "tui/draft_internal.h"

#include "lang/lex.h"

enum verb { VERB_OTHER, VERB_DECLARE, VERB_IMPACT, VERB_SEV };

static enum verb verb_of(const struct words *w)
{
	static const struct {
		const char *name;
		enum verb verb;
	} verbs[] = {{"declare", VERB_DECLARE}, {"impact", VERB_IMPACT}, {"sev", VERB_SEV}};
	for (size_t i = 0; w->n && i < sizeof verbs / sizeof *verbs; i++) {
		struct str typed = w->v[0].text, full = str_z(verbs[i].name);
		if (typed.n >= 3 && typed.n <= full.n && str_ieq(typed, str_cut(full, 0, typed.n)))
			return verbs[i].verb;
	}
	return VERB_OTHER;
}

/* A quote that is still open is closed for the reading. */
static bool read_words(struct arena *a, struct str line, struct words *w)
{
	static const char *const ends[] = {"", "\"", "'"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct str closed = str_fmt(a, "%.*s%s", STR_ARG(line), ends[i]);
		if (lex_line(a, closed, w, NULL) == RC_OK)
			return true;
	}
	return false;
}

static bool command_line(const struct screen_state *s, struct arena *a, struct words *w)
{
	struct str text = edit_text(s->prompt.edit);
	if (!s->prompt.sign)
		return false;
	return read_words(a, str_cut(text, s->prompt.sign, text.n), w);
}

/* What stands behind "name=". */
static struct str value_of(const struct word *w)
{
	return str_cut(w->text, w->name.n + 1, w->text.n);
}

static void apply(
	const struct policies *p, struct arena *a, const struct word *word, struct worksheet *ret)
{
	enum gauge_id id;
	struct err err = {.at = -1};
	struct str value = value_of(word);
	if (str_eq_z(word->name, "reason") || str_eq_z(word->name, "why") ||
		str_eq_z(word->name, "note")) {
		ret->reason = value;
		return;
	}
	if (!value.n || severity_gauge_key(word->name, value, &id, NULL) != RC_OK)
		return;
	if (severity_gauge_set(p->severity, &ret->gauges, word->name, value, &err) == RC_OK)
		ret->changed |= UINT32_C(1) << id;
	else if (!ret->problem.n)
		ret->problem = str_dup(a, str_z(err.text));
}

bool draft_read(const struct screen_state *s, struct arena *a, const struct incident *i,
	struct worksheet *ret)
{
	struct words w = {0};
	enum verb verb = command_line(s, a, &w) ? verb_of(&w) : VERB_OTHER;
	*ret = (struct worksheet){
		.incident = verb == VERB_DECLARE ? NULL : i, .now = s->now, .zone = s->zone};
	if (ret->incident)
		ret->gauges = i->gauges;
	for (size_t k = 1; verb != VERB_OTHER && k < w.n; k++) {
		struct word word = w.v[k];
		bool level = verb == VERB_SEV && !word.name.n && word.text.n == 1 &&
			     word.text.p[0] >= '1' && word.text.p[0] <= '5';
		if (level)
			ret->wanted = word.text.p[0] - '0';
		if (word.name.n)
			apply(s->policies, a, &word, ret);
	}
	if (!ret->incident)
		severity_fill_defaults(s->policies->severity, &ret->gauges);
	return verb != VERB_OTHER;
}

/* Where the word that answers this gauge stands in the line; false when it is not there. */
static bool find_answer(const struct words *w, enum gauge_id id, size_t *from, size_t *to)
{
	for (size_t k = 1; k < w->n; k++) {
		enum gauge_id got;
		if (!w->v[k].name.n ||
			severity_gauge_key(w->v[k].name, value_of(&w->v[k]), &got, NULL) != RC_OK)
			continue;
		if (got == id) {
			*from = (size_t)w->v[k].at;
			*to = (size_t)w->v[k].end;
			return true;
		}
	}
	return false;
}

struct str draft_with(const struct screen_state *s, struct arena *a, const struct incident *i,
	struct str line, enum gauge_id id, struct gauge value)
{
	struct words w = {0};
	struct str answer = str_fmt(a, "%s=%.*s", severity_gauge_name(id),
		STR_ARG(severity_gauge_print(a, s->policies->severity, id, value)));
	bool command = command_line(s, a, &w) && verb_of(&w) != VERB_OTHER &&
		       verb_of(&w) != VERB_SEV;
	size_t from = 0, to = 0, sign = s->prompt.sign;
	if (!command)
		return i ? str_fmt(a, "/impact %.*s ", STR_ARG(answer))
			 : str_fmt(a, "/declare %.*s ", STR_ARG(answer));
	if (find_answer(&w, id, &from, &to) && to + sign <= line.n)
		return str_fmt(a, "%.*s%.*s%.*s", STR_ARG(str_cut(line, 0, sign + from)),
			STR_ARG(answer), STR_ARG(str_cut(line, sign + to, line.n)));
	struct str kept = str_trim(line);
	return str_fmt(a, "%.*s %.*s ", STR_ARG(kept), STR_ARG(answer));
}
