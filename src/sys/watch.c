/* watch.c: inotify on the folder for files that come and go, and on the files themselves for writes. */
#include "sys/watch.h"

#include <errno.h>
#include <sys/inotify.h>
#include <unistd.h>

/* Only the files that matter are watched for writes: a folder may be busy with others. */
static const char *const suffixes[] = {"", "-wal", "-journal"};

struct watch {
	int fd;
	char name[256];
	char path[4096];
};

/* A file that is not there yet is watched when the folder says that it was made. */
static void watch_files(struct watch *w)
{
	char file[4096 + 16];

	for (size_t n = 0; n < sizeof suffixes / sizeof *suffixes; n++) {
		snprintf(file, sizeof file, "%s%s", w->path, suffixes[n]);
		(void)inotify_add_watch(w->fd, file, IN_MODIFY);
	}
}

enum rc watch_new(const char *path, struct watch **ret, struct err *err)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	uint32_t mask = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;
	struct watch *w;
	char *folder;
	int ok;

	if (strlen(name) >= sizeof w->name || strlen(path) >= sizeof w->path)
		return err_set(err, RC_LIMIT, "the file name %.40s... is too long", name);
	w = calloc(1, sizeof *w);
	folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : strdup(".");
	if (!w || !folder)
		BUG("out of memory");
	memcpy(w->name, name, strlen(name));
	memcpy(w->path, path, strlen(path));
	w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	ok = w->fd >= 0 ? inotify_add_watch(w->fd, folder, mask) : -1;
	free(folder);
	if (ok < 0) {
		err_set(err, RC_IO, "cannot watch %s: %s", path, strerror(errno));
		watch_free(w);
		return RC_IO;
	}
	watch_files(w);
	*ret = w;
	return RC_OK;
}

void watch_free(struct watch *w)
{
	if (!w)
		return;
	if (w->fd >= 0)
		close(w->fd);
	free(w);
}

int watch_fd(const struct watch *w)
{
	return w->fd;
}

static bool concerns(const struct watch *w, const struct inotify_event *ev)
{
	/* Events of a watched file carry no name; an overflow or a lost folder concerns everybody. */
	if (!ev->len)
		return true;
	return !strncmp(ev->name, w->name, strlen(w->name));
}

bool watch_drain(struct watch *w)
{
	_Alignas(struct inotify_event) char events[8192];
	bool touched = false, renewed = false;
	ssize_t n;

	while ((n = read(w->fd, events, sizeof events)) > 0) {
		for (char *p = events; p < events + n;) {
			const struct inotify_event *ev = (const struct inotify_event *)(void *)p;

			touched = concerns(w, ev) || touched;
			renewed = renewed || ev->mask & (IN_CREATE | IN_MOVED_TO);
			p += sizeof *ev + ev->len;
		}
	}
	if (renewed && touched)
		watch_files(w);
	return touched;
}
