/* mail.c: an update as a message of RFC 5322: header lines that values cannot break, a body in quoted-printable. */
#include "send/parcel_internal.h"

#include "base/utf8.h"

enum { LINE_MAX_QP = 76, WORD_MAX = 75, HEADER_VALUE_MAX = 900, FOLD_AT = 76 };

/* RFC 5322: Sun, 22 Nov 2026 14:05:00 +0000 */
static struct str mail_date(struct arena *a, instant at)
{
	static const char days[] = "MonTueWedThuFriSatSun";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct civil c = time_civil(at, 0);

	return str_fmt(a, "%.3s, %02d %.3s %04d %02d:%02d:%02d +0000", days + 3 * c.weekday, c.day,
		months + 3 * (c.month - 1), c.year, c.hour, c.minute, c.second);
}

/* ---- Header lines ---- */

static void put_plain(struct buf *b, const struct slot_value *v)
{
	bool none = v->literal && str_eq_z(v->text, "null");

	if (!none)
		buf_add(b, v->text);
}

/* Line ends and control codes become blanks: whatever a value holds, it stays in its line. */
static struct str one_line(struct arena *a, struct str s)
{
	struct str repaired = utf8_repair(a, s);
	char *p = arena_dup(a, repaired.p, repaired.n);
	size_t n = repaired.n;

	for (size_t k = 0; k < n; k++)
		if ((unsigned char)p[k] < ' ' || p[k] == 0x7f)
			p[k] = ' ';
	return str_trim(str_cut(str_n(p, n), 0, utf8_floor(str_n(p, n), HEADER_VALUE_MAX)));
}

static bool is_ascii(struct str s)
{
	for (size_t n = 0; n < s.n; n++)
		if ((unsigned char)s.p[n] >= 0x80)
			return false;
	return true;
}

static size_t q_size(struct str s, size_t n)
{
	size_t size = 0;

	for (size_t k = 0; k < n; k++)
		size += (s.p[k] >= 'a' && s.p[k] <= 'z') || (s.p[k] >= 'A' && s.p[k] <= 'Z') ||
					(s.p[k] >= '0' && s.p[k] <= '9') || s.p[k] == ' '
				? 1
				: 3;
	return size;
}

static void put_q(struct buf *b, struct str s)
{
	for (size_t k = 0; k < s.n; k++) {
		if (s.p[k] == ' ')
			buf_add_ch(b, '_');
		else if (q_size(str_cut(s, k, k + 1), 1) == 1)
			buf_add_ch(b, s.p[k]);
		else
			buf_addf(b, "=%02X", (unsigned char)s.p[k]);
	}
}

/* RFC 2047 words of at most 75 characters, none of which tears a character. */
static void put_encoded(struct buf *b, struct str s)
{
	static const size_t frame = sizeof "=?UTF-8?Q?" - 1 + sizeof "?=" - 1;

	for (bool first = true; s.n; first = false) {
		size_t n = 0;

		while (n < s.n) {
			uint32_t cp;
			int step = utf8_decode(str_cut(s, n, s.n), &cp);
			size_t more = n + (size_t)(step > 0 ? step : 1);

			if (frame + q_size(s, more) > WORD_MAX - 10)
				break;
			n = more;
		}
		buf_add_z(b, first ? "=?UTF-8?Q?" : "\n =?UTF-8?Q?");
		put_q(b, str_cut(s, 0, n));
		buf_add_z(b, "?=");
		s = str_cut(s, n, s.n);
	}
}

/* Folds before blanks so that lines stay short; a word that is longer stands alone. */
static void put_folded(struct buf *b, struct str s, size_t used)
{
	struct str rest = s, word;
	bool first = true;

	while (str_split(&rest, ' ', &word)) {
		if (!first && used + 1 + word.n > FOLD_AT) {
			buf_add_z(b, "\n ");
			used = 1;
		} else if (!first) {
			buf_add_ch(b, ' ');
			used++;
		}
		buf_add(b, word);
		used += word.n;
		first = false;
	}
}

/* Plain words that no line could hold are encoded too: code can be folded anywhere. */
static bool fits_plain(struct str value)
{
	struct str rest = value, word;

	while (str_split(&rest, ' ', &word))
		if (word.n > FOLD_AT - 16)
			return false;
	return is_ascii(value) && str_find(value, STR("=?")) < 0;
}

static bool is_free_text(struct str name)
{
	return str_ieq(name, STR("Subject")) || str_ieq(name, STR("Comments")) ||
	       str_ieq(str_cut(name, 0, 2), STR("X-"));
}

static bool is_ours(struct str name)
{
	return str_ieq(name, STR("MIME-Version")) || str_ieq(str_cut(name, 0, 8), STR("Content-"));
}

static bool is_header_name(struct str s)
{
	for (size_t n = 0; n < s.n; n++)
		if (s.p[n] <= ' ' || s.p[n] >= 0x7f || s.p[n] == ':')
			return false;
	return s.n > 0 && s.n <= 64;
}

static enum rc put_header(const struct fill *f, struct buf *b, struct str line, struct err *err)
{
	ptrdiff_t colon = str_find_ch(line, ':');
	struct str name = str_cut(line, 0, colon > 0 ? (size_t)colon : 0), value;
	enum rc rc;

	if (!is_header_name(name) || is_ours(name))
		return err_set(err, RC_USAGE,
			"%s:%u: a header line is \"Name: value\", and MIME headers are not for the "
			"template",
			f->file, f->line);
	rc = fill_text(f, str_cut(line, (size_t)colon + 1, line.n), &value, err);
	if (rc != RC_OK)
		return rc;
	value = one_line(f->arena, value);
	if (!value.n)
		return RC_OK;
	if (!is_ascii(value) && !is_free_text(name))
		return err_set(err, RC_USAGE, "%s:%u: %.*s takes ASCII alone", f->file, f->line,
			STR_ARG(name));
	buf_addf(b, "%.*s: ", STR_ARG(name));
	if (!is_free_text(name) || fits_plain(value))
		put_folded(b, value, name.n + 2);
	else
		put_encoded(b, value);
	buf_add_ch(b, '\n');
	return RC_OK;
}

/* ---- The body ---- */

struct qp {
	struct buf *b;
	size_t used;
};

static void qp_put(struct qp *q, const char *piece, size_t n)
{
	if (q->used + n > LINE_MAX_QP - 1) {
		buf_add_z(q->b, "=\n");
		q->used = 0;
	}
	buf_add(q->b, str_n(piece, n));
	q->used += n;
}

/* What a mail program would take for the end of a message or of a box is written in code. */
static bool needs_code(struct str line, size_t at)
{
	unsigned char c = (unsigned char)line.p[at];

	if (c == '=' || c >= 0x7f || (c < ' ' && c != '\t'))
		return true;
	if ((c == ' ' || c == '\t') && at + 1 == line.n)
		return true;
	return at == 0 && (c == '.' || str_starts(line, STR("From ")));
}

static void put_body(struct buf *b, struct str text)
{
	struct str line;

	while (text.n && str_split(&text, '\n', &line)) {
		struct qp q = {b, 0};

		if (str_ends(line, STR("\r")))
			line.n--;
		for (size_t n = 0; n < line.n; n++) {
			char code[4];

			snprintf(code, sizeof code, "=%02X", (unsigned char)line.p[n]);
			if (needs_code(line, n))
				qp_put(&q, code, 3);
			else
				qp_put(&q, line.p + n, 1);
		}
		buf_add_ch(b, '\n');
	}
}

/* ---- The message ---- */

static struct str message_id(struct arena *a, const struct parcel *p, struct str from)
{
	ptrdiff_t at = str_find_ch(from, '@');
	struct str domain = str_cut(from, at < 0 ? from.n : (size_t)at + 1, from.n);
	size_t n = 0;

	while (n < domain.n &&
		(domain.p[n] == '.' || domain.p[n] == '-' ||
			q_size(str_cut(domain, n, n + 1), 1) == 1) &&
		domain.p[n] != ' ')
		n++;
	domain = n ? str_cut(domain, 0, n) : STR("warroom.invalid");
	return str_fmt(a, "<%.*s@%.*s>", STR_ARG(p->id), STR_ARG(domain));
}

enum { MAIL_SLOTS = PARCEL_SLOTS + 4 };

enum rc mail_message(struct arena *a, const char *file, struct str text, const struct parcel *p,
	struct str from, struct str to, struct str *ret, struct err *err)
{
	struct slot_value slots[MAIL_SLOTS];
	struct fill f = {a, file, 0, slots, MAIL_SLOTS, put_plain};
	struct str line, body;
	struct buf b;
	enum rc rc = RC_OK;

	parcel_slots(a, p, slots);
	slots[PARCEL_SLOTS] = (struct slot_value){"from", from, false};
	slots[PARCEL_SLOTS + 1] = (struct slot_value){"to", to, false};
	slots[PARCEL_SLOTS + 2] = (struct slot_value){"date", mail_date(a, p->at), false};
	slots[PARCEL_SLOTS + 3] = (struct slot_value){"message_id", message_id(a, p, from), false};
	buf_init(&b, a, FILL_MAX);
	while (rc == RC_OK && text.n && str_split(&text, '\n', &line)) {
		f.line++;
		if (!str_trim(line).n)
			break;
		rc = put_header(&f, &b, line, err);
	}
	f.line++;
	if (rc == RC_OK)
		rc = fill_text(&f, text, &body, err);
	if (rc != RC_OK)
		return rc;
	buf_add_z(&b, "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
		      "Content-Transfer-Encoding: quoted-printable\n\n");
	put_body(&b, utf8_repair(a, body));
	if (b.over)
		return err_set(err, RC_LIMIT, "the mail becomes longer than %d bytes", FILL_MAX);
	*ret = buf_str(&b);
	return RC_OK;
}
