/* keymap.c: the table of bindings: defaults, lookup by context, rebinding, hints and menus. */
#include "lang/keymap.h"

struct keymap {
	struct arena *arena;
	struct binding v[KEYMAP_MAX];
	size_t n;
};

struct default_key {
	const char *key, *line, *note;
	enum key_context context;
	enum key_how how;
	enum key_act act;
	int priority;
	bool fixed;
};

static const struct default_key defaults[] = {
#define KEY_DOES(key, context, act, verb, priority, fixed, note)                                   \
	{key, verb, note, KEYCTX_##context, KEY_HOW_BUILTIN, KEY_ACT_##act, priority, fixed},
#define KEY_RUNS(key, context, line, priority, note)                                               \
	{key, line, note, KEYCTX_##context, KEY_HOW_RUN, KEY_ACT_NONE, priority, false},
#define KEY_WRITES(key, context, line, priority, note)                                             \
	{key, line, note, KEYCTX_##context, KEY_HOW_WRITE, KEY_ACT_NONE, priority, false},
#include "lang/keys.def"
#undef KEY_DOES
#undef KEY_RUNS
#undef KEY_WRITES
};

static const struct {
	const char *name;
	enum key_context parent;
} contexts[KEYCTX_COUNT] = {
	[KEYCTX_ANY] = {"any", KEYCTX_ANY},
	[KEYCTX_PROMPT] = {"prompt", KEYCTX_ANY},
	[KEYCTX_LIST] = {"list", KEYCTX_ANY},
	[KEYCTX_FORM] = {"form", KEYCTX_ANY},
	[KEYCTX_TIMELINE] = {"timeline", KEYCTX_LIST},
	[KEYCTX_FIND] = {"find", KEYCTX_LIST},
	[KEYCTX_VI] = {"vi", KEYCTX_LIST},
};

enum act_kind { TYPING, VERB };

static const struct {
	const char *name, *brief;
	enum act_kind kind;
} acts[KEY_ACT_COUNT] = {
	[KEY_ACT_NONE] = {"", "", VERB},
#define KEY_ACT(id, name, kind, brief) [KEY_ACT_##id] = {name, brief, kind},
#include "lang/key_acts.def"
#undef KEY_ACT
};

const char *key_context_name(enum key_context c)
{
	return contexts[c].name;
}

bool key_context_find(struct str name, enum key_context *ret)
{
	for (size_t i = 0; i < KEYCTX_COUNT; i++) {
		if (!str_eq_z(name, contexts[i].name))
			continue;
		*ret = (enum key_context)i;
		return true;
	}
	return false;
}

enum key_context key_context_parent(enum key_context c)
{
	return contexts[c].parent;
}

const char *key_act_name(enum key_act act)
{
	return acts[act].name;
}

const char *key_act_brief(enum key_act act)
{
	return acts[act].brief;
}

bool key_act_is_typing(enum key_act act)
{
	return acts[act].kind == TYPING;
}

struct keymap *keymap_new(struct arena *a)
{
	struct keymap *m = ARENA_NEW(a, struct keymap);
	m->arena = a;
	for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++) {
		const struct default_key *d = &defaults[i];
		struct binding *b = &m->v[m->n++];
		*b = (struct binding){.context = d->context,
			.how = d->how,
			.act = d->act,
			.line = str_z(d->line),
			.note = str_z(d->note),
			.priority = d->priority,
			.fixed = d->fixed};
		if (key_parse(str_z(d->key), &b->key, NULL))
			BUG("a key of keys.def has no such name");
	}
	return m;
}

static struct binding *find_here(const struct keymap *m, enum key_context c, struct key k)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].context == c && key_eq(m->v[i].key, k))
			return (struct binding *)&m->v[i];
	return NULL;
}

const struct binding *keymap_find(const struct keymap *m, enum key_context c, struct key k)
{
	const struct binding *b = find_here(m, c, k);
	while (!b && c != KEYCTX_ANY) {
		c = key_context_parent(c);
		b = find_here(m, c, k);
	}
	return b;
}

/* Whether bindings of context `of` hold in context c. */
static bool context_holds(enum key_context c, enum key_context of)
{
	while (c != of && c != KEYCTX_ANY)
		c = key_context_parent(c);
	return c == of;
}

bool keymap_has_leader(const struct keymap *m, enum key_context c, int leader)
{
	const struct binding *one;
	return leader != LEADER_NONE && keymap_menu(m, c, leader, &one, 1) > 0;
}

size_t keymap_count(const struct keymap *m)
{
	return m->n;
}

const struct binding *keymap_at(const struct keymap *m, size_t i)
{
	return i < m->n ? &m->v[i] : NULL;
}

static void remove_binding(struct keymap *m, struct binding *b)
{
	size_t i = (size_t)(b - m->v);
	memmove(b, b + 1, (m->n - i - 1) * sizeof *b);
	m->n--;
}

/* Plain characters are text in every place but the second stroke of Space: letters never act. */
static enum rc may_bind(
	const struct keymap *m, enum key_context c, struct key k, struct str name, struct err *err)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct binding *b = &m->v[i];
		if (b->fixed && key_eq(b->key, k) && (b->context == c || b->context == KEYCTX_ANY))
			return err_set(err, RC_DENIED,
				"%.*s always does \"%.*s\" and cannot be bound", STR_ARG(name),
				STR_ARG(b->note));
	}
	if (k.code == KEYCODE_CHAR && !k.mods && !k.leader)
		return err_set(err, RC_DENIED,
			"%.*s is text and never acts; bind \"Space %.*s\" or Alt-%.*s instead",
			STR_ARG(name), STR_ARG(name), STR_ARG(name));
	return RC_OK;
}

enum rc keymap_bind(struct keymap *m, enum key_context c, struct str key, struct str line,
	struct str *ret_old, struct err *err)
{
	struct key k;
	enum rc rc = key_parse(key, &k, err);
	if (!rc)
		rc = may_bind(m, c, k, key, err);
	if (rc)
		return rc;
	if (line.n > BIND_LINE_MAX)
		return err_set(err, RC_LIMIT, "the line is longer than %d bytes", BIND_LINE_MAX);
	struct binding *b = find_here(m, c, k);
	if (!b && line.n && m->n == KEYMAP_MAX)
		return err_set(err, RC_LIMIT, "no more than %d keys can be bound", KEYMAP_MAX);
	struct str old = {0};
	if (b) {
		old = b->line.n ? b->line : str_z(key_act_name(b->act));
		remove_binding(m, b);
	}
	if (line.n) {
		struct str kept = str_dup(m->arena, line);
		bool writes = kept.p[kept.n - 1] == ' ';
		m->v[m->n++] = (struct binding){.key = k,
			.context = c,
			.how = writes ? KEY_HOW_WRITE : KEY_HOW_RUN,
			.line = kept,
			.note = str_trim(kept),
			.user = true};
	}
	if (ret_old)
		*ret_old = old;
	return RC_OK;
}

static bool is_shadowed(const struct keymap *m, enum key_context c, const struct binding *b)
{
	return keymap_find(m, c, b->key) != b;
}

size_t keymap_hints(
	const struct keymap *m, enum key_context c, const struct binding **ret, size_t max)
{
	size_t n = 0;
	for (size_t i = 0; i < m->n; i++) {
		const struct binding *b = &m->v[i];
		if (b->priority <= 0 || !context_holds(c, b->context) || is_shadowed(m, c, b))
			continue;
		size_t at = n < max ? n++ : max;
		while (at > 0 && ret[at - 1]->priority < b->priority) {
			if (at < max)
				ret[at] = ret[at - 1];
			at--;
		}
		if (at < max)
			ret[at] = b;
	}
	return n;
}

size_t keymap_menu(const struct keymap *m, enum key_context c, int leader,
	const struct binding **ret, size_t max)
{
	size_t n = 0;
	for (size_t i = 0; i < m->n && n < max; i++) {
		const struct binding *b = &m->v[i];
		if (b->key.leader == leader && context_holds(c, b->context) &&
			!is_shadowed(m, c, b))
			ret[n++] = b;
	}
	return n;
}
