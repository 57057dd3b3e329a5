/* entropy.c: random bytes from the kernel. */
#include "sys/entropy.h"

#include <errno.h>
#include <sys/random.h>
#include <sys/types.h>

#include "base/err.h"

void entropy_fill(void *p, size_t n)
{
	unsigned char *to = p;
	while (n > 0) {
		ssize_t got = getrandom(to, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			BUG("the kernel gives no random bytes");
		to += got;
		n -= (size_t)got;
	}
}
