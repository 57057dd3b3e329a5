/* mem.h: heap memory for objects with their own lifetime; running out of it ends the program. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* For handles of impure rooms and for the arena itself; everything else lives in an arena. All
 * memory is zeroed. */
void *mem_alloc(size_t size);
void *mem_array(size_t count, size_t size); /* ends the program on overflow */
/* Grows an array from old_count to count elements; old may be NULL. The new elements are zeroed. */
void *mem_grow(void *old, size_t old_count, size_t count, size_t size);
char *mem_strdup(const char *z);
void mem_free(void *p); /* NULL is fine */

#endif
