/* entropy.h: random bytes from the kernel. */
#ifndef SYS_ENTROPY_H
#define SYS_ENTROPY_H

#include <stddef.h>

/* Fills p with n unpredictable bytes. A kernel that cannot give them ends the program: nothing safe
 * is left to do. */
void entropy_fill(void *p, size_t n);

#endif
