/* source.c: reads the whole of a log by steps, and takes its hash. */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum { STEP = 1024 * 1024, WAIT_MS = 20 };

struct source {
	int fd;
	const char *name;
	char *p;
	size_t n, cap, expected;
	uint64_t most;
	struct hash_state hashing;
	struct hash hash;
};

static enum rc cannot(const struct source *s, struct err *err)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return err_set(err, RC_UNKNOWN, "there is no %s", s->name);
	return err_set(err, RC_IO, "cannot read %s: %s", s->name, strerror(errno));
}

static enum rc too_long(const struct source *s, struct err *err)
{
	return err_set(err, RC_LIMIT,
		"%s is longer than the %llu MiB that are read of one log: split it, or `set "
		"evidence.max ...` in warroom.conf",
		s->name, (unsigned long long)(s->most / (1024 * 1024)));
}

static enum rc look_at(struct source *s, struct err *err)
{
	struct stat st;

	if (s->fd < 0 || fstat(s->fd, &st) != 0)
		return cannot(s, err);
	if (S_ISDIR(st.st_mode))
		return err_set(err, RC_USAGE, "%s is a folder; name the logs in it", s->name);
	if (S_ISREG(st.st_mode))
		s->expected = (size_t)st.st_size;
	return s->expected > s->most ? too_long(s, err) : RC_OK;
}

enum rc source_open(const char *file, uint64_t most, struct source **ret, struct err *err)
{
	struct source *s = mem_alloc(sizeof *s);
	bool in = strcmp(file, "-") == 0;
	enum rc rc;

	s->name = in ? "standard input" : file;
	s->most = most;
	s->fd = in ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
		   : open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	hash_begin(&s->hashing);
	rc = look_at(s, err);
	if (rc == RC_OK)
		*ret = s;
	else
		source_close(s);
	return rc;
}

void source_close(struct source *s)
{
	if (!s)
		return;
	if (s->fd >= 0)
		close(s->fd);
	mem_free(s->p);
	mem_free(s);
}

/* A pipe that nobody writes to must not hold the caller. */
static bool is_ready(const struct source *s)
{
	struct pollfd p = {.fd = s->fd, .events = POLLIN};

	return poll(&p, 1, WAIT_MS) != 0;
}

static void make_room(struct source *s)
{
	size_t cap = s->cap ? s->cap * 2 : s->expected + 1;

	if (s->cap - s->n > 0)
		return;
	if (cap < STEP)
		cap = STEP;
	s->p = mem_grow(s->p, s->cap, cap, 1);
	s->cap = cap;
}

enum rc source_step(struct source *s, bool *ret_done, struct err *err)
{
	size_t room;
	ssize_t got;

	*ret_done = false;
	if (!is_ready(s))
		return RC_OK;
	make_room(s);
	room = s->cap - s->n < STEP ? s->cap - s->n : STEP;
	got = read(s->fd, s->p + s->n, room);
	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return RC_OK;
	if (got < 0)
		return cannot(s, err);
	if ((uint64_t)got > s->most - s->n)
		return too_long(s, err);
	hash_add(&s->hashing, s->p + s->n, (size_t)got);
	s->n += (size_t)got;
	if (!got) {
		s->hash = hash_end(&s->hashing);
		*ret_done = true;
	}
	return RC_OK;
}

struct str source_bytes(const struct source *s)
{
	return str_n(s->p, s->n);
}

size_t source_expected(const struct source *s)
{
	return s->expected;
}

const struct hash *source_hash(const struct source *s)
{
	return &s->hash;
}
