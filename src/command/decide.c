/* decide.c: one line to one decision: find the verb, authorise, match the words, let the command
 * decide. */
#include "command/command_internal.h"

#include "base/utf8.h"

const char *door_name(enum door d)
{
	switch (d) {
	case DOOR_CONSOLE:
		return "console";
	case DOOR_SHELL:
		return "shell";
	case DOOR_IRC:
		return "irc";
	case DOOR_CONFIG:
		return "config";
	case DOOR_SYSTEM:
		return "system";
	}
	return "unknown";
}

size_t command_families(const struct command_family *const **ret)
{
	static const struct command_family *const families[] = {
#define FAMILY(name) &family_##name,
#include "registry_families.h"
#undef FAMILY
	};

	*ret = families;
	return sizeof families / sizeof *families;
}

/* Walks every command that may be run at the doors; stops when each() says so. */
typedef bool command_each_fn(const struct command *c, void *ctx);

static void each_command(unsigned doors, command_each_fn *each, void *ctx)
{
	const struct command_family *const *families;
	size_t n = command_families(&families);

	for (size_t f = 0; f < n; f++)
		for (size_t i = 0; i < families[f]->n; i++)
			if ((families[f]->rows[i].doors & doors) &&
				!each(&families[f]->rows[i], ctx))
				return;
}

struct search {
	struct str verb;
	const struct command *exact, *first;
	size_t prefixed, listed;
	unsigned nearest;
	const char *suggestion;
	char names[160];
};

static bool has_name(const struct command *c, struct str verb)
{
	struct str rest = str_z(c->alias), name;

	if (str_ieq(verb, str_z(c->name)))
		return true;
	while (str_split(&rest, ' ', &name))
		if (name.n && str_ieq(verb, name))
			return true;
	return false;
}

static void list_name(struct search *s, const char *name)
{
	size_t used = strlen(s->names);

	snprintf(s->names + used, sizeof s->names - used, "%s%s", used ? ", " : "", name);
}

static bool look(const struct command *c, void *ctx)
{
	struct search *s = ctx;
	unsigned far = str_distance(s->verb, str_z(c->name));

	if (has_name(c, s->verb)) {
		s->exact = c;
		return false;
	}
	if (s->verb.n && str_ieq(s->verb, str_cut(str_z(c->name), 0, s->verb.n))) {
		s->first = s->first ? s->first : c;
		s->prefixed++;
		list_name(s, c->name);
	}
	if (far < s->nearest) {
		s->nearest = far;
		s->suggestion = c->name;
	}
	return true;
}

enum rc command_find(struct str verb, unsigned doors, const struct command **ret, struct err *err)
{
	struct search s = {.verb = verb, .nearest = 3};

	each_command(doors, look, &s);
	if (s.exact || s.prefixed == 1) {
		*ret = s.exact ? s.exact : s.first;
		return RC_OK;
	}
	if (s.prefixed > 1)
		return err_set_at(err, RC_AMBIGUOUS, 0, "%.*s could be %s",
			STR_ARG(str_cut(verb, 0, 40)), s.names);
	if (s.suggestion)
		return err_set_at(err, RC_UNKNOWN, 0, "there is no verb %.*s; did you mean %s?",
			STR_ARG(str_cut(verb, 0, 40)), s.suggestion);
	return err_set_at(err, RC_UNKNOWN, 0, "there is no verb %.*s; `help` lists them",
		STR_ARG(str_cut(verb, 0, 40)));
}

static enum rc match_role(void *self, struct str word, struct str *ret, struct err *err)
{
	const struct ask *ask = self;
	const struct role *role;
	enum rc rc;

	if (word.n && word.p[0] == '@')
		word = str_cut(word, 1, word.n);
	rc = roles_find(ask->policies->roles, word, &role, err);
	if (rc == RC_OK)
		*ret = role->id;
	return rc;
}

/* "@ic" is whoever holds the role now; any other name stands for itself. */
/* A slip such as "@/who" is no person: nor is anything that begins like a command, a tag or an option, or holds a blank. */
static bool is_name(struct str name)
{
	if (strchr("/:!#=-@,.", name.p[0]))
		return false;
	for (size_t n = 0; n < name.n; n++)
		if ((unsigned char)name.p[n] <= ' ' || name.p[n] == '/' || name.p[n] == '\x7f')
			return false;
	return true;
}

static enum rc match_person(void *self, struct str word, struct str *ret, struct err *err)
{
	const struct ask *ask = self;
	bool sign = word.n && word.p[0] == '@';
	struct str name = sign ? str_cut(word, 1, word.n) : word;
	const struct role *role = roles_by_id(ask->policies->roles, name);
	struct str holder;

	if (!name.n)
		return err_set(err, RC_USAGE, "whom? write @name or @role");
	if (!is_name(name))
		return err_set(err, RC_USAGE, "%.*s is no name of a person",
			STR_ARG(str_cut(name, 0, utf8_floor(name, 40))));
	if (str_eq_z(name, "me")) {
		*ret = speaker(ask);
		return RC_OK;
	}
	if (!sign || !role || !ask->incident) {
		*ret = ask->person_of ? ask->person_of(ask->where, ask->arena, name) : name;
		return RC_OK;
	}
	holder = incident_holder(ask->incident, role->id);
	if (!holder.n)
		return err_set(err, RC_STATE,
			"nobody holds %.*s; name a person, or `role give %.*s @name`",
			STR_ARG(role->id), STR_ARG(role->id));
	*ret = holder;
	return RC_OK;
}

static bool match_gauge(void *self, struct str name, struct str *ret)
{
	enum gauge_id id;
	struct err err;
	enum rc rc;

	(void)self;
	/* `users` alone is ambiguous on purpose: its value decides between share and count. */
	rc = severity_gauge_key(name, (struct str){0}, &id, &err);
	if (rc == RC_UNKNOWN)
		return false;
	*ret = rc == RC_OK ? str_z(severity_gauge_name(id)) : name;
	return true;
}

static enum rc authorise(const struct ask *ask, const struct command *c, struct err *err)
{
	if (!(c->doors & (unsigned)ask->door))
		return err_set_at(err, RC_DENIED, 0, "%s cannot be used from %s", c->name,
			door_name(ask->door));
	if ((ask->capabilities & (unsigned)c->needs) != (unsigned)c->needs)
		return err_set_at(err, RC_DENIED, 0,
			"%s needs the right to %s, which you do not have here; ask @ic", c->name,
			capability_name(c->needs));
	if (c->incident != INCIDENT_NONE && !ask->incident)
		return err_set_at(err, RC_STATE, 0,
			"there is no open incident; `declare \"what is broken for whom\"` starts "
			"one");
	if (c->incident == INCIDENT_OPEN && !ask->named && !incident_is_open(ask->incident))
		return err_set_at(err, RC_STATE, 0,
			"no incident is open; name the closed one with -i INC-%u, or `reopen` it",
			ask->incident->number);
	return RC_OK;
}

enum rc command_run(
	const struct ask *ask, const struct words *w, struct outcome *out, struct err *err)
{
	struct match_ctx ctx = {
		.time = {.now = ask->now, .zero = INSTANT_NONE, .zone = ask->zone},
		.role = match_role,
		.person = match_person,
		.gauge = match_gauge,
		.self = (void *)(uintptr_t)ask,
		.arena = ask->arena,
	};
	const struct command *c;
	const struct args *args;
	struct grammar g;
	enum rc rc;

	*out = (struct outcome){.reply = doc_new(ask->arena)};
	buf_init(&out->json, ask->arena, PRINT_JSON_MAX);
	if (!w->n)
		return err_set_at(err, RC_USAGE, 0, "no verb given; `help` lists them");
	if (ask->incident)
		ctx.time.zero = incident_zero(ask->incident);
	rc = command_find(w->v[0].text, (unsigned)ask->door, &c, err);
	if (rc == RC_UNKNOWN && command_find(w->v[0].text, ~0u, &c, NULL) == RC_OK)
		rc = RC_OK; /* known elsewhere: the refusal below says so */
	if (rc == RC_OK)
		rc = authorise(ask, c, err);
	if (rc == RC_OK)
		rc = grammar_parse(ask->arena, c->usage, &g, err);
	if (rc == RC_OK)
		rc = args_match(&g, w, 1, &ctx, &args, err);
	if (rc == RC_OK)
		rc = c->decide(ask, args, out, err);
	if (rc == RC_OK && out->event_count)
		out->care = c->weigh ? c->weigh(ask, args) : c->care;
	/* A program that asked for JSON gets no sentence when there is nothing to tell. */
	if (rc == RC_OK && ask->door == DOOR_SHELL && wants_json(ask, args))
		out->reply = doc_new(ask->arena);
	return rc;
}
