/* cut.c: where bytes on their way to a terminal may be broken off: between sequences and characters. */
#include "tui/cut_internal.h"

enum place { PLAIN, ESCAPE, CHARSET, CONTROL, STRING, STRING_END };

static enum place after(enum place at, unsigned char c)
{
	switch (at) {
	case PLAIN:
		return c == 0x1B ? ESCAPE : PLAIN;
	case ESCAPE:
		return c == '['               ? CONTROL
		       : c == ']'             ? STRING
		       : c == '(' || c == ')' ? CHARSET
					      : PLAIN;
	case CONTROL:
		return c >= 0x40 ? PLAIN : CONTROL;
	case STRING:
		return c == '\a' ? PLAIN : c == 0x1B ? STRING_END : STRING;
	case CHARSET:
	case STRING_END:
		break;
	}
	return PLAIN;
}

size_t cut_after(struct str bytes, size_t sent)
{
	enum place at = PLAIN;
	size_t i = 0;
	for (; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];
		bool inside = (c & 0xC0) == 0x80; /* of a character */
		if (i >= sent && at == PLAIN && !inside)
			return i;
		at = after(at, c);
	}
	return i;
}
