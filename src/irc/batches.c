/* batches.c: which batches of the server replay older lines. */
#include "irc/batches_internal.h"

/* These carry what happens now. */
static const char *const present[] = {"netsplit", "netjoin", "labeled-response"};

static ptrdiff_t index_of(const struct batches *b, struct str name)
{
	for (size_t i = 0; i < b->n; i++)
		if (str_eq_z(name, b->open[i].name))
			return (ptrdiff_t)i;
	return -1;
}

static bool is_present(struct str type)
{
	for (size_t i = 0; i < sizeof present / sizeof present[0]; i++)
		if (str_eq_z(type, present[i]))
			return true;
	return false;
}

bool batches_is_history(const struct batches *b, struct str name)
{
	ptrdiff_t i = index_of(b, name);

	return name.n > 0 && (i < 0 || b->open[i].history);
}

bool batches_is_netsplit(
	const struct batches *b, struct str name, struct str *ret_near, struct str *ret_far)
{
	ptrdiff_t i = index_of(b, name);

	if (i < 0 || !b->open[i].near[0])
		return false;
	*ret_near = str_z(b->open[i].near);
	*ret_far = str_z(b->open[i].far);
	return true;
}

struct str batches_history_of(const struct batches *b, struct str name)
{
	ptrdiff_t i = name.n > 0 ? index_of(b, name) : -1;

	return i >= 0 ? str_z(b->open[i].of) : (struct str){0};
}

bool batches_is_netjoin(const struct batches *b, struct str name)
{
	ptrdiff_t i = index_of(b, name);

	return i >= 0 && b->open[i].join;
}

/* "+name netsplit near far", "+name netjoin near far", "+name chathistory #channel" */
static void note_kind(struct batches *b, const struct irc_msg *m)
{
	struct str type = line_param(m, 1);

	b->open[b->n].join = str_eq_z(type, "netjoin");
	b->open[b->n].near[0] = b->open[b->n].far[0] = '\0';
	b->open[b->n].of[0] = '\0';
	if ((str_eq_z(type, "chathistory") || str_eq_z(type, "draft/chathistory")) && m->n >= 3)
		snprintf(b->open[b->n].of, sizeof b->open[b->n].of, "%.*s",
			STR_ARG(str_cut(m->params[2], 0, IRC_NAME_MAX - 1)));
	if (!str_eq_z(type, "netsplit") || m->n < 4)
		return;
	snprintf(b->open[b->n].near, BATCH_NAME_MAX, "%.*s", STR_ARG(str_cut(m->params[2], 0, 63)));
	snprintf(b->open[b->n].far, BATCH_NAME_MAX, "%.*s", STR_ARG(str_cut(m->params[3], 0, 63)));
}

void batches_take(struct batches *b, const struct irc_msg *m)
{
	struct str word = line_param(m, 0), name = str_cut(word, 1, word.n);
	ptrdiff_t i = index_of(b, name);

	if (name.n == 0 || name.n > BATCH_NAME_MAX || memchr(name.p, '\0', name.n))
		return;
	if (word.p[0] == '-' && i >= 0) {
		b->open[i] = b->open[--b->n];
	} else if (word.p[0] == '+' && i < 0 && b->n < BATCHES_MAX) {
		bool history = !is_present(line_param(m, 1)) || batches_is_history(b, m->batch);

		memcpy(b->open[b->n].name, name.p, name.n);
		b->open[b->n].name[name.n] = '\0';
		note_kind(b, m);
		b->open[b->n++].history = history;
	}
}
