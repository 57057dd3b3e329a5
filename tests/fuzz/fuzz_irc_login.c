/* fuzz_irc_login.c: any words of a server about extensions, batches and logins: bounded, and nothing granted unasked. */
#include <stdint.h>

#include "base/base64.h"
#include "base/err.h"
#include "irc/batches_internal.h"
#include "irc/caps_internal.h"
#include "irc/sasl_internal.h"
#include "irc/seen_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct talk {
	struct arena *a;
	struct caps caps;
	struct batches batches;
	struct sasl sasl;
	unsigned wanted, asked;
	bool broken;
};

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static unsigned bits_of(struct talk *t, struct str line)
{
	unsigned bits = 0;

	for (unsigned bit = 1; bit < CAPS_ALL; bit <<= 1)
		if (str_find(line, str_z(caps_text(t->a, bit))) >= 0)
			bits |= bit;
	return bits;
}

static void hear_extensions(struct talk *t, const struct irc_msg *m)
{
	struct str lines[CAPS_LINES_MAX];
	size_t n = caps_take(&t->caps, t->a, t->wanted, m, lines);

	must(n <= CAPS_LINES_MAX && t->caps.n <= CAPS_PENDING_MAX, "too much is asked for");
	for (size_t i = 0; i < n; i++) {
		must(str_starts(lines[i], STR("CAP REQ :")) && lines[i].n < 500, "a request");
		t->asked |= bits_of(t, lines[i]);
	}
	must((t->caps.has & ~t->asked) == 0, "granted without a request");
	must((t->asked & ~t->wanted) == 0, "asked for what nobody wants");
}

static void hear_challenge(struct talk *t, struct str piece)
{
	struct str response, *pieces;
	enum sasl_next next;
	size_t n;

	if (t->broken)
		return;
	next = sasl_take(&t->sasl, t->a, piece, &response);
	t->broken = next == SASL_BROKEN;
	if (next != SASL_SAY)
		return;
	n = sasl_pieces(t->a, response, &pieces);
	for (size_t i = 0; i < n; i++)
		must(pieces[i].n > 0 && pieces[i].n <= SASL_PIECE, "a piece of an answer");
}

static void hear(struct talk *t, struct str line)
{
	struct irc_msg m;

	if (!line_parse(t->a, line, &m))
		return;
	if (str_eq_z(m.command, "CAP"))
		hear_extensions(t, &m);
	else if (str_eq_z(m.command, "AUTHENTICATE"))
		hear_challenge(t, line_param(&m, 0));
	else if (str_eq_z(m.command, "BATCH"))
		batches_take(&t->batches, &m);
	must(t->batches.n <= BATCHES_MAX, "too many batches");
	(void)batches_is_history(&t->batches, m.batch);
	(void)caps_has_mechanism(&t->caps, "PLAIN");
}

static void check_base64(struct arena *a, struct str bytes)
{
	struct str back;

	must(base64_decode(a, base64_encode(a, bytes), &back) && str_eq(back, bytes), "base64");
	if (base64_decode(a, bytes, &back))
		must(str_eq(base64_encode(a, back), bytes), "two texts for the same bytes");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char chance[SASL_NONCE_BYTES] = {0};
	struct talk t = {.a = arena_new(), .wanted = CAPS_ALL};
	struct str rest = str_n((const char *)data, size), line;

	if (size > 0 && data[0] & 1)
		t.wanted &= ~(unsigned)CAPS_SASL;
	sasl_begin(&t.sasl, size > 1 && data[1] & 1 ? SASL_PLAIN : SASL_SCRAM, STR("bridge"),
		STR("pencil"), chance);
	check_base64(t.a, rest);
	/* Rounds of stretching take their time: some lines are enough. */
	for (int n = 0; n < 40 && str_split(&rest, '\n', &line); n++)
		hear(&t, line);
	sasl_clear(&t.sasl);
	arena_free(t.a);
	return 0;
}
