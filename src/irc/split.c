/* split.c: text into pieces that fit a line of IRC, cut at blanks and never inside a character. */
#include "irc/split_internal.h"

#include "base/utf8.h"
#include "base/vec.h"

size_t split_budget(size_t line_max, size_t mask_n, struct str command, struct str target)
{
	size_t around = 1 + mask_n + 1 + command.n + 1 + target.n + 2 + 2;

	return line_max >= around + SPLIT_LEAST ? line_max - around : SPLIT_LEAST;
}

static struct str made_harmless(struct arena *a, struct str text)
{
	struct str valid = utf8_repair(a, text);
	char *p = arena_dup(a, valid.p, valid.n);

	for (size_t i = 0; i < valid.n; i++)
		if (p[i] == '\r' || p[i] == '\n')
			p[i] = ' ';
	return str_n(p, valid.n);
}

/* How much of s makes the next piece, and in *skip the blank behind it that is left out. */
static size_t piece_length(struct str s, size_t budget, size_t *skip)
{
	size_t hard;

	*skip = 0;
	if (s.n <= budget)
		return s.n;
	hard = utf8_floor(s, budget);
	/* A blank may stand right behind the piece; one in the first half would waste too much. */
	for (size_t i = budget; i > budget / 2; i--) {
		if (s.p[i] == ' ' && s.p[i - 1] != ' ') {
			*skip = 1;
			return i;
		}
	}
	return hard;
}

size_t split_text(struct arena *a, struct str text, size_t budget, struct str **ret)
{
	struct str rest = made_harmless(a, text);
	VEC(struct str) pieces = {0};

	while (rest.n > 0) {
		size_t skip, n = piece_length(rest, budget, &skip);

		*VEC_PUSH(a, &pieces) = str_cut(rest, 0, n);
		rest = str_cut(rest, n + skip, rest.n);
	}
	*ret = pieces.v;
	return pieces.n;
}
