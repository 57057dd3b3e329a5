/* file_watch.c: tells whether the files behind a path are still the same, and brings a finished
 * file to its name. */
#include "journal/file_watch.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file.h"

static const char *const suffixes[3] = {"", "-wal", "-shm"};

static bool mark_same(const struct file_mark *m)
{
	struct stat st;
	return !m->known || (stat(m->path, &st) == 0 && st.st_dev == m->dev && st.st_ino == m->ino);
}

bool file_watch_take(struct file_watch *w, struct arena *a, const char *path)
{
	for (int i = 0; i < 3; i++) {
		struct file_mark *m = &w->files[i];
		struct stat st;
		m->path = arena_printf(a, "%s%s", path, suffixes[i]);
		m->known = stat(m->path, &st) == 0;
		if (!m->known)
			continue;
		m->dev = st.st_dev;
		m->ino = st.st_ino;
	}
	return w->files[0].known;
}

bool file_watch_same(const struct file_watch *w)
{
	return mark_same(&w->files[0]) && mark_same(&w->files[1]) && mark_same(&w->files[2]);
}

bool file_watch_main_same(const struct file_watch *w)
{
	return mark_same(&w->files[0]);
}

char *file_temp_make(struct arena *a, const char *path, struct err *err)
{
	char *temp = arena_printf(a, "%s.XXXXXX", path);
	int fd = mkostemp(temp, O_CLOEXEC);
	if (fd < 0) {
		err_set(err, RC_IO, "%s cannot be made: %s", path, strerror(errno));
		return NULL;
	}
	bool ok = fchmod(fd, 0600) == 0; /* whatever the umask is */
	close(fd);
	if (ok)
		return temp;
	err_set(err, RC_IO, "%s cannot be made private: %s", path, strerror(errno));
	unlink(temp);
	return NULL;
}

void file_temp_drop(const char *temp)
{
	struct arena *a = arena_new();
	for (int i = 0; i < 3; i++)
		unlink(arena_printf(a, "%s%s", temp, suffixes[i]));
	unlink(arena_printf(a, "%s-journal", temp));
	arena_free(a);
}

static void sync_dir(const char *path)
{
	struct arena *a = arena_new();
	int fd = open(file_dir(a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		(void)!fsync(fd); /* some file systems cannot; the content itself is synced */
		close(fd);
	}
	arena_free(a);
}

/* A link fails when the name is taken, and so never replaces anything. */
static int rename_new(const char *temp, const char *path)
{
	if (link(temp, path) == 0)
		return 0;
	if (errno == EEXIST)
		return -1;
	return renameat2(AT_FDCWD, temp, AT_FDCWD, path, RENAME_NOREPLACE);
}

enum rc file_temp_publish(const char *temp, const char *path, struct err *err)
{
	enum rc rc = RC_OK;
	if (rename_new(temp, path) != 0)
		rc = err_set(err, errno == EEXIST ? RC_STATE : RC_IO, "%s cannot be made: %s", path,
			errno == EEXIST ? "that name is taken" : strerror(errno));
	file_temp_drop(temp);
	if (rc == RC_OK)
		sync_dir(path);
	return rc;
}
