/* log.c: lines for people who look later: cleaned, bounded, never waited for. */
#include "sys/log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/time.h"
#include "base/utf8.h"
#include "sys/clock.h"

enum { FORMATTED_MAX = 4096 };

struct log {
	struct arena *arena; /* one line at a time */
	char *file;          /* NULL: standard error, which is not ours to close */
	int fd;
	bool prefixed; /* journald reads: it knows the time itself */
	uint64_t lost;
};

static const char *level_name(enum log_level level)
{
	switch (level) {
	case LOG_LEVEL_ERROR:
		return "error";
	case LOG_LEVEL_WARNING:
		return "warning";
	case LOG_LEVEL_INFO:
		break;
	}
	return "info";
}

/* "device:inode" of the stream that journald reads; standard error may have been sent elsewhere since. */
static bool journald_reads(int fd)
{
	const char *stream = getenv("JOURNAL_STREAM");
	struct str inode = str_z(stream), device;
	uint64_t d, i;
	struct stat st;

	return str_split(&inode, ':', &device) && str_to_u64(device, UINT64_MAX, &d) &&
	       str_to_u64(inode, UINT64_MAX, &i) && fstat(fd, &st) == 0 && st.st_dev == d &&
	       st.st_ino == i;
}

/* Not a pipe without a reader, not a terminal that would become ours. */
static enum rc open_file(const char *file, int *ret, struct err *err)
{
	int fd = open(
		file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);

	if (fd < 0)
		return err_set(err, RC_IO, "cannot write the log %s: %s", file, strerror(errno));
	*ret = fd;
	return RC_OK;
}

enum rc log_open(const char *file, struct log **ret, struct err *err)
{
	int fd = STDERR_FILENO;
	struct log *l;

	if (file && open_file(file, &fd, err) != RC_OK)
		return RC_IO;
	l = mem_alloc(sizeof *l);
	l->arena = arena_new();
	l->file = file ? mem_strdup(file) : NULL;
	l->fd = fd;
	l->prefixed = !file && journald_reads(fd);
	*ret = l;
	return RC_OK;
}

void log_close(struct log *l)
{
	if (!l)
		return;
	if (l->file)
		close(l->fd);
	mem_free(l->file);
	arena_free(l->arena);
	mem_free(l);
}

/* Whole or not at all. A pipe takes a line of this size at once when it takes any; a reader that has stopped must not
 * stop us. */
static bool write_line(int fd, struct str line)
{
	struct pollfd p = {.fd = fd, .events = POLLOUT};
	ssize_t n;

	if (poll(&p, 1, 0) != 1 || !(p.revents & POLLOUT))
		return false;
	do
		n = write(fd, line.p, line.n);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)line.n;
}

static struct str line_of(const struct log *l, enum log_level level, struct str text)
{
	struct str clean = utf8_plain(l->arena, text, UTF8_LINE);
	const char *more = clean.n > LOG_TEXT_MAX ? "..." : "";

	clean = str_cut(
		clean, 0, utf8_floor(clean, clean.n < LOG_TEXT_MAX ? clean.n : LOG_TEXT_MAX));
	if (l->prefixed)
		return str_fmt(l->arena, "<%d>%.*s%s\n", (int)level, STR_ARG(clean), more);
	return str_fmt(l->arena, "%s %s %.*s%s\n", time_iso(l->arena, clock_now()),
		level_name(level), STR_ARG(clean), more);
}

static bool tell_lost(struct log *l)
{
	char text[80];

	if (!l->lost)
		return true;
	snprintf(text, sizeof text, "%" PRIu64 " lines before this one could not be written",
		l->lost);
	if (!write_line(l->fd, line_of(l, LOG_LEVEL_WARNING, str_z(text))))
		return false;
	l->lost = 0;
	return true;
}

void log_say(struct log *l, enum log_level level, struct str text)
{
	if (!tell_lost(l) || !write_line(l->fd, line_of(l, level, text)))
		l->lost++;
	arena_reset(l->arena);
}

void log_sayf(struct log *l, enum log_level level, const char *fmt, ...)
{
	char text[FORMATTED_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	log_say(l, level, str_z(text));
}

enum rc log_reopen(struct log *l, struct err *err)
{
	int fd = -1;

	if (!l->file)
		return RC_OK;
	if (open_file(l->file, &fd, err) != RC_OK)
		return RC_IO;
	close(l->fd);
	l->fd = fd;
	return RC_OK;
}
