/* demo.c: hands over to the practice incident that ships with the program. */
#include "app_internal.h"

#include <errno.h>
#include <limits.h>
#include <unistd.h>

#include "sys/paths.h"

enum rc app_run_demo(struct app *app, struct err *err)
{
	const char *script = paths_find_shipped(app->arena, "demo/demo.py");
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	if (!script || n <= 0)
		return err_set(err, RC_IO, "the practice incident (demo/demo.py) is missing");
	self[n] = '\0';
	execlp("python3", "python3", script, self, (char *)NULL);
	return err_set(
		err, RC_IO, "python3 is needed for the practice incident: %s", strerror(errno));
}
