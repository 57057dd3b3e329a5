/* table.c: the command table handed to help, completion and the generated pages. */
#include "command/table.h"

static struct verb_info info_of(const struct command *c)
{
	return (struct verb_info){
		.name = c->name, .alias = c->alias, .brief = c->brief, .usage = c->usage};
}

static const char *doors_in_words(struct arena *a, unsigned doors)
{
	static const enum door all[] = {DOOR_CONSOLE, DOOR_SHELL, DOOR_IRC, DOOR_CONFIG};
	struct buf b;

	buf_init(&b, a, 128);
	for (size_t n = 0; n < sizeof all / sizeof *all; n++)
		if (doors & (unsigned)all[n])
			buf_addf(&b, "%s%s", b.n ? ", " : "", door_name(all[n]));
	return buf_z(&b);
}

const char *command_care(const struct command *c)
{
	switch (c->care) {
	case CARE_NONE:
		break;
	case CARE_UNDO:
		return "at once; `undo` is offered for a while";
	case CARE_PREVIEW:
		return c->weigh ? "some lines are shown first, another key applies them"
				: "what would change is shown first, another key applies it";
	case CARE_TYPED:
		return "what would change is shown first; then the incident's number is typed, and "
		       "ten seconds run";
	}
	return NULL;
}

struct help_verb command_help_verb(struct arena *a, const struct command *c)
{
	return (struct help_verb){.verb = info_of(c),
		.example = c->example,
		.doors = doors_in_words(a, c->doors),
		.needs = c->needs == CAP_OBSERVE ? NULL : capability_name(c->needs),
		.care = command_care(c)};
}

size_t command_help_families(struct arena *a, unsigned doors, const struct help_family **ret)
{
	const struct command_family *const *families;
	size_t n = command_families(&families), k = 0;
	struct help_family *v = ARENA_ARRAY(a, n + 1, struct help_family);

	for (size_t f = 0; f < n; f++) {
		struct help_verb *verbs = ARENA_ARRAY(a, families[f]->n + 1, struct help_verb);
		size_t m = 0;

		for (size_t i = 0; i < families[f]->n; i++)
			if (families[f]->rows[i].doors & doors)
				verbs[m++] = command_help_verb(a, &families[f]->rows[i]);
		if (m)
			v[k++] = (struct help_family){.name = families[f]->name,
				.brief = families[f]->brief,
				.verbs = verbs,
				.n = m};
	}
	*ret = v;
	return k;
}
