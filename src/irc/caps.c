/* caps.c: which extensions of the protocol a server offers, which were asked for, which hold. */
#include "irc/caps_internal.h"

static const char *const names[] = {"sasl", "server-time", "message-tags", "account-tag", "batch",
	"extended-join", "account-notify", "chghost", "echo-message", "labeled-response",
	"cap-notify", "draft/chathistory"};

enum { NAMES = sizeof names / sizeof names[0] };

/* Asked for in one line each. */
static const unsigned groups[] = {CAPS_SASL,
	CAPS_SERVER_TIME | CAPS_TAGS | CAPS_ACCOUNT_TAG | CAPS_BATCH,
	CAPS_EXTENDED_JOIN | CAPS_ACCOUNT_NOTIFY | CAPS_CHGHOST, CAPS_ECHO | CAPS_LABELS,
	CAPS_NOTIFY, CAPS_HISTORY};

static unsigned bit_of(struct str name)
{
	for (size_t i = 0; i < NAMES; i++)
		if (str_eq_z(name, names[i]))
			return 1u << i;
	return 0;
}

const char *caps_text(struct arena *a, unsigned bits)
{
	struct buf b;

	buf_init(&b, a, 400);
	for (size_t i = 0; i < NAMES; i++)
		if (bits & 1u << i)
			buf_addf(&b, "%s%s", buf_str(&b).n ? " " : "", names[i]);
	return buf_z(&b);
}

/* The names of a list, those with a minus apart; notes what sasl says of itself. */
static unsigned read_names(struct caps *c, struct str list, unsigned *without)
{
	unsigned with = 0;
	struct str word;

	*without = 0;
	while (str_split(&list, ' ', &word)) {
		ptrdiff_t at = str_find_ch(word, '=');
		struct str name = at < 0 ? word : str_cut(word, 0, (size_t)at);
		bool minus = name.n > 0 && name.p[0] == '-';
		unsigned bit = bit_of(minus ? str_cut(name, 1, name.n) : name);

		if (minus)
			*without |= bit;
		else
			with |= bit;
		if (bit == CAPS_SASL && at >= 0)
			snprintf(c->mechanisms, sizeof c->mechanisms, "%.*s",
				STR_ARG(str_cut(word, (size_t)at + 1, word.n)));
	}
	return with;
}

static size_t ask(struct caps *c, struct arena *a, unsigned bits, struct str *line)
{
	if (bits == 0 || c->n == CAPS_PENDING_MAX)
		return 0;
	c->pending[c->n++] = bits;
	*line = str_fmt(a, "CAP REQ :%s", caps_text(a, bits));
	return 1;
}

static size_t ask_groups(struct caps *c, struct arena *a, unsigned bits, struct str *lines)
{
	size_t n = 0;

	for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
		n += ask(c, a, groups[i] & bits & ~c->has, &lines[n]);
	return n;
}

static unsigned take_pending(struct caps *c, size_t i)
{
	unsigned bits = c->pending[i];

	memmove(c->pending + i, c->pending + i + 1, (c->n - i - 1) * sizeof c->pending[0]);
	c->n--;
	return bits;
}

/* Which request this answers: the one that shares a name with it, else the oldest, for answers may be cut. */
static unsigned answered(struct caps *c, unsigned bits)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->pending[i] & bits)
			return take_pending(c, i);
	return c->n > 0 ? take_pending(c, 0) : 0;
}

static bool is_single(unsigned bits)
{
	return (bits & (bits - 1)) == 0;
}

static size_t ask_singly(struct caps *c, struct arena *a, unsigned bits, struct str *lines)
{
	size_t n = 0;

	if (is_single(bits))
		return 0;
	for (unsigned bit = 1; bit <= bits; bit <<= 1)
		if (bits & bit)
			n += ask(c, a, bit, &lines[n]);
	return n;
}

static size_t on_list(struct caps *c, struct arena *a, unsigned wanted, const struct irc_msg *m,
	struct str *lines)
{
	bool more = m->n > 3 && str_eq_z(m->params[2], "*");
	unsigned ignored;

	c->heard = true;
	if (c->listed)
		return 0;
	c->offered |= read_names(c, m->params[m->n - 1], &ignored);
	if (more)
		return 0;
	c->listed = true;
	return ask_groups(c, a, c->offered & wanted, lines);
}

size_t caps_take(struct caps *c, struct arena *a, unsigned wanted, const struct irc_msg *m,
	struct str lines[CAPS_LINES_MAX])
{
	struct str word = line_param(m, 1), list = line_param(m, m->n - 1);
	unsigned with, without, asked;

	if (m->n < 3)
		return 0;
	if (str_eq_z(word, "LS"))
		return on_list(c, a, wanted, m, lines);
	with = read_names(c, list, &without);
	if (str_eq_z(word, "ACK")) {
		asked = answered(c, with | without);
		c->has = (c->has | (with & asked)) & ~without;
	} else if (str_eq_z(word, "NAK")) {
		return ask_singly(c, a, answered(c, with | without), lines);
	} else if (str_eq_z(word, "NEW")) {
		c->offered |= with;
		return ask_groups(c, a, with & wanted, lines);
	} else if (str_eq_z(word, "DEL")) {
		c->offered &= ~with;
		c->has &= ~with;
	}
	return 0;
}

bool caps_is_settled(const struct caps *c)
{
	return c->listed && c->n == 0;
}

bool caps_has_mechanism(const struct caps *c, const char *name)
{
	struct str list = str_z(c->mechanisms), word;

	if (list.n == 0)
		return true;
	while (str_split(&list, ',', &word))
		if (str_ieq(word, str_z(name)))
			return true;
	return false;
}
