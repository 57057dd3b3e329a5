/* vec.c: makes room in a growable array. */
#include "base/vec.h"

void vec_room(struct arena *a, void **v, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return;
	size_t more = *cap ? *cap * 2 : 8;
	void *grown = arena_array(a, more, size);
	if (n)
		memcpy(grown, *v, n * size);
	*v = grown;
	*cap = more;
}
