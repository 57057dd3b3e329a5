/* arena.c: bump allocator over a chain of blocks that grow; the chain is kept when the arena is
 * reset. */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

enum { ALIGN = 16, FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

/*
 * Blocks behind `current` are empty and wait to be used again. `before` is what all earlier blocks
 * hold, so that arena_used is one addition.
 */
struct block {
	struct block *next;
	size_t cap, used, before;
	_Alignas(ALIGN) unsigned char bytes[];
};

struct arena {
	struct block *first, *current;
};

struct arena *arena_new(void)
{
	return mem_alloc(sizeof(struct arena));
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	for (struct block *b = a->first; b;) {
		struct block *next = b->next;
		mem_free(b);
		b = next;
	}
	mem_free(a);
}

struct arena_mark arena_mark(const struct arena *a)
{
	return (struct arena_mark){a->current, a->current ? a->current->used : 0};
}

void arena_reset_to(struct arena *a, struct arena_mark mark)
{
	if (!mark.block) {
		arena_reset(a);
		return;
	}
	a->current = mark.block;
	a->current->used = mark.used;
}

void arena_reset(struct arena *a)
{
	a->current = a->first;
	if (a->first)
		a->first->used = 0;
}

static size_t round_up(size_t n)
{
	return (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

/* Makes `current` a block with room for size more bytes: the waiting one when it fits, else a new
 * one before it. */
static void next_block(struct arena *a, size_t size)
{
	struct block *cur = a->current;
	struct block *b = cur ? cur->next : a->first;
	if (!b || b->cap < size) {
		size_t cap = !cur                       ? FIRST_BLOCK
			     : cur->cap < LARGEST_BLOCK ? cur->cap * 2
							: LARGEST_BLOCK;
		if (cap < size)
			cap = size;
		struct block *made = mem_alloc(sizeof *made + cap);
		made->cap = cap;
		made->next = b;
		if (cur)
			cur->next = made;
		else
			a->first = made;
		b = made;
	}
	b->used = 0;
	b->before = cur ? cur->before + cur->used : 0;
	a->current = b;
}

void *arena_alloc(struct arena *a, size_t size)
{
	if (size > SIZE_MAX / 2)
		BUG("an allocation without a limit");
	size_t want = round_up(size ? size : 1);
	if (!a->current || a->current->cap - a->current->used < want)
		next_block(a, want);
	struct block *b = a->current;
	void *p = b->bytes + b->used;
	b->used += want;
	return memset(p, 0, want);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / 2 / size)
		BUG("an array without a limit");
	return arena_alloc(a, count * size);
}

/* The newest allocation of a block grows in place; that is what makes builders and vectors cheap.
 */
static bool grow_in_place(struct arena *a, const void *old, size_t old_size, size_t new_size)
{
	struct block *b = a->current;
	size_t have = round_up(old_size ? old_size : 1), want = round_up(new_size);
	if (!b || b->used < have || b->bytes + b->used - have != old)
		return false;
	if (b->cap - b->used < want - have)
		return false;
	memset(b->bytes + b->used, 0, want - have);
	b->used += want - have;
	return true;
}

void *arena_grow(struct arena *a, const void *old, size_t old_size, size_t new_size)
{
	if (new_size > SIZE_MAX / 2)
		BUG("an allocation without a limit");
	if (old && new_size <= old_size)
		return (void *)(uintptr_t)old;
	if (old && grow_in_place(a, old, old_size, new_size))
		return (void *)(uintptr_t)old;
	void *p = arena_alloc(a, new_size);
	if (old)
		memcpy(p, old, old_size);
	return p;
}

void *arena_dup(struct arena *a, const void *p, size_t n)
{
	void *copy = arena_alloc(a, n);
	if (n)
		memcpy(copy, p, n);
	return copy;
}

char *arena_strdup(struct arena *a, const char *z)
{
	return arena_dup(a, z, strlen(z) + 1);
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		BUG("a format that cannot be written");
	char *z = arena_alloc(a, (size_t)n + 1);
	vsnprintf(z, (size_t)n + 1, fmt, ap);
	return z;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *z = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return z;
}

size_t arena_used(const struct arena *a)
{
	return a->current ? a->current->before + a->current->used : 0;
}
