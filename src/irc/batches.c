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
		b->open[b->n++].history = history;
	}
}
