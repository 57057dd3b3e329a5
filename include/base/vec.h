/* vec.h: growable array in an arena, as a macro over pointer, count and capacity. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

/* Declare inside a struct: VEC(struct thing) things;  Zero is the empty vector. */
#define VEC(type)                                                                                  \
	struct {                                                                                   \
		type *v;                                                                           \
		size_t n, cap;                                                                     \
	}

/* Makes room for one more and returns a pointer to the new, zeroed last element. Old pointers into
 * v may die. */
#define VEC_PUSH(a, vec)                                                                           \
	(vec_room((a), (void **)&(vec)->v, (vec)->n, &(vec)->cap, sizeof *(vec)->v),               \
		&(vec)->v[(vec)->n++])

void vec_room(struct arena *a, void **v, size_t n, size_t *cap, size_t size);

#endif
