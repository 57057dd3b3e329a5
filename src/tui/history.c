/* history.c: the prompt's memory of typed lines. */
#include "tui/history_internal.h"

#include "base/mem.h"

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

void history_add(struct history *h, struct str line)
{
	bool again = h->n && str_eq_z(line, h->line[h->n - 1]);
	if (line.n && !again && !is_secret(line)) {
		if (h->n == HISTORY_MAX) {
			mem_free(h->line[0]);
			memmove(h->line, h->line + 1, (HISTORY_MAX - 1) * sizeof *h->line);
			h->n--;
		}
		h->line[h->n++] = copy(line);
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
