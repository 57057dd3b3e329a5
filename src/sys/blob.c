/* blob.c: copies bytes by steps, hashing them, and lets them appear under their name when they are complete and on disk. */
#include "sys/blob.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/entropy.h"
#include "sys/file.h"

/* How much may wait for the disk: the last sync is then short, and nobody waits long for it. */
enum { BEHIND = 8 * BLOB_STEP };

struct blob {
	struct arena *arena; /* paths */
	const char *from;    /* for messages */
	int in, out;         /* out -1: only read */
	const char *temp;    /* the name of `out` until it is complete; NULL: it has none yet */
	const char *folder;  /* taking in: the folder of the item */
	const char *to;      /* copying out: the new file */
	bool stdin_;
	bool wanted; /* the bytes must have the hash `want` */
	struct hash want, is;
	uint64_t most, total, bytes;
	struct str memory; /* the bytes, when they come from no file */
	struct hash_state hash;
	char *buffer;
};

static enum rc refuse(struct err *err, const char *what, const char *path)
{
	int cause = errno;

	if (cause == ENOENT || cause == ENOTDIR)
		return err_set(err, RC_UNKNOWN, "there is no %s", path);
	return err_set(err, RC_IO, "cannot %s %s: %s", what, path, strerror(cause));
}

const char *blob_path(struct arena *a, const char *folder, const struct hash *h)
{
	const char *hex = hash_hex(a, h);

	return arena_printf(a, "%s/%.2s/%s", folder, hex, hex + 2);
}

static struct blob *make(const char *from)
{
	struct blob *b = mem_alloc(sizeof *b);

	b->arena = arena_new();
	b->from = arena_strdup(b->arena, from);
	b->in = b->out = -1;
	b->most = UINT64_MAX;
	b->buffer = mem_alloc(BLOB_STEP);
	hash_begin(&b->hash);
	return b;
}

void blob_close(struct blob *b)
{
	if (!b)
		return;
	if (b->temp)
		unlink(b->temp);
	if (b->in >= 0)
		close(b->in);
	if (b->out >= 0)
		close(b->out);
	mem_free(b->buffer);
	arena_free(b->arena);
	mem_free(b);
}

/* ---- Where the bytes come from ---- */

static enum rc look_at(struct blob *b, struct err *err)
{
	struct stat st;

	if (fstat(b->in, &st) != 0)
		return refuse(err, "read", b->from);
	if (S_ISDIR(st.st_mode))
		return err_set(err, RC_STATE,
			"%s is a folder: keep it as one file, `tar c %s | warroom evidence keep -`",
			b->from, b->from);
	if (S_ISREG(st.st_mode))
		b->total = (uint64_t)st.st_size;
	return RC_OK;
}

/* A pipe that nobody writes to yet must not hold the caller: it waits until there is something to read. */
static enum rc open_source(struct blob *b, const char *file, struct err *err)
{
	b->stdin_ = strcmp(file, "-") == 0;
	if (b->stdin_) {
		b->from = "standard input";
		b->in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	} else {
		b->in = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	}
	return b->in < 0 ? refuse(err, "read", b->from) : look_at(b, err);
}

static enum rc open_item(struct blob *b, const char *folder, const struct hash *h, struct err *err)
{
	b->wanted = true;
	b->want = *h;
	b->in = open(blob_path(b->arena, folder, h), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (b->in < 0 && (errno == ENOENT || errno == ENOTDIR))
		return err_set(err, RC_UNKNOWN, "the kept file %s is missing", b->from);
	return b->in < 0 ? refuse(err, "read", b->from) : look_at(b, err);
}

/* ---- Where they go ---- */

static enum rc make_folder(struct blob *b, const char *path, struct err *err)
{
	int fd;

	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return refuse(err, "make", path);
	fd = open(file_dir(b->arena, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
		err_set(err, RC_IO, "cannot make %s: %s", path, strerror(errno));
	else if (file_is_dir(path)) {
		close(fd);
		return RC_OK;
	} else
		err_set(err, RC_IO, "%s is no folder", path);
	if (fd >= 0)
		close(fd);
	return RC_IO;
}

/* Held as long as the descriptor is open: only a process that is gone lets it go. */
static bool lock(int fd)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	return fcntl(fd, F_OFD_SETLK, &whole) == 0;
}

/* What other processes left when they were killed. */
static void sweep(struct blob *b)
{
	DIR *d = opendir(b->folder);

	for (struct dirent *e; d && (e = readdir(d)) != NULL;) {
		const char *path;
		int fd;

		if (e->d_name[0] != '.' || !str_ends(str_z(e->d_name), STR(".tmp")))
			continue;
		path = file_join(b->arena, b->folder, e->d_name);
		fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
		if (fd >= 0 && lock(fd))
			unlink(path);
		if (fd >= 0)
			close(fd);
	}
	if (d)
		closedir(d);
}

static const char *temp_name(struct blob *b, const char *before)
{
	unsigned tag;

	entropy_fill(&tag, sizeof tag);
	return arena_printf(b->arena, "%s.%08x.tmp", before, tag);
}

static enum rc open_temp(struct blob *b, const char *name, struct err *err)
{
	b->out = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (b->out < 0)
		return err_set(err, RC_IO, "cannot write %s: %s", name, strerror(errno));
	b->temp = name;
	(void)lock(b->out);
	return RC_OK;
}

/* A file without a name vanishes with its process, whatever ends that; not every file system can. */
static enum rc open_item_out(struct blob *b, const char *folder, struct err *err)
{
	enum rc rc;

	b->folder = arena_strdup(b->arena, folder);
	rc = make_folder(b, b->folder, err);
	if (rc != RC_OK)
		return rc;
	sweep(b);
	if (access("/proc/self/fd", X_OK) == 0)
		b->out = open(b->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (b->out >= 0)
		return RC_OK;
	return open_temp(b, temp_name(b, file_join(b->arena, b->folder, "")), err);
}

static enum rc begun(struct blob *b, enum rc rc, struct blob **ret)
{
	if (rc == RC_OK)
		*ret = b;
	else
		blob_close(b);
	return rc;
}

static enum rc too_long(const struct blob *b, struct err *err)
{
	return err_set(err, RC_LIMIT, "%s is longer than %llu bytes", b->from,
		(unsigned long long)b->most);
}

enum rc blob_keep(
	const char *folder, const char *file, uint64_t most, struct blob **ret, struct err *err)
{
	struct blob *b = make(file);
	enum rc rc = open_source(b, file, err);

	b->most = most;
	if (rc == RC_OK && b->total > most)
		rc = too_long(b, err);
	if (rc == RC_OK)
		rc = open_item_out(b, folder, err);
	return begun(b, rc, ret);
}

enum rc blob_keep_bytes(
	const char *folder, const char *name, struct str bytes, struct blob **ret, struct err *err)
{
	struct blob *b = make(name);

	b->memory = bytes;
	b->total = bytes.n;
	return begun(b, open_item_out(b, folder, err), ret);
}

enum rc blob_check(const char *folder, const struct hash *h, struct blob **ret, struct err *err)
{
	struct arena *a = arena_new();
	struct blob *b = make(blob_path(a, folder, h));

	arena_free(a);
	return begun(b, open_item(b, folder, h, err), ret);
}

enum rc blob_get(const char *folder, const struct hash *h, const char *to, struct blob **ret,
	struct err *err)
{
	struct arena *a = arena_new();
	struct blob *b = make(blob_path(a, folder, h));
	enum rc rc = open_item(b, folder, h, err);

	arena_free(a);
	b->to = arena_strdup(b->arena, to);
	if (rc == RC_OK && file_exists(to))
		rc = err_set(err, RC_STATE, "%s is there already; name a new file", to);
	if (rc == RC_OK)
		rc = open_temp(b, temp_name(b, b->to), err);
	return begun(b, rc, ret);
}

enum rc blob_copy(const char *folder, const struct hash *h, const char *to_folder,
	struct blob **ret, struct err *err)
{
	struct arena *a = arena_new();
	struct blob *b = make(blob_path(a, folder, h));
	enum rc rc = open_item(b, folder, h, err);

	arena_free(a);
	if (rc == RC_OK)
		rc = open_item_out(b, to_folder, err);
	return begun(b, rc, ret);
}

/* ---- Steps ---- */

static enum rc cannot_write(const struct blob *b, struct err *err)
{
	return err_set(err, RC_IO, "cannot write %s: %s; nothing of it was kept",
		b->to ? b->to : b->folder, strerror(errno));
}

static enum rc write_all(struct blob *b, size_t n, struct err *err)
{
	off_t from = (off_t)b->bytes;

	for (size_t at = 0; at < n;) {
		ssize_t put = write(b->out, b->buffer + at, n - at);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return cannot_write(b, err);
		at += (size_t)put;
	}
	/* A file system that cannot do this syncs all of it at the end. */
	(void)sync_file_range(b->out, from, (off_t)n, SYNC_FILE_RANGE_WRITE);
	if (from > BEHIND)
		(void)sync_file_range(b->out, from - BEHIND - BLOB_STEP, BLOB_STEP,
			SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
				SYNC_FILE_RANGE_WAIT_AFTER);
	return RC_OK;
}

static bool sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);

	if (fd >= 0)
		close(fd);
	return ok;
}

static bool give_name(struct blob *b)
{
	const char *temp;

	if (b->temp)
		return true;
	temp = temp_name(b, file_join(b->arena, b->folder, ""));
	if (linkat(AT_FDCWD, arena_printf(b->arena, "/proc/self/fd/%d", b->out), AT_FDCWD, temp,
		    AT_SYMLINK_FOLLOW) != 0)
		return false;
	b->temp = temp;
	return true;
}

/* The same bytes once more take the place of those that are there, which then are sound again if they were not. */
static enum rc publish_item(struct blob *b, struct err *err)
{
	const char *path = blob_path(b->arena, b->folder, &b->is);
	const char *dir = file_dir(b->arena, path);
	enum rc rc = make_folder(b, dir, err);

	if (rc != RC_OK)
		return rc;
	if (!give_name(b) || rename(b->temp, path) != 0)
		return cannot_write(b, err);
	b->temp = NULL;
	return sync_folder(dir) ? RC_OK : cannot_write(b, err);
}

static enum rc publish_copy(struct blob *b, struct err *err)
{
	int bad = renameat2(AT_FDCWD, b->temp, AT_FDCWD, b->to, RENAME_NOREPLACE);

	if (bad && errno == EEXIST)
		return err_set(err, RC_STATE, "%s is there already; name a new file", b->to);
	if (bad && (errno == EINVAL || errno == ENOSYS) && !file_exists(b->to))
		bad = rename(b->temp, b->to);
	if (bad)
		return cannot_write(b, err);
	b->temp = NULL;
	return sync_folder(file_dir(b->arena, b->to)) ? RC_OK : cannot_write(b, err);
}

static enum rc finish(struct blob *b, struct err *err)
{
	b->is = hash_end(&b->hash);
	if (b->wanted && !hash_eq(&b->is, &b->want))
		return err_set(err, RC_CORRUPT,
			"the kept file %s was altered: its bytes hash to %s", b->from,
			hash_hex(b->arena, &b->is));
	if (b->stdin_ && !b->bytes)
		return err_set(
			err, RC_STATE, "nothing came through standard input: nothing is kept");
	if (b->out < 0)
		return RC_OK;
	if (fchmod(b->out, 0600) != 0 || fsync(b->out) != 0)
		return cannot_write(b, err);
	return b->folder ? publish_item(b, err) : publish_copy(b, err);
}

static ssize_t take_bytes(struct blob *b)
{
	struct str part;

	if (b->in >= 0)
		return read(b->in, b->buffer, BLOB_STEP);
	part = str_cut(b->memory, (size_t)b->bytes, (size_t)b->bytes + BLOB_STEP);
	if (part.n)
		memcpy(b->buffer, part.p, part.n);
	return (ssize_t)part.n;
}

enum rc blob_step(struct blob *b, bool *ret_done, struct err *err)
{
	ssize_t got = take_bytes(b);
	enum rc rc = RC_OK;

	*ret_done = false;
	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return RC_OK;
	if (got < 0)
		return refuse(err, "read", b->from);
	if (got == 0) {
		rc = finish(b, err);
		*ret_done = rc == RC_OK;
		return rc;
	}
	if ((uint64_t)got > b->most - b->bytes)
		return too_long(b, err);
	hash_add(&b->hash, b->buffer, (size_t)got);
	if (b->out >= 0)
		rc = write_all(b, (size_t)got, err);
	b->bytes += (uint64_t)got;
	return rc;
}

int blob_fd(const struct blob *b)
{
	return b->in;
}

uint64_t blob_bytes(const struct blob *b)
{
	return b->bytes;
}

uint64_t blob_total(const struct blob *b)
{
	return b->total;
}

const struct hash *blob_hash(const struct blob *b)
{
	return &b->is;
}
