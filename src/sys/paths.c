/* paths.c: where the program's files live. */
#include "sys/paths.h"

#include <limits.h>
#include <pwd.h>
#include <unistd.h>

#include "base/vec.h"

static const char *home_dir(struct arena *a)
{
	const char *home = getenv("HOME");
	if (home && *home == '/')
		return home;
	const struct passwd *pw = getpwuid(getuid());
	return pw && pw->pw_dir && *pw->pw_dir == '/' ? arena_strdup(a, pw->pw_dir) : "/";
}

/* The base directory rules: a relative value is to be ignored. */
static const char *xdg_dir(struct arena *a, const char *variable, const char *otherwise)
{
	const char *base = getenv(variable);
	if (!base || *base != '/')
		base = file_join(a, home_dir(a), otherwise);
	return file_join(a, base, "warroom");
}

const char *paths_data_dir(struct arena *a)
{
	return xdg_dir(a, "XDG_DATA_HOME", ".local/share");
}

const char *paths_config_dir(struct arena *a)
{
	return xdg_dir(a, "XDG_CONFIG_HOME", ".config");
}

const char *paths_journal(struct arena *a)
{
	return file_join(a, paths_data_dir(a), "journal.db");
}

const char *paths_config(struct arena *a)
{
	return file_join(a, paths_config_dir(a), "warroom.conf");
}

static const char *program_dir(struct arena *a)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	if (n <= 0)
		return NULL;
	path[n] = '\0';
	return file_dir(a, path);
}

static const char *share_dir(struct arena *a)
{
	const char *dir = program_dir(a);
	return dir ? file_join(a, file_dir(a, dir), "share/warroom") : NULL;
}

/* A program inside a folder "build" was not installed: the tree is what holds that folder. */
static const char *source_dir(struct arena *a)
{
	const char *dir = program_dir(a);
	while (dir && strcmp(dir, "/") != 0 && strcmp(dir, ".") != 0) {
		const char *up = file_dir(a, dir);
		if (strcmp(file_base(dir), "build") == 0)
			return up;
		dir = up;
	}
	return NULL;
}

enum { ROOTS = 3 };

struct roots {
	const char *dir[ROOTS]; /* NULL where there is none */
};

static struct roots find_roots(struct arena *a)
{
	return (struct roots){{paths_config_dir(a), share_dir(a), source_dir(a)}};
}

static const char *find_from(struct arena *a, const char *name, int first)
{
	if (!file_is_inside(str_z(name)))
		return NULL;
	struct roots roots = find_roots(a);
	for (int i = first; i < ROOTS; i++) {
		if (!roots.dir[i])
			continue;
		const char *path = file_join(a, roots.dir[i], name);
		if (file_exists(path))
			return path;
		path = file_join(a, file_join(a, roots.dir[i], "templates"), name);
		if (file_exists(path))
			return path;
	}
	return NULL;
}

const char *paths_find(struct arena *a, const char *name)
{
	return find_from(a, name, 0);
}

const char *paths_find_shipped(struct arena *a, const char *name)
{
	return find_from(a, name, 1);
}

struct names {
	VEC(struct str) found;
};

static bool holds(const struct names *names, struct str name)
{
	for (size_t i = 0; i < names->found.n; i++)
		if (str_eq(names->found.v[i], name))
			return true;
	return false;
}

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

enum rc paths_list(struct arena *a, const char *folder, const char *suffix, struct file_names *ret,
	struct err *err)
{
	struct names names = {0};
	if (!file_is_inside(str_z(folder)))
		return err_set(err, RC_USAGE, "\"%s\" is no folder of the program", folder);
	struct roots roots = find_roots(a);
	for (int i = 0; i < 2 * ROOTS; i++) {
		struct file_names here;
		const char *root = roots.dir[i / 2];
		if (!root)
			continue;
		if (i % 2)
			root = file_join(a, root, "templates");
		enum rc rc = file_list(a, file_join(a, root, folder), suffix, &here, err);
		if (rc)
			return rc;
		for (size_t k = 0; k < here.n; k++)
			if (!holds(&names, here.v[k]))
				*VEC_PUSH(a, &names.found) = here.v[k];
	}
	if (names.found.n)
		qsort(names.found.v, names.found.n, sizeof names.found.v[0], by_bytes);
	*ret = (struct file_names){names.found.v, names.found.n};
	return RC_OK;
}
