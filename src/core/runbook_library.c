/* runbook_library.c: the runbooks that could be read, why others could not, and which commands may run. */
#include "core/runbook_file.h"

static uint64_t number_of(struct str id)
{
	uint64_t n = 0;

	if (id.n > 3 && str_ieq(str_cut(id, 0, 3), STR("RB-")))
		id = str_cut(id, 3, id.n);
	return str_to_u64(id, 999999, &n) ? n : 0;
}

static void refuse(struct arena *a, struct runbook_library *l, const char *why)
{
	*VEC_PUSH(a, &l->refused) = str_z(arena_strdup(a, why));
}

static const struct runbook *by_number(const struct runbook_library *l, uint64_t number)
{
	for (size_t n = 0; number && n < l->books.n; n++)
		if (number_of(l->books.v[n]->id) == number)
			return l->books.v[n];
	return NULL;
}

static void insert(struct arena *a, struct runbook_library *l, const struct runbook *book)
{
	size_t at = l->books.n;

	VEC_PUSH(a, &l->books);
	while (at > 0 && number_of(l->books.v[at - 1]->id) > number_of(book->id)) {
		l->books.v[at] = l->books.v[at - 1];
		at--;
	}
	l->books.v[at] = book;
}

void runbooks_add(struct arena *a, struct runbook_library *l, const struct runbook_rules *rules,
	const char *file, struct str text, bool shipped)
{
	const struct runbook *other;
	struct runbook *book;
	struct err err;

	if (runbook_parse(a, rules, file, text, &book, &err) != RC_OK) {
		refuse(a, l, err.text);
		return;
	}
	book->shipped = shipped;
	other = by_number(l, number_of(book->id));
	if (!other && l->books.n < RUNBOOKS_MAX)
		insert(a, l, book);
	else if (!other)
		refuse(a, l,
			arena_printf(
				a, "%s:1: there are more than %d runbooks", file, RUNBOOKS_MAX));
	else if (!shipped || other->shipped)
		refuse(a, l,
			arena_printf(a, "%s:1: %.*s is there already, in %.*s", file,
				STR_ARG(book->id), STR_ARG(other->file)));
}

enum rc runbooks_find(
	const struct runbook_library *l, struct str id, const struct runbook **ret, struct err *err)
{
	const struct runbook *found = by_number(l, number_of(id));

	if (found) {
		*ret = found;
		return RC_OK;
	}
	if (!l->books.n)
		return err_set(err, RC_UNKNOWN,
			"there are no runbooks; they are files runbooks/*.md of the config folder");
	return err_set(err, RC_UNKNOWN,
		"there is no runbook %.*s; `runbook list` shows what there is",
		STR_ARG(str_cut(id, 0, 40)));
}

const struct runbook_library *runbook_shelf_library(const struct runbook_shelf *s)
{
	static const struct runbook_library none = {0};

	return s && s->library ? s->library(s->self) : &none;
}

/* Ids count in any case, programs only as they are written. */
static bool names(struct str allow, struct str id, struct str program)
{
	size_t at = 0;

	while (at < allow.n) {
		size_t from = at;
		struct str word;

		while (at < allow.n && allow.p[at] != ' ' && allow.p[at] != ',')
			at++;
		word = str_cut(allow, from, at);
		if (word.n && (str_ieq(word, id) || str_eq(word, program)))
			return true;
		at++;
	}
	return false;
}

enum rc runbook_may_run(const struct runbook_shelf *s, const struct runbook *rb,
	const struct runbook_step *step, struct err *err)
{
	if (!step->argv)
		return err_set(err, RC_STATE,
			"this step has no command that may run (`- run:` in %.*s)",
			STR_ARG(rb->file));
	if (!s || !s->may_ask)
		return err_set(err, RC_DENIED,
			"the console runs no commands: copy it, or `set runbook.commands ask` in "
			"warroom.conf");
	if (!names(s->allow, rb->id, str_z(step->argv[0])))
		return err_set(err, RC_DENIED,
			"neither %.*s nor the program %.80s is allowed: `set runbook.allow %.*s` "
			"in "
			"warroom.conf",
			STR_ARG(rb->id), step->argv[0], STR_ARG(rb->id));
	return RC_OK;
}
