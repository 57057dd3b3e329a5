/* log.c: a ring of the last lines and, when asked for, a file. */
#include "sys/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "sys/clock.h"

struct entry {
	instant at;
	enum log_level level;
	char *text;
};

struct log {
	struct entry *ring;
	size_t cap, n, first;
	enum log_level least;
	int fd;
	struct arena *scratch;
};

struct log *log_new(size_t lines)
{
	struct log *l = mem_alloc(sizeof *l);
	l->cap = lines ? lines : 1;
	l->ring = mem_array(l->cap, sizeof *l->ring);
	l->least = LOG_INFO;
	l->fd = -1;
	l->scratch = arena_new();
	return l;
}

void log_free(struct log *l)
{
	if (!l)
		return;
	if (l->fd >= 0)
		close(l->fd);
	for (size_t i = 0; i < l->cap; i++)
		mem_free(l->ring[i].text);
	mem_free(l->ring);
	arena_free(l->scratch);
	mem_free(l);
}

enum rc log_to_file(struct log *l, const char *path, struct err *err)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return err_set(err, RC_IO, "cannot write the log %s: %s", path, strerror(errno));
	if (l->fd >= 0)
		close(l->fd);
	l->fd = fd;
	return RC_OK;
}

void log_set_level(struct log *l, enum log_level least)
{
	l->least = least;
}

const char *log_level_name(enum log_level level)
{
	static const char *const names[] = {"debug", "info", "warn", "error"};
	return names[level];
}

static void keep(struct log *l, struct entry e)
{
	size_t place = (l->first + l->n) % l->cap;
	if (l->n == l->cap)
		l->first = (l->first + 1) % l->cap;
	else
		l->n++;
	mem_free(l->ring[place].text);
	l->ring[place] = e;
}

/* One write per line: several processes may append to the same file. */
static void write_line(struct log *l, const struct entry *e)
{
	const char *line = arena_printf(l->scratch, "%s %s %s\n", time_iso(l->scratch, e->at),
		log_level_name(e->level), e->text);
	ssize_t put = write(l->fd, line, strlen(line));
	(void)put; /* a full disk must not stop the console, and there is nobody else to tell */
}

void log_add(struct log *l, enum log_level level, const char *fmt, ...)
{
	if (!l || level < l->least)
		return;
	char raw[LOG_LINE_MAX];
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(raw, sizeof raw, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	size_t size = (size_t)n < sizeof raw ? (size_t)n : sizeof raw - 1;
	struct str text = utf8_plain(l->scratch, str_n(raw, size), UTF8_LINE);
	struct entry e = {clock_now(), level, mem_strdup(str_to_z(l->scratch, text))};
	keep(l, e);
	if (l->fd >= 0)
		write_line(l, &e);
	arena_reset(l->scratch);
}

size_t log_count(const struct log *l)
{
	return l->n;
}

struct log_line log_line(const struct log *l, size_t i)
{
	if (i >= l->n)
		return (struct log_line){.at = INSTANT_NONE};
	const struct entry *e = &l->ring[(l->first + i) % l->cap];
	return (struct log_line){e->at, e->level, str_z(e->text)};
}
