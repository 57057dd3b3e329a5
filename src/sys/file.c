/* file.c: reads whole files, writes them so that a crash leaves the old or the new one, asks about paths. */
#include "sys/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"
#include "sys/entropy.h"

enum { READ_STEP = 64 * 1024, NAMES_MAX = 10000 };

/* Codes by cause, so that a caller can tell a missing file from a broken disk. */
static enum rc refuse(struct err *err, const char *what, const char *path)
{
	int cause = errno;
	enum rc rc = cause == ENOENT || cause == ENOTDIR ? RC_UNKNOWN : RC_IO;
	if (rc == RC_UNKNOWN)
		return err_set(err, rc, "there is no %s", path);
	return err_set(err, rc, "cannot %s %s: %s", what, path, strerror(cause));
}

/* A whole file's bytes: grows by doubling and stops one byte past the limit. */
static enum rc read_all(
	struct arena *a, int fd, const char *path, size_t max, struct str *ret, struct err *err)
{
	size_t cap = 0, n = 0;
	char *p = NULL;
	for (;;) {
		if (n == cap) {
			size_t more = cap ? cap * 2 : READ_STEP;
			p = arena_grow(a, p, cap ? cap + 1 : 0, more + 1);
			cap = more;
		}
		ssize_t got = read(fd, p + n, cap - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return refuse(err, "read", path);
		if (got == 0)
			break;
		n += (size_t)got;
		if (n > max)
			return err_set(err, RC_LIMIT, "%s is longer than %zu bytes", path, max);
	}
	p[n] = '\0';
	*ret = str_n(p, n);
	return RC_OK;
}

enum rc file_read(struct arena *a, const char *path, size_t max, struct str *ret, struct err *err)
{
	if (strcmp(path, "-") == 0)
		return read_all(a, STDIN_FILENO, "standard input", max, ret, err);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return refuse(err, "read", path);
	enum rc rc = read_all(a, fd, path, max, ret, err);
	close(fd);
	return rc;
}

static bool write_all(int fd, struct str s)
{
	while (s.n) {
		ssize_t put = write(fd, s.p, s.n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		s = str_cut(s, (size_t)put, s.n);
	}
	return true;
}

/* The rename itself is only safe on disk when the folder is. Not every file system can sync one. */
static bool sync_folder(struct arena *a, const char *path)
{
	int fd = open(file_dir(a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return false;
	bool ok = fsync(fd) == 0 || errno == EINVAL;
	close(fd);
	return ok;
}

/* False with errno set; then nothing is left behind. */
static bool write_renamed(struct arena *a, const char *path, struct str content, unsigned mode)
{
	unsigned tag;
	entropy_fill(&tag, sizeof tag);
	const char *temp = arena_printf(a, "%s.%08x.tmp", path, tag);
	int fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
	if (fd < 0)
		return false;
	bool ok = fchmod(fd, mode) == 0 && write_all(fd, content) && fsync(fd) == 0;
	int cause = errno;
	if (close(fd) != 0 && ok) {
		cause = errno;
		ok = false;
	}
	if (ok && rename(temp, path) == 0)
		return sync_folder(a, path);
	if (ok)
		cause = errno;
	unlink(temp);
	errno = cause;
	return false;
}

enum rc file_write(const char *path, struct str content, unsigned mode, struct err *err)
{
	struct arena *scratch = arena_new();
	enum rc rc = RC_OK;
	if (!write_renamed(scratch, path, content, mode))
		rc = err_set(err, RC_IO, "cannot write %s: %s", path, strerror(errno));
	arena_free(scratch);
	return rc;
}

enum rc file_mkdirs(const char *path, unsigned mode, struct err *err)
{
	char part[PATH_MAX];
	size_t n = strlen(path);
	if (n >= sizeof part)
		return err_set(err, RC_LIMIT, "the path of a folder is too long");
	for (size_t i = 1; i <= n; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, mode) != 0 && !file_is_dir(part))
			return err_set(
				err, RC_IO, "cannot make the folder %s: %s", part, strerror(errno));
	}
	return RC_OK;
}

bool file_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

bool file_is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_is_plain(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

const char *file_join(struct arena *a, const char *dir, const char *name)
{
	if (*name == '/' || !*dir)
		return arena_strdup(a, name);
	bool slash = dir[strlen(dir) - 1] == '/';
	return arena_printf(a, "%s%s%s", dir, slash ? "" : "/", name);
}

const char *file_dir(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return ".";
	return slash == path ? "/" : str_to_z(a, str_n(path, (size_t)(slash - path)));
}

const char *file_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

bool file_is_inside(struct str relative)
{
	if (!relative.n)
		return false;
	for (size_t i = 0; i < relative.n; i++)
		if ((unsigned char)relative.p[i] < 0x20 || relative.p[i] == 0x7F)
			return false;
	for (struct str rest = relative, part; str_split(&rest, '/', &part);)
		if (!part.n || str_eq_z(part, ".") || str_eq_z(part, ".."))
			return false;
	return true;
}

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

enum rc file_list(struct arena *a, const char *dir, const char *suffix, struct file_names *ret,
	struct err *err)
{
	VEC(struct str) found = {0};
	DIR *d = opendir(dir);
	if (!d && errno != ENOENT && errno != ENOTDIR)
		return refuse(err, "list", dir);
	enum rc rc = RC_OK;
	for (struct dirent *e; d && (e = readdir(d)) != NULL;) {
		if (e->d_name[0] == '.' || !str_ends(str_z(e->d_name), str_z(suffix)))
			continue;
		if (found.n == NAMES_MAX) {
			rc = err_set(err, RC_LIMIT, "%s holds more than %d files", dir, NAMES_MAX);
			break;
		}
		*VEC_PUSH(a, &found) = str_dup(a, str_z(e->d_name));
	}
	if (d)
		closedir(d);
	if (rc)
		return rc;
	if (found.n)
		qsort(found.v, found.n, sizeof found.v[0], by_bytes);
	*ret = (struct file_names){found.v, found.n};
	return RC_OK;
}
