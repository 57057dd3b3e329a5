/* tty.h: what kind of thing stands behind a descriptor. */
#ifndef SYS_TTY_H
#define SYS_TTY_H

#include <stdbool.h>

bool tty_is(int fd);
/* False when the size is not known; outputs are written only on success and are at least 1. */
bool tty_size(int fd, int *ret_columns, int *ret_rows);

#endif
