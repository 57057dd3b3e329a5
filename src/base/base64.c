/* base64.c: bytes as text of 64 signs and back. */
#include "base/base64.h"

#include <stdint.h>

static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct str base64_encode(struct arena *a, struct str bytes)
{
	size_t n = (bytes.n + 2) / 3 * 4, at = 0;
	char *to = arena_alloc(a, n + 1);

	for (size_t i = 0; i < bytes.n; i += 3) {
		size_t left = bytes.n - i;
		uint32_t three = (uint32_t)(unsigned char)bytes.p[i] << 16;

		if (left > 1)
			three |= (uint32_t)(unsigned char)bytes.p[i + 1] << 8;
		if (left > 2)
			three |= (unsigned char)bytes.p[i + 2];
		to[at++] = signs[three >> 18];
		to[at++] = signs[three >> 12 & 63];
		to[at++] = left > 1 ? signs[three >> 6 & 63] : '=';
		to[at++] = left > 2 ? signs[three & 63] : '=';
	}
	to[at] = '\0';
	return str_n(to, at);
}

static int value_of(char c)
{
	const char *at = c ? strchr(signs, c) : NULL;

	return at ? (int)(at - signs) : -1;
}

/* One group of four signs, of which the last `fill` are '='. */
static bool take_four(const char *p, size_t fill, char *to)
{
	uint32_t three = 0;

	for (size_t i = 0; i < 4; i++) {
		int v = i < 4 - fill ? value_of(p[i]) : 0;

		if (v < 0)
			return false;
		three = three << 6 | (uint32_t)v;
	}
	to[0] = (char)(three >> 16);
	if (fill < 2)
		to[1] = (char)(three >> 8);
	if (fill < 1)
		to[2] = (char)three;
	/* Bits that no byte holds must be zero, or two texts would mean the same. */
	return fill == 0 || (three & (fill == 1 ? 0xFFu : 0xFFFFu)) == 0;
}

bool base64_decode(struct arena *a, struct str text, struct str *ret)
{
	size_t fill = 0;
	char *to;

	if (text.n % 4 != 0)
		return false;
	while (fill < 2 && fill < text.n && text.p[text.n - 1 - fill] == '=')
		fill++;
	to = arena_alloc(a, text.n / 4 * 3 + 1);
	for (size_t i = 0; i < text.n; i += 4)
		if (!take_four(text.p + i, i + 4 == text.n ? fill : 0, to + i / 4 * 3))
			return false;
	*ret = str_n(to, text.n / 4 * 3 - fill);
	return true;
}
