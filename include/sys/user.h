/* user.h: who sits at this terminal, by the operating system's word. */
#ifndef SYS_USER_H
#define SYS_USER_H

#include "base/arena.h"

/*
 * Login name of the real user id, "uid1000" when it has none. The environment is not believed,
 * except WARROOM_USER when WARROOM_TEST=1 (for tests that play several people). Arena text, safe to
 * show.
 */
const char *user_name(struct arena *a);

#endif
