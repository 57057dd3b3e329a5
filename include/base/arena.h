/* arena.h: bump allocator with marks; the only memory the pure rooms know. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/*
 * Everything allocated lives until arena_reset or arena_free. Running out of memory aborts; sizes
 * are bounded by callers. Memory is zeroed and aligned for any type. Not thread-safe: one arena,
 * one thread.
 */
struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is fine */

/* Forgets everything allocated since the mark; the blocks are kept for reuse. */
struct arena_mark {
	void *block;
	size_t used;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_reset_to(struct arena *a, struct arena_mark mark);
void arena_reset(struct arena *a);

void *arena_alloc(struct arena *a, size_t size);
void *arena_array(struct arena *a, size_t count, size_t size); /* aborts on overflow */
void *arena_grow(struct arena *a, const void *old, size_t old_size, size_t new_size);
void *arena_dup(struct arena *a, const void *p, size_t n);
char *arena_strdup(struct arena *a, const char *z);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

/* Bytes handed out since the last full reset, for limits and tests. */
size_t arena_used(const struct arena *a);

#define ARENA_NEW(a, type)      ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, n, type) ((type *)arena_array((a), (n), sizeof(type)))

#endif
