/* tty.c: what kind of thing stands behind a descriptor. */
#include "sys/tty.h"

#include <sys/ioctl.h>
#include <unistd.h>

bool tty_is(int fd)
{
	return isatty(fd) == 1;
}

bool tty_size(int fd, int *ret_columns, int *ret_rows)
{
	struct winsize size;
	if (ioctl(fd, TIOCGWINSZ, &size) != 0 || !size.ws_col || !size.ws_row)
		return false;
	*ret_columns = size.ws_col;
	*ret_rows = size.ws_row;
	return true;
}
