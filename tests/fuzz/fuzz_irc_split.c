/* fuzz_irc_split.c: any text in pieces for IRC: each fits, is whole characters, ends no line, and nothing is left out. */
#include <stdint.h>

#include "base/utf8.h"
#include "irc/pacer_internal.h"
#include "irc/split_internal.h"
#include "irc/topic_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static void check_pieces(struct arena *a, struct str text, size_t budget)
{
	struct str *v, whole = utf8_repair(a, text);
	size_t n = split_text(a, text, budget, &v), sum = 0;

	for (size_t i = 0; i < n; i++) {
		must(v[i].n > 0 && v[i].n <= budget, "a piece does not fit");
		must(utf8_is_valid(v[i]), "a character was cut");
		must(!memchr(v[i].p, '\n', v[i].n) && !memchr(v[i].p, '\r', v[i].n) &&
				!memchr(v[i].p, '\0', v[i].n),
			"a piece ends its line");
		sum += v[i].n;
	}
	/* At most one blank is left out between two pieces, and behind the last. */
	must(sum <= whole.n && sum + n >= whole.n, "text was lost");
}

static void check_line(struct str text)
{
	struct pacer p;
	const struct pacer_line *l;

	pacer_init(&p, 4, 1, 0);
	if (pacer_push(&p, PACE_CHAT, text, 1, 0)) {
		l = pacer_next(&p, 0);
		must(l->n <= (str_starts(text, STR("@")) ? PACER_BYTES_MAX : PACER_LINE_MAX),
			"a line is too long");
		must(memchr(l->text, '\n', l->n) == l->text + l->n - 1, "two lines in one");
	}
	pacer_clear(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = str_n((const char *)data, size), topic;
	size_t budget = 4 + (size > 0 ? data[0] : 0) * 2;

	check_pieces(a, text, budget);
	check_line(text);
	topic = topic_merge(a, text, STR("[INC-7 SEV1] checkout | IC @lead"), budget);
	must(str_ends(topic, topic_of_others(text)), "words of others were changed");
	arena_free(a);
	return 0;
}
