/* user.c: who sits at this terminal, by the operating system's word. */
#include "sys/user.h"

#include <pwd.h>
#include <unistd.h>

#include "base/utf8.h"

const char *user_name(struct arena *a)
{
	const char *test = getenv("WARROOM_TEST"), *played = getenv("WARROOM_USER");
	if (test && strcmp(test, "1") == 0 && played && *played)
		return str_to_z(a, utf8_plain(a, str_z(played), UTF8_IDENT));
	const struct passwd *pw = getpwuid(getuid());
	if (!pw || !*pw->pw_name)
		return arena_printf(a, "uid%lu", (unsigned long)getuid());
	return str_to_z(a, utf8_plain(a, str_z(pw->pw_name), UTF8_IDENT));
}
