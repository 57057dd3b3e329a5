/* banned.h: forced into every file: reads the system headers that name them, then poisons calls the
 * house does without. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* glibc has them as macros, some only when clang checks lengths; only plain names can be poisoned. */
#undef alloca
#undef sprintf
#undef vsprintf
#pragma GCC poison atoi atol atoll strtok sprintf vsprintf strcpy strcat strncpy strncat gets
#pragma GCC poison localtime gmtime localtime_r asctime ctime

#endif
