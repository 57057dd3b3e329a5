/* update_check.c: what keeps a text from being sent: wording, questions nobody answered, parts and times that are missing. */
#include "core/update_text_internal.h"

enum { FINDINGS_MAX = 200, SLOT_LENGTH_MAX = 120 };

struct checker {
	struct arena *arena;
	const struct update_check *ask;
	struct update_finding *v;
	size_t n;
	instant named;
};

static struct update_finding *add(
	struct checker *c, enum update_grade grade, struct str id, struct str hint)
{
	struct update_finding *f = &c->v[c->n < FINDINGS_MAX ? c->n++ : FINDINGS_MAX - 1];

	*f = (struct update_finding){.grade = grade, .id = id, .hint = hint};
	return f;
}

static bool leaves_the_house(const struct update_check *ask)
{
	enum phrase_scope scope = PHRASE_INTERNAL;

	phrase_scope_parse(ask->audience, &scope);
	return scope != PHRASE_INTERNAL && scope != PHRASE_EXECUTIVE;
}

/* ---- Wording ---- */

static void check_phrases(struct checker *c)
{
	const struct update_check *ask = c->ask;
	struct phrase_ask words = {.text = ask->text,
		.scope = PHRASE_INTERNAL,
		.incident_open = ask->phase < STATUS_RESOLVED};
	struct phrase_findings found;

	phrase_scope_parse(ask->audience, &words.scope);
	if (ask->incident)
		words.people.n = incident_names(c->arena, ask->incident, &words.people.names);
	phrase_check(c->arena, ask->phrases, &words, &found);
	for (size_t n = 0; n < found.n; n++) {
		const struct phrase_finding *p = &found.v[n];
		struct update_finding *f = add(
			c, p->block ? UPDATE_ERROR : UPDATE_WARNING, p->id, p->hint);

		f->from = p->from;
		f->to = p->to;
	}
}

/* A question in brackets that the template asked and nobody has answered. */
static void check_slots(struct checker *c)
{
	struct str text = c->ask->text;

	for (size_t from = 0; from < text.n; from++) {
		struct str rest = str_cut(text, from, from + SLOT_LENGTH_MAX);
		ptrdiff_t to = text.p[from] == '[' ? str_find(rest, STR("?]")) : -1;
		struct update_finding *f;

		if (to < 0 || str_find_ch(str_cut(rest, 0, (size_t)to), '\n') >= 0)
			continue;
		f = add(c, UPDATE_ERROR, STR("SLOT"),
			STR("Nobody has answered this yet: write what is known."));
		f->fixed = true;
		f->from = from;
		f->to = from + (size_t)to + 2;
		from = f->to - 1;
	}
}

static bool find_words(struct str text, struct str words, size_t *ret)
{
	for (size_t at = 0; words.n && at + words.n <= text.n; at++)
		if (str_ieq(str_cut(text, at, at + words.n), words)) {
			*ret = at;
			return true;
		}
	return false;
}

static void refuse_words(struct checker *c, const char *id, const char *hint, struct text_range at)
{
	struct update_finding *f = add(c, UPDATE_ERROR, str_z(id), str_z(hint));

	f->fixed = true;
	f->from = at.from;
	f->to = at.to;
}

/* What is only supposed, and what a vendor says, are not for people outside. */
static void check_guesses(struct checker *c)
{
	const struct update_check *ask = c->ask;
	struct text_range at;

	if (!ask->incident || !leaves_the_house(ask))
		return;
	if (theory_found(ask->incident, ask->text, &at))
		refuse_words(c, "GUESS",
			"These are the words of a hypothesis; say what users see instead.", at);
	if (vendor_claim_in_text(ask->incident, ask->text, &at))
		refuse_words(c, "CLAIM",
			"A vendor says so; say what we have seen, or check it and record a fact.",
			at);
}

/* "some users", when the figure is known. */
static void note_figures(struct checker *c)
{
	static const char *const vague[] = {"some users", "some customers", "some people",
		"some shoppers", "many users", "many customers", "a number of users",
		"a number of customers"};

	for (size_t n = 0; c->ask->users.n && n < sizeof vague / sizeof *vague; n++) {
		struct str words = str_z(vague[n]);
		struct update_finding *f;
		size_t at;

		if (!find_words(c->ask->text, words, &at))
			continue;
		f = add(c, UPDATE_NOTE, STR("FIGURE"),
			str_fmt(c->arena, "The figure is known: %.*s.", STR_ARG(c->ask->users)));
		f->from = at;
		f->to = at + words.n;
	}
}

/* ---- The time of the next update ---- */

static bool number(struct str digits, uint64_t max, int *ret)
{
	uint64_t n;

	if (!str_to_u64(digits, max, &n))
		return false;
	*ret = (int)n;
	return true;
}

/* The time as written: on the day that is written, else the one nearest to now. */
static instant time_named(struct arena *a, const struct regex *r, instant now)
{
	struct str date = str_dup(a, regex_group(r, "date")), h = regex_group(r, "h");
	struct civil day = time_civil(now, 0);
	instant at;

	if (!number(h, 23, &day.hour) || !number(regex_group(r, "m"), 59, &day.minute))
		return INSTANT_NONE;
	if (date.n) {
		struct str iso = str_fmt(
			a, "%.*sT%02d:%02d:00Z", STR_ARG(date), day.hour, day.minute);

		return time_from_iso(iso, &at) ? at : INSTANT_NONE;
	}
	day.second = day.micro = 0;
	at = time_from_civil(&day, 0);
	if (at - now > US_PER_DAY / 2)
		return at - US_PER_DAY;
	return now - at > US_PER_DAY / 2 ? at + US_PER_DAY : at;
}

static bool same_minute(instant a, instant b)
{
	duration apart = a > b ? a - b : b - a;

	return apart < US_PER_MIN;
}

static struct str next_sentence(struct arena *a, instant at)
{
	return str_fmt(a, "Next update by %s UTC.", time_hm(a, at, 0));
}

static void check_named(struct checker *c, struct regex_match m)
{
	const struct update_check *ask = c->ask;
	struct update_finding *f = NULL;

	if (ask->next == INSTANT_NONE && c->named <= ask->now)
		f = add(c, UPDATE_ERROR, STR("NEXT"),
			STR("This time has passed: name a later one."));
	else if (ask->next != INSTANT_NONE && !same_minute(c->named, ask->next))
		f = add(c, UPDATE_WARNING, STR("NEXT"),
			str_fmt(c->arena, "The promise is another one: %s",
				next_sentence(c->arena, ask->next).p));
	if (!f)
		return;
	f->from = m.from;
	f->to = m.to;
}

/* A silence longer than the table's must stand in the text itself. */
static void check_announced(struct checker *c)
{
	const struct update_check *ask = c->ask;
	bool said = c->named != INSTANT_NONE && ask->next != INSTANT_NONE &&
		    same_minute(c->named, ask->next);

	if (ask->next == INSTANT_NONE || ask->normal == INSTANT_NONE || ask->next <= ask->normal ||
		said)
		return;
	add(c, UPDATE_ERROR, STR("LONG"),
		str_fmt(c->arena, "A longer wait than usual must be announced: %s",
			next_sentence(c->arena, ask->next).p))
		->fixed = true;
}

/* ---- Parts ---- */

static bool has_level(struct arena *a, struct str text, int level)
{
	static const char *const before[] = {"SEV", "SEV-", "SEV ", "severity "};
	size_t at;

	for (size_t n = 0; n < sizeof before / sizeof *before; n++)
		if (find_words(text, str_fmt(a, "%s%d", before[n], level), &at))
			return true;
	return false;
}

static bool has_state(struct str text, enum status phase)
{
	static const char *const stems[] = {
		"investigat", "identified", "monitor", "resolved", "resolved"};
	size_t at;

	return find_words(text, str_z(stems[phase]), &at);
}

/* A pattern that cannot be applied is told, never taken as fulfilled. */
static bool has_pattern(struct checker *c, const struct update_part *p, struct regex_match *m,
	const struct regex **ret, struct str *problem)
{
	struct err err = {0};

	*ret = update_part_regex(c->ask->texts, p, &err);
	if (*ret && regex_find(*ret, c->ask->text, 0, m, &err))
		return true;
	if (err.rc != RC_OK)
		*problem = str_fmt(c->arena, "This rule cannot be applied: %s", err.text);
	return false;
}

static bool fulfilled(struct checker *c, const struct update_part *p, struct str *problem)
{
	const struct regex *r = NULL;
	struct regex_match m;

	switch (p->rule) {
	case PART_LEVEL:
		return has_level(c->arena, c->ask->text, c->ask->level);
	case PART_STATE:
		return has_state(c->ask->text, c->ask->phase);
	case PART_PATTERN:
		return has_pattern(c, p, &m, &r, problem);
	case PART_NEXT:
		break;
	}
	if (!has_pattern(c, p, &m, &r, problem))
		return false;
	c->named = time_named(c->arena, r, c->ask->now);
	if (c->named == INSTANT_NONE)
		return false;
	check_named(c, m);
	return true;
}

static void check_parts(struct checker *c)
{
	const struct update_check *ask = c->ask;

	for (size_t n = 0; n < ask->texts->parts.n; n++) {
		const struct update_part *p = &ask->texts->parts.v[n];
		struct str problem = {0};
		struct str hint = p->hint;

		if (!str_eq(p->audience, ask->audience) || !(p->phases >> ask->phase & 1) ||
			fulfilled(c, p, &problem))
			continue;
		if (p->rule == PART_NEXT && ask->suggest != INSTANT_NONE)
			hint = str_fmt(c->arena, "%.*s Add: %.*s", STR_ARG(p->hint),
				STR_ARG(next_sentence(c->arena, ask->suggest)));
		add(c, p->block ? UPDATE_ERROR : UPDATE_WARNING, p->id, problem.n ? problem : hint);
	}
}

/* ---- All of it ---- */

static int by_place(const void *pa, const void *pb)
{
	const struct update_finding *a = pa, *b = pb;

	if ((a->to == 0) != (b->to == 0))
		return a->to == 0 ? 1 : -1;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->grade != b->grade)
		return a->grade < b->grade ? -1 : 1;
	return str_cmp(a->id, b->id);
}

void update_check(struct arena *a, const struct update_check *ask, struct update_findings *ret)
{
	struct checker c = {.arena = a, .ask = ask, .named = INSTANT_NONE};

	c.v = ARENA_ARRAY(a, FINDINGS_MAX, struct update_finding);
	check_slots(&c);
	check_guesses(&c);
	check_parts(&c);
	check_announced(&c);
	check_phrases(&c);
	note_figures(&c);
	if (c.n > 1)
		qsort(c.v, c.n, sizeof *c.v, by_place);
	*ret = (struct update_findings){.v = c.v, .n = c.n, .named = c.named};
	for (size_t n = 0; n < c.n; n++) {
		c.v[n].number = (unsigned)n + 1;
		ret->errors += c.v[n].grade == UPDATE_ERROR;
		ret->warnings += c.v[n].grade == UPDATE_WARNING;
		ret->notes += c.v[n].grade == UPDATE_NOTE;
	}
}

char update_grade_letter(enum update_grade g)
{
	return g == UPDATE_ERROR ? 'E' : g == UPDATE_WARNING ? 'W' : 'I';
}

bool update_finding_named(const struct update_finding *f, struct str list)
{
	struct str part;
	char label[16];

	snprintf(label, sizeof label, "%c%u", update_grade_letter(f->grade), f->number);
	while (str_split(&list, ',', &part)) {
		part = str_trim(part);
		if (str_ieq(part, f->id) || str_ieq(part, str_z(label)) ||
			str_ieq(part, STR("all")))
			return true;
	}
	return false;
}
