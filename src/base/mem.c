/* mem.c: allocate or die, with overflow checks. */
#include "base/mem.h"

#include <stdint.h>

#include "base/err.h"

void *mem_alloc(size_t size)
{
	void *p = calloc(1, size ? size : 1);
	if (!p)
		BUG("out of memory");
	return p;
}

void *mem_array(size_t count, size_t size)
{
	if (size && count > SIZE_MAX / 2 / size)
		BUG("an array without a limit");
	return mem_alloc(count * size);
}

void *mem_grow(void *old, size_t old_count, size_t count, size_t size)
{
	if (count < old_count || (size && count > SIZE_MAX / 2 / size))
		BUG("an array without a limit");
	char *p = realloc(old, count && size ? count * size : 1);
	if (!p)
		BUG("out of memory");
	memset(p + old_count * size, 0, (count - old_count) * size);
	return p;
}

char *mem_strdup(const char *z)
{
	size_t n = strlen(z) + 1;
	return memcpy(mem_alloc(n), z, n);
}

void mem_free(void *p)
{
	free(p);
}
