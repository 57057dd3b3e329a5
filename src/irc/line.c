/* line.c: bytes from a server into lines, and a line into tags, source, command and parameters. */
#include "irc/line_internal.h"

#include "base/mem.h"

static bool emit(struct line_splitter *s, line_fn *fn, void *ctx, enum line_kind kind)
{
	struct str raw = {s->buf, s->n};

	s->n = 0;
	if (kind == LINE_WHOLE)
		while (raw.n > 0 && raw.p[raw.n - 1] == '\r')
			raw.n--;
	return raw.n == 0 || fn(ctx, raw, kind);
}

static bool take_byte(struct line_splitter *s, char c, line_fn *fn, void *ctx)
{
	if (c == '\n') {
		enum line_kind kind = s->in_pieces ? LINE_PIECE : LINE_WHOLE;

		s->in_pieces = false;
		return emit(s, fn, ctx, kind);
	}
	s->buf[s->n++] = c;
	if (s->n <= LINE_BYTES_MAX)
		return true;
	/* One byte more than a line may have: a CR before LF is the only excuse. */
	if (!s->in_pieces && c == '\r')
		return true;
	s->in_pieces = true;
	return emit(s, fn, ctx, LINE_PIECE);
}

/* What stands before the end of a line, as long as the line may still have it, at once. Returns how much. */
static size_t take_run(struct line_splitter *s, struct str bytes)
{
	ptrdiff_t end = str_find_ch(bytes, '\n');
	size_t n = end < 0 ? bytes.n : (size_t)end;

	if (s->n + n > LINE_BYTES_MAX)
		n = s->n < LINE_BYTES_MAX ? LINE_BYTES_MAX - s->n : 0;
	memcpy(s->buf + s->n, bytes.p, n);
	s->n += n;
	return n;
}

void line_split(struct line_splitter *s, struct str bytes, line_fn *fn, void *ctx)
{
	if (!s->buf)
		s->buf = mem_alloc(LINE_BYTES_MAX + 3);
	for (size_t i = 0; i < bytes.n; i++) {
		i += take_run(s, str_cut(bytes, i, bytes.n));
		if (i < bytes.n && !take_byte(s, bytes.p[i], fn, ctx))
			return;
	}
}

void line_split_end(struct line_splitter *s, line_fn *fn, void *ctx)
{
	if (s->n > 0)
		(void)emit(s, fn, ctx, LINE_CUT);
	s->n = 0;
	s->in_pieces = false;
}

void line_splitter_clear(struct line_splitter *s)
{
	mem_free(s->buf);
	*s = (struct line_splitter){0};
}

static struct str skip_blanks(struct str s)
{
	while (s.n > 0 && *s.p == ' ')
		s = str_cut(s, 1, s.n);
	return s;
}

/* Takes what stands before the next blank. */
static struct str take_word(struct str *rest)
{
	ptrdiff_t at = str_find_ch(*rest, ' ');
	size_t n = at < 0 ? rest->n : (size_t)at;
	struct str word = str_cut(*rest, 0, n);

	*rest = skip_blanks(str_cut(*rest, n, rest->n));
	return word;
}

static char unescaped(char c)
{
	switch (c) {
	case ':':
		return ';';
	case 's':
		return ' ';
	case 'r':
		return '\r';
	case 'n':
		return '\n';
	default:
		return c;
	}
}

static struct str tag_value(struct arena *a, struct str v)
{
	char *p = arena_alloc(a, v.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] != '\\')
			p[n++] = v.p[i];
		else if (i + 1 < v.n)
			p[n++] = unescaped(v.p[++i]);
	}
	return str_n(p, n);
}

/* A program says that it is one, or speaks for somebody of another network; servers put their own names in front. */
static bool is_machine(struct str name)
{
	return name.n > 0 && name.p[0] != '+' &&
	       (str_eq_z(name, "bot") || str_ends(name, STR("/bot")) ||
		       str_eq_z(name, "relaymsg") || str_ends(name, STR("/relaymsg")));
}

static void take_tag(struct arena *a, struct str tag, struct irc_msg *m)
{
	ptrdiff_t at = str_find_ch(tag, '=');
	struct str name = at < 0 ? tag : str_cut(tag, 0, (size_t)at);
	struct str value = at < 0 ? (struct str){0} : str_cut(tag, (size_t)at + 1, tag.n);

	if (str_eq_z(name, "time"))
		m->time = tag_value(a, value);
	else if (str_eq_z(name, "msgid"))
		m->msgid = tag_value(a, value);
	else if (str_eq_z(name, "batch"))
		m->batch = tag_value(a, value);
	else if (str_eq_z(name, "label"))
		m->label = tag_value(a, value);
	else if (is_machine(name))
		m->bot = true;
	else if (str_eq_z(name, "account")) {
		m->account = tag_value(a, value);
		m->has_account = true;
	}
}

static void take_source(struct str source, struct irc_msg *m)
{
	ptrdiff_t at = str_find_ch(source, '@');
	struct str left = at < 0 ? source : str_cut(source, 0, (size_t)at);
	ptrdiff_t bang = str_find_ch(left, '!');

	m->source = source;
	m->nick = bang < 0 ? left : str_cut(left, 0, (size_t)bang);
	if (bang >= 0)
		m->user = str_cut(left, (size_t)bang + 1, left.n);
	if (at >= 0)
		m->host = str_cut(source, (size_t)at + 1, source.n);
}

static int numeric_of(struct str command)
{
	int n = 0;

	if (command.n != 3)
		return 0;
	for (size_t i = 0; i < 3; i++) {
		if (command.p[i] < '0' || command.p[i] > '9')
			return 0;
		n = n * 10 + (command.p[i] - '0');
	}
	return n;
}

static void take_params(struct str rest, struct irc_msg *m)
{
	while (rest.n > 0 && m->n < LINE_PARAMS_MAX) {
		if (*rest.p == ':' || m->n == LINE_PARAMS_MAX - 1) {
			m->params[m->n++] = *rest.p == ':' ? str_cut(rest, 1, rest.n) : rest;
			return;
		}
		m->params[m->n++] = take_word(&rest);
	}
}

bool line_parse(struct arena *a, struct str raw, struct irc_msg *ret)
{
	struct str rest = skip_blanks(raw);
	struct irc_msg m = {0};

	if (rest.n > 0 && *rest.p == '@') {
		struct str tags = str_cut(take_word(&rest), 1, raw.n), tag;

		while (str_split(&tags, ';', &tag))
			take_tag(a, tag, &m);
	}
	if (rest.n > 0 && *rest.p == ':') {
		struct str source = take_word(&rest);

		take_source(str_cut(source, 1, source.n), &m);
	}
	if (rest.n == 0)
		return false;
	m.command = take_word(&rest);
	m.numeric = numeric_of(m.command);
	take_params(rest, &m);
	*ret = m;
	return true;
}

struct str line_param(const struct irc_msg *m, size_t i)
{
	return i < m->n ? m->params[i] : (struct str){0};
}

bool line_ctcp(struct str text, struct str *verb, struct str *rest)
{
	struct str s;
	ptrdiff_t at;

	if (text.n < 1 || text.p[0] != '\x01')
		return false;
	s = str_cut(text, 1, text.n);
	if (s.n > 0 && s.p[s.n - 1] == '\x01')
		s = str_cut(s, 0, s.n - 1);
	/* One blank ends the verb; further ones are what was said. */
	at = str_find_ch(s, ' ');
	*verb = at < 0 ? s : str_cut(s, 0, (size_t)at);
	*rest = at < 0 ? str_cut(s, s.n, s.n) : str_cut(s, (size_t)at + 1, s.n);
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static size_t count_digits(struct str s, size_t at, size_t most, bool (*is)(char))
{
	size_t n = 0;

	while (n < most && at + n < s.n && is(s.p[at + n]))
		n++;
	return n;
}

/* Bytes of a colour code behind its control byte: "3", "03,12", or six hex digits each. */
static size_t colour_length(struct str s, size_t at, bool hex)
{
	size_t most = hex ? 6 : 2;
	bool (*is)(char) = hex ? is_hex : is_digit;
	size_t n = count_digits(s, at, most, is);

	if (n == 0 || (hex && n < 6))
		return 0;
	if (at + n < s.n && s.p[at + n] == ',') {
		size_t more = count_digits(s, at + n + 1, most, is);

		if (more > 0 && (!hex || more == 6))
			n += 1 + more;
	}
	return n;
}

struct str line_unstyle(struct arena *a, struct str text)
{
	char *p = arena_alloc(a, text.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		switch (text.p[i]) {
		case 0x03:
		case 0x04:
			i += colour_length(text, i + 1, text.p[i] == 0x04);
			break;
		case 0x02:
		case 0x0F:
		case 0x11:
		case 0x16:
		case 0x1D:
		case 0x1E:
		case 0x1F:
			break;
		default:
			p[n++] = text.p[i];
		}
	}
	return str_n(p, n);
}
