/* suggest.c: the nearest word for a mistyped one, and choices by unique prefix. */
#include "lang/lang_internal.h"

/* One wrong letter in short words, two in longer ones: more would suggest nonsense. */
struct str nearest(struct str word, const struct str *candidates, size_t n)
{
	struct str best = {0};
	unsigned limit = word.n <= 3 ? 1 : 2, least = limit + 1;
	for (size_t i = 0; i < n; i++) {
		unsigned d = str_distance(word, candidates[i]);
		if (d >= least || d >= candidates[i].n)
			continue;
		least = d;
		best = candidates[i];
	}
	return best;
}

static bool starts_any_case(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_ieq(str_cut(s, 0, prefix.n), prefix);
}

static enum rc choice_error(const struct slot *s, struct str word, bool ambiguous, struct err *err)
{
	char list[ERR_TEXT_MAX / 2];
	size_t used = 0;
	list[0] = 0;
	for (size_t i = 0; i < s->choice_count && used < sizeof list; i++) {
		if (ambiguous && !starts_any_case(s->choices[i], word))
			continue;
		used += (size_t)snprintf(list + used, sizeof list - used, "%s%.*s",
			used ? ", " : "", STR_ARG(s->choices[i]));
	}
	if (ambiguous)
		return err_set(err, RC_AMBIGUOUS, "\"%.*s\" could be %s", STR_ARG(word), list);
	struct str near = nearest(word, s->choices, s->choice_count);
	if (near.n)
		return err_set(err, RC_USAGE, "\"%.*s\" is none of %s; did you mean %.*s?",
			STR_ARG(word), list, STR_ARG(near));
	return err_set(err, RC_USAGE, "\"%.*s\" is none of %s", STR_ARG(word), list);
}

enum rc choice_find(const struct slot *s, struct str word, size_t *ret, struct err *err)
{
	size_t hits = 0, found = 0;
	for (size_t i = 0; i < s->choice_count; i++) {
		bool exact = str_ieq(s->choices[i], word);
		bool prefix = word.n && starts_any_case(s->choices[i], word);
		if (!exact && !prefix)
			continue;
		found = i;
		hits++;
		if (exact) {
			hits = 1;
			break;
		}
	}
	if (hits != 1)
		return choice_error(s, word, hits > 1, err);
	*ret = found;
	return RC_OK;
}
