/* folder.h: an empty folder for a test, removed with all it holds. */
#ifndef SUPPORT_FOLDER_H
#define SUPPORT_FOLDER_H

#include "base/arena.h"

/* Arena text. Fails the test when it cannot be made. */
const char *folder_make(struct arena *a);
void folder_remove(const char *path);

#endif
