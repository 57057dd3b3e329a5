/* folder.c: an empty folder for a test, removed with all it holds. */
#include "support/folder.h"

#include <ftw.h>

#include "support/test.h"

const char *folder_make(struct arena *a)
{
	const char *base = getenv("TMPDIR");
	char *path = arena_printf(a, "%s/warroom-XXXXXX", base && *base ? base : "/tmp");
	assert_non_null(mkdtemp(path));
	return path;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st;
	(void)type;
	(void)where;
	return remove(path);
}

void folder_remove(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
