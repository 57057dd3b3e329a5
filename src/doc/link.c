/* link.c: which links a printer lets through, and how they are encoded. */
#include "doc/doc_internal.h"

#include "base/utf8.h"

struct str link_allowed(struct str raw)
{
	static const char *const schemes[] = {"http://", "https://", "mailto:"};

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		struct str scheme = str_z(schemes[i]);
		if (raw.n <= scheme.n || !str_ieq(str_cut(raw, 0, scheme.n), scheme))
			continue;
		for (size_t k = 0; k < raw.n; k++) {
			if ((unsigned char)raw.p[k] <= ' ' || raw.p[k] == 0x7f)
				return STR("");
		}
		return utf8_is_valid(raw) ? raw : STR("");
	}
	return STR("");
}

void link_encode(struct buf *b, struct str link)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < link.n; i++) {
		unsigned char c = (unsigned char)link.p[i];
		if (c > ' ' && c < 0x7f && strchr("<>\\|`\"'^{}", c) == NULL) {
			buf_add_ch(b, (char)c);
			continue;
		}
		buf_add_ch(b, '%');
		buf_add_ch(b, hex[c >> 4]);
		buf_add_ch(b, hex[c & 15]);
	}
}
