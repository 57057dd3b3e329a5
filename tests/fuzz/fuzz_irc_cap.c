/* fuzz_irc_cap.c: a server's words about extensions in any order: only what was asked for and granted holds, and it settles. */
#include <stdint.h>

#include "base/err.h"
#include "irc/caps_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORDS_MAX = 200 };

struct talk {
	struct arena *a;
	struct caps caps;
	unsigned wanted, asked, granted;
	const uint8_t *data;
	size_t n;
};

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static unsigned take(struct talk *t)
{
	if (t->n == 0)
		return 0;
	t->n--;
	return *t->data++;
}

/* Names as they are, with a value, taken away, of nobody, and once in a while any bytes. */
static void put_names(struct talk *t, struct buf *b, unsigned *bits)
{
	unsigned how = take(t), count = how & 7;

	*bits = 0;
	if (how > 250) {
		size_t n = t->n < 40 ? t->n : 40;

		buf_add(b, str_n((const char *)t->data, n));
		t->data += n;
		t->n -= n;
		*bits = CAPS_ALL; /* may be anything */
		return;
	}
	while (count-- > 0) {
		unsigned pick = take(t), bit = 1U << (pick % 13);

		buf_addf(b, "%s%s%s ", pick & 128 ? "-" : "",
			bit > CAPS_ALL ? "example.org/unknown" : caps_text(t->a, bit),
			pick & 64 ? "=PLAIN,EXTERNAL" : "");
		if (!(pick & 128))
			*bits |= bit & CAPS_ALL;
	}
}

static unsigned bits_of(struct talk *t, struct str line)
{
	struct str rest = str_cut(line, strlen("CAP REQ :"), line.n), word;
	unsigned bits = 0;

	while (str_split(&rest, ' ', &word)) {
		unsigned found = 0;

		for (unsigned bit = 1; bit < CAPS_ALL; bit <<= 1)
			if (str_eq_z(word, caps_text(t->a, bit)))
				found = bit;
		must(found != 0, "asked for something without a name");
		bits |= found;
	}
	must(bits != 0, "a request for nothing");
	return bits;
}

static void say(struct talk *t)
{
	static const char *const verbs[] = {
		"LS", "LS *", "ACK", "NAK", "NEW", "DEL", "LIST", "ODD"};
	unsigned verb = take(t) % 8, bits;
	struct str lines[CAPS_LINES_MAX];
	struct irc_msg m;
	struct buf b;
	size_t n;

	buf_init(&b, t->a, 4096);
	buf_addf(&b, ":irc.test CAP warroom %s :", verbs[verb]);
	put_names(t, &b, &bits);
	if (!line_parse(t->a, buf_str(&b), &m) || m.n < 2)
		return;
	if (verb == 2)
		t->granted |= bits;
	n = caps_take(&t->caps, t->a, t->wanted, &m, lines);
	must(n <= CAPS_LINES_MAX && t->caps.n <= CAPS_PENDING_MAX, "too much is asked for");
	for (size_t i = 0; i < n; i++) {
		must(str_starts(lines[i], STR("CAP REQ :")) && lines[i].n < 500, "a request");
		t->asked |= bits_of(t, lines[i]);
	}
	must((t->asked & ~t->wanted) == 0, "asked for what nobody wants");
	must((t->caps.has & ~t->asked) == 0, "granted without a request");
	must((t->caps.has & ~t->granted) == 0, "held without a grant");
	must(strlen(t->caps.mechanisms) < CAPS_MECHANISMS_MAX, "mechanisms");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct talk t = {.a = arena_new(), .data = data, .n = size};

	t.wanted = CAPS_ALL & (take(&t) | take(&t) << 8 | CAPS_SERVER_TIME);
	for (int i = 0; i < WORDS_MAX && t.n > 0; i++)
		say(&t);
	(void)caps_is_settled(&t.caps);
	arena_free(t.a);
	return 0;
}
