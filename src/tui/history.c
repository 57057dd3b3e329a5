/* history.c: the prompt's memory of typed lines. */
#include "tui/history_internal.h"

#include "base/mem.h"
#include "base/utf8.h"

void history_init(struct history *h)
{
	*h = (struct history){0};
}

void history_clear(struct history *h)
{
	for (size_t i = 0; i < h->n; i++)
		mem_free(h->line[i]);
	mem_free(h->draft);
	history_init(h);
}

static char *copy(struct str s)
{
	char *z = mem_alloc(s.n + 1);
	if (s.n)
		memcpy(z, s.p, s.n);
	return z;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool contains(struct str text, struct str part)
{
	for (size_t i = 0; i + part.n <= text.n; i++) {
		size_t k = 0;
		while (k < part.n && lower(text.p[i + k]) == lower(part.p[k]))
			k++;
		if (k == part.n)
			return true;
	}
	return false;
}

static bool is_secret(struct str line)
{
	bool command = line.n && (line.p[0] == '/' || line.p[0] == ':');
	return command && (contains(line, STR("token")) || contains(line, STR("password")) ||
				  contains(line, STR("secret")));
}

void history_rest(struct history *h)
{
	h->at = h->n;
	mem_free(h->draft);
	h->draft = NULL;
}

static void push(struct history *h, struct str line)
{
	if (h->n == HISTORY_MAX) {
		mem_free(h->line[0]);
		memmove(h->line, h->line + 1, (HISTORY_MAX - 1) * sizeof *h->line);
		h->n--;
	}
	h->line[h->n++] = copy(line);
}

void history_add(struct history *h, struct str line)
{
	bool again = h->n && str_eq_z(line, h->line[h->n - 1]);
	if (line.n && !again && !is_secret(line)) {
		push(h, line);
		h->fresh += h->fresh < HISTORY_MAX;
	}
	history_rest(h);
}

bool history_step(struct history *h, int direction, struct str now, struct str *ret)
{
	if (direction < 0 && h->at == 0)
		return false;
	if (direction > 0 && h->at >= h->n)
		return false;
	if (h->at >= h->n) {
		mem_free(h->draft);
		h->draft = copy(now);
		h->at = h->n;
	}
	h->at = direction < 0 ? h->at - 1 : h->at + 1;
	*ret = str_z(h->at < h->n ? h->line[h->at] : h->draft);
	return true;
}

bool history_search(const struct history *h, struct str part, size_t before, size_t *ret_index)
{
	for (size_t i = before < h->n ? before : h->n; i > 0; i--) {
		if (contains(str_z(h->line[i - 1]), part)) {
			*ret_index = i - 1;
			return true;
		}
	}
	return false;
}

/* ---- The note ---- */

static bool next_row(struct str *rest, struct str *ret)
{
	if (!rest->n)
		return false;
	ptrdiff_t end = str_find_ch(*rest, '\n');
	size_t n = end < 0 ? rest->n : (size_t)end;
	*ret = str_cut(*rest, 0, n);
	*rest = str_cut(*rest, n + 1, rest->n);
	return true;
}

/* The line of a row, in `z` of at least row.n bytes; empty when nobody can have typed it. */
static struct str unescape(struct str row, char *z)
{
	size_t n = 0;
	if (!utf8_is_valid(row))
		return (struct str){0};
	for (size_t i = 0; i < row.n; i++) {
		char c = row.p[i];
		if ((unsigned char)c < ' ' || c == 0x7F)
			return (struct str){0};
		if (c == '\\' && i + 1 < row.n)
			c = row.p[++i] == 'n' ? '\n' : row.p[i];
		z[n++] = c;
	}
	return str_n(z, n);
}

static void escape(struct buf *b, struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '\n')
			buf_add_z(b, "\\n");
		else if (line.p[i] == '\\')
			buf_add_z(b, "\\\\");
		else
			buf_add_ch(b, line.p[i]);
	}
	buf_add_ch(b, '\n');
}

void history_read(struct history *h, struct str note)
{
	struct str row;
	while (next_row(&note, &row)) {
		char *z = mem_alloc(row.n + 1);
		struct str line = unescape(row, z);
		if (line.n && !is_secret(line))
			push(h, line);
		mem_free(z);
	}
	h->fresh = 0;
	history_rest(h);
}

/* The newest rows that are few and short enough. */
static struct str newest(struct str text)
{
	size_t at = text.n, rows = 0;
	while (at > 0) {
		size_t start = at - 1; /* the row's own line break */
		while (start > 0 && text.p[start - 1] != '\n')
			start--;
		if (rows == HISTORY_MAX || text.n - start > HISTORY_NOTE_MAX)
			break;
		at = start;
		rows++;
	}
	return str_cut(text, at, text.n);
}

struct str history_note(struct arena *a, struct str note, const struct history *h)
{
	struct buf b;
	size_t fresh = h->fresh < h->n ? h->fresh : h->n;
	size_t room = note.n + 2;
	for (size_t i = h->n - fresh; i < h->n; i++)
		room += 2 * strlen(h->line[i]) + 1;
	buf_init(&b, a, room);
	buf_add(&b, note);
	if (note.n && note.p[note.n - 1] != '\n')
		buf_add_ch(&b, '\n');
	for (size_t i = h->n - fresh; i < h->n; i++)
		escape(&b, str_z(h->line[i]));
	return newest(buf_str(&b));
}

void history_kept(struct history *h)
{
	h->fresh = 0;
}
