/* option.c: the table of options and how their values are read from text. */
#include "lang/option.h"

#include "lang/lang_internal.h"

static const struct option table[] = {
#define OPTION_SWITCH(name, otherwise, brief) {name, OPTION_BOOL, otherwise, 0, 1, NULL, brief},
#define OPTION_NUMBER(name, otherwise, least, most, brief)                                         \
	{name, OPTION_INT, otherwise, least, most, NULL, brief},
#define OPTION_LENGTH(name, otherwise, least, most, brief)                                         \
	{name, OPTION_DUR, otherwise, least, most, NULL, brief},
#define OPTION_CHOICE(name, otherwise, choices, brief)                                             \
	{name, OPTION_ENUM, otherwise, 0, 512, choices, brief},
#define OPTION_WORDS(name, otherwise, most, brief)                                                 \
	{name, OPTION_TEXT, otherwise, 0, most, NULL, brief},
#define OPTION_PLACE(name, otherwise, brief) {name, OPTION_ZONE, otherwise, 1, 64, NULL, brief},
#include "lang/options.def"
};

enum { OPTION_TOTAL = sizeof table / sizeof *table };

size_t option_count(void)
{
	return OPTION_TOTAL;
}

const struct option *option_at(size_t i)
{
	return i < OPTION_TOTAL ? &table[i] : NULL;
}

static char joint(char c)
{
	return c == '-' ? '_' : c;
}

/* 0: another name, 1: the start of it, 2: the name itself. */
static int name_fits(const char *name, struct str typed)
{
	size_t n = strlen(name);
	if (!typed.n || typed.n > n)
		return 0;
	for (size_t i = 0; i < typed.n; i++)
		if (joint(name[i]) != joint(typed.p[i]))
			return 0;
	return typed.n == n ? 2 : 1;
}

static enum rc name_error(struct str name, size_t hits, struct err *err)
{
	char list[ERR_TEXT_MAX / 2] = "";
	struct str names[OPTION_TOTAL];
	size_t used = 0;
	for (size_t i = 0; i < OPTION_TOTAL; i++) {
		names[i] = str_z(table[i].name);
		if (hits && name_fits(table[i].name, name) && used < sizeof list)
			used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
				used ? ", " : "", table[i].name);
	}
	if (hits)
		return err_set(err, RC_AMBIGUOUS, "\"%.*s\" could be %s", STR_ARG(name), list);
	struct str near = nearest(name, names, OPTION_TOTAL);
	if (near.n)
		return err_set(err, RC_UNKNOWN, "there is no option \"%.*s\", did you mean %.*s?",
			STR_ARG(name), STR_ARG(near));
	return err_set(err, RC_UNKNOWN, "there is no option \"%.*s\"; `set` lists them",
		STR_ARG(str_cut(name, 0, 64)));
}

enum rc option_find(struct str name, const struct option **ret, struct err *err)
{
	const struct option *found = NULL;
	size_t hits = 0;
	for (size_t i = 0; i < OPTION_TOTAL; i++) {
		int fit = name_fits(table[i].name, name);
		if (!fit)
			continue;
		found = &table[i];
		hits++;
		if (fit == 2) {
			hits = 1;
			break;
		}
	}
	if (hits != 1)
		return name_error(name, hits, err);
	*ret = found;
	return RC_OK;
}

static enum rc parse_switch(
	const struct option *o, struct str s, struct option_value *v, struct err *err)
{
	static const char *const words[] = {"on", "off", "yes", "no", "true", "false"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!str_ieq(s, str_z(words[i])))
			continue;
		v->on = i % 2 == 0;
		v->text = v->on ? STR("on") : STR("off");
		return RC_OK;
	}
	return err_set(err, RC_USAGE, "%s is on or off, not \"%.*s\"", o->name, STR_ARG(s));
}

static enum rc parse_number(
	const struct option *o, struct str s, struct option_value *v, struct err *err)
{
	if (str_to_i64(s, o->least, o->most, &v->number))
		return RC_OK;
	return err_set(err, RC_USAGE, "%s is a number from %lld to %lld, not \"%.*s\"", o->name,
		(long long)o->least, (long long)o->most, STR_ARG(s));
}

static enum rc parse_length(
	const struct option *o, struct str s, struct option_value *v, struct err *err)
{
	uint64_t ms;
	if (str_ends(s, STR("ms")) && str_to_u64(str_cut(s, 0, s.n - 2), UINT32_MAX, &ms)) {
		v->number = (int64_t)ms * 1000;
	} else if (all_digits(s) && !str_eq_z(s, "0")) {
		return err_set(err, RC_USAGE, "%s: %.*s what? %.*ss or %.*sm?", o->name, STR_ARG(s),
			STR_ARG(s), STR_ARG(s));
	} else if (str_eq_z(s, "0") || str_eq_z(s, "off")) {
		v->number = 0;
		v->text = STR("0s");
	} else if (duration_parse(s, &v->number, NULL)) {
		return err_set(err, RC_USAGE,
			"%s is a length such as 90s, 15m or 1h30m, not \"%.*s\"", o->name,
			STR_ARG(s));
	}
	if (v->number < o->least * 1000 || v->number > o->most * 1000)
		return err_set(err, RC_USAGE, "%s is a length from %llds to %llds, not %.*s",
			o->name, (long long)(o->least + 999) / 1000, (long long)o->most / 1000,
			STR_ARG(s));
	return RC_OK;
}

static enum rc parse_words(const struct option *o, struct str s, struct err *err)
{
	if (s.n > (size_t)o->most)
		return err_set(
			err, RC_USAGE, "%s takes at most %lld bytes", o->name, (long long)o->most);
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return err_set(
				err, RC_USAGE, "%s takes one line without control codes", o->name);
	return RC_OK;
}

/* "cmd:" takes the rest of the value as it stands. */
static bool takes_more(struct str choice, struct str s)
{
	return str_ends(choice, STR(":")) && str_starts(s, choice) && s.n > choice.n;
}

static enum rc parse_choice(struct arena *a, const struct option *o, struct str s,
	struct option_value *v, struct err *err)
{
	struct slot slot = {.type = SLOT_CHOICE, .choices = ARENA_ARRAY(a, 32, struct str)};
	struct str rest = str_z(o->choices), part;
	size_t index;
	while (slot.choice_count < 32 && str_split(&rest, '|', &part)) {
		if (takes_more(part, s))
			return parse_words(o, s, err);
		slot.choices[slot.choice_count++] = part;
	}
	struct err why;
	enum rc rc = choice_find(&slot, s, &index, &why);
	if (rc)
		return err_set(err, rc, "%s: %s", o->name, why.text);
	if (str_ends(slot.choices[index], STR(":")))
		return err_set(err, RC_USAGE, "%s: something must follow %.*s", o->name,
			STR_ARG(slot.choices[index]));
	v->text = slot.choices[index];
	return RC_OK;
}

static enum rc parse_zone(const struct option *o, struct str s, struct err *err)
{
	if (s.n && s.n <= (size_t)o->most && zone_looks_right(s))
		return RC_OK;
	return err_set(err, RC_USAGE,
		"%s is UTC, +02:00 or a name such as Europe/Berlin, not \"%.*s\"", o->name,
		STR_ARG(str_cut(s, 0, 64)));
}

enum rc option_parse(struct arena *a, const struct option *o, struct str value,
	struct option_value *ret, struct err *err)
{
	struct option_value v = {.text = str_dup(a, value)};
	enum rc rc = RC_OK;
	switch (o->type) {
	case OPTION_BOOL:
		rc = parse_switch(o, value, &v, err);
		break;
	case OPTION_INT:
		rc = parse_number(o, value, &v, err);
		break;
	case OPTION_DUR:
		rc = parse_length(o, value, &v, err);
		break;
	case OPTION_ENUM:
		rc = parse_choice(a, o, v.text, &v, err);
		break;
	case OPTION_TEXT:
		rc = parse_words(o, value, err);
		break;
	case OPTION_ZONE:
		rc = parse_zone(o, value, err);
		break;
	}
	if (!rc)
		*ret = v;
	return rc;
}

struct options {
	struct arena *arena;
	struct option_value values[OPTION_TOTAL];
	bool changed[OPTION_TOTAL];
};

struct options *options_new(struct arena *a)
{
	struct options *o = ARENA_NEW(a, struct options);
	o->arena = a;
	for (size_t i = 0; i < OPTION_TOTAL; i++)
		if (option_parse(a, &table[i], str_z(table[i].otherwise), &o->values[i], NULL))
			BUG("an option of options.def does not take its own default");
	return o;
}

enum rc options_set(struct options *o, struct str name, struct str value, const struct option **ret,
	struct err *err)
{
	const struct option *found;
	enum rc rc = option_find(name, &found, err);
	if (!rc)
		rc = option_parse(o->arena, found, value, &o->values[found - table], err);
	if (rc)
		return rc;
	o->changed[found - table] = !str_eq_z(o->values[found - table].text, found->otherwise);
	if (ret)
		*ret = found;
	return RC_OK;
}

static const struct option_value *value_of(const struct options *o, const char *name)
{
	for (size_t i = 0; i < OPTION_TOTAL; i++)
		if (strcmp(table[i].name, name) == 0)
			return &o->values[i];
	BUG("no option of that name");
}

struct str options_text(const struct options *o, const char *name)
{
	return value_of(o, name)->text;
}

static void show_one(const struct options *o, const struct option *one, struct doc *d)
{
	struct str text = o->values[one - table].text;
	doc_field(d, one->name, text.n ? text : STR("(empty)"),
		o->changed[one - table] ? ROLE_ME : ROLE_TEXT);
	doc_para(d, str_z(one->brief));
	doc_field(d, "default", str_z(*one->otherwise ? one->otherwise : "(empty)"), ROLE_DIM);
	if (one->choices)
		doc_field(d, "one of", str_z(one->choices), ROLE_DIM);
}

void options_show(const struct options *o, const struct option *one, struct doc *d)
{
	static const struct doc_column columns[] = {{{"option", 6}, DOC_LEFT, false},
		{{"value", 5}, DOC_LEFT, false}, {{"meaning", 7}, DOC_LEFT, true}};
	if (one) {
		show_one(o, one, d);
		return;
	}
	struct doc_block *t = doc_table(d, columns, 3);
	for (size_t i = 0; i < OPTION_TOTAL; i++) {
		struct doc_row *row = doc_table_row(d, t, str_z(table[i].name));
		doc_cell(d, row, 0, ROLE_CMD, str_z(table[i].name));
		doc_cell(d, row, 1, o->changed[i] ? ROLE_ME : ROLE_TEXT, o->values[i].text);
		doc_cell(d, row, 2, ROLE_TEXT, str_z(table[i].brief));
	}
}
