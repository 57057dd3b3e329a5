/* utf8_codes.c: names of control, direction and invisible characters; kinds of code points. */
#include "base/utf8_internal.h"

#include <utf8proc.h>

#include "base/utf8.h"

static const char *const c0_names[] = {"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS",
	"TAB", "LF", "VT", "FF", "CR", "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN",
	"ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US"};

/* U+0080 to U+009F, by the names of ISO 6429 and, where it has none, of common use. */
static const char *const c1_names[] = {"PAD", "HOP", "BPH", "NBH", "IND", "NEL", "SSA", "ESA",
	"HTS", "HTJ", "VTS", "PLD", "PLU", "RI", "SS2", "SS3", "DCS", "PU1", "PU2", "STS", "CCH",
	"MW", "SPA", "EPA", "SOS", "SGCI", "SCI", "CSI", "ST", "OSC", "PM", "APC"};

/* Everything else with a name: ranges in rising order. */
static const struct named_range {
	uint32_t first, last;
	struct code_name as;
} named[] = {
	{0x00AD, 0x00AD, {CODE_INVISIBLE, "SHY"}},
	{0x034F, 0x034F, {CODE_INVISIBLE, "CGJ"}},
	{0x061C, 0x061C, {CODE_BIDI, "ALM"}},
	{0x115F, 0x1160, {CODE_INVISIBLE, "FILLER"}},
	{0x17B4, 0x17B5, {CODE_INVISIBLE, "INHERENT"}},
	{0x180E, 0x180E, {CODE_INVISIBLE, "MVS"}},
	{0x200B, 0x200B, {CODE_INVISIBLE, "ZWSP"}},
	{0x200C, 0x200C, {CODE_INVISIBLE, "ZWNJ"}},
	{0x200D, 0x200D, {CODE_INVISIBLE, "ZWJ"}},
	{0x200E, 0x200E, {CODE_BIDI, "LRM"}},
	{0x200F, 0x200F, {CODE_BIDI, "RLM"}},
	{0x2028, 0x2028, {CODE_INVISIBLE, "LS"}},
	{0x2029, 0x2029, {CODE_INVISIBLE, "PS"}},
	{0x202A, 0x202A, {CODE_BIDI, "LRE"}},
	{0x202B, 0x202B, {CODE_BIDI, "RLE"}},
	{0x202C, 0x202C, {CODE_BIDI, "PDF"}},
	{0x202D, 0x202D, {CODE_BIDI, "LRO"}},
	{0x202E, 0x202E, {CODE_BIDI, "RLO"}},
	{0x2060, 0x2060, {CODE_INVISIBLE, "WJ"}},
	{0x2061, 0x2064, {CODE_INVISIBLE, "OPERATOR"}},
	{0x2066, 0x2066, {CODE_BIDI, "LRI"}},
	{0x2067, 0x2067, {CODE_BIDI, "RLI"}},
	{0x2068, 0x2068, {CODE_BIDI, "FSI"}},
	{0x2069, 0x2069, {CODE_BIDI, "PDI"}},
	{0x206A, 0x206F, {CODE_INVISIBLE, "SHAPING"}},
	{0x2800, 0x2800, {CODE_INVISIBLE, "BLANK"}},
	{0x3164, 0x3164, {CODE_INVISIBLE, "FILLER"}},
	{0xFEFF, 0xFEFF, {CODE_INVISIBLE, "BOM"}},
	{0xFFA0, 0xFFA0, {CODE_INVISIBLE, "FILLER"}},
	{0xFFF9, 0xFFFB, {CODE_INVISIBLE, "RUBY"}},
	{0xFFFC, 0xFFFC, {CODE_INVISIBLE, "OBJ"}},
	{0x13430, 0x1343F, {CODE_INVISIBLE, "FORMAT"}},
	{0x1BCA0, 0x1BCA3, {CODE_INVISIBLE, "FORMAT"}},
	{0x1D173, 0x1D17A, {CODE_INVISIBLE, "FORMAT"}},
};

struct code_name utf8_code_name(uint32_t cp)
{
	if (cp < 0x20)
		return (struct code_name){CODE_CONTROL, c0_names[cp]};
	if (cp == 0x7F)
		return (struct code_name){CODE_CONTROL, "DEL"};
	if (cp >= 0x80 && cp < 0xA0)
		return (struct code_name){CODE_CONTROL, c1_names[cp - 0x80]};
	size_t low = 0, high = cp < named[0].first ? 0 : sizeof named / sizeof named[0];
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (cp > named[mid].last)
			low = mid + 1;
		else if (cp < named[mid].first)
			high = mid;
		else
			return named[mid].as;
	}
	return (struct code_name){CODE_PLAIN, NULL};
}

bool utf8_code_is_special(uint32_t cp)
{
	return utf8_is_tag(cp) || utf8_code_name(cp).kind != CODE_PLAIN;
}

bool utf8_is_tag(uint32_t cp)
{
	return cp >= 0xE0000 && cp <= 0xE007F;
}

bool utf8_is_variation(uint32_t cp)
{
	return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF) ||
	       (cp >= 0x180B && cp <= 0x180D) || cp == 0x180F;
}

bool utf8_is_skin_tone(uint32_t cp)
{
	return cp >= 0x1F3FB && cp <= 0x1F3FF;
}

bool utf8_is_regional(uint32_t cp)
{
	return cp >= 0x1F1E6 && cp <= 0x1F1FF;
}

static const utf8proc_property_t *property(uint32_t cp)
{
	return utf8proc_get_property((utf8proc_int32_t)cp);
}

bool utf8_is_pictograph(uint32_t cp)
{
	return property(cp)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

bool utf8_is_rtl(uint32_t cp)
{
	unsigned c = property(cp)->bidi_class;
	return c == UTF8PROC_BIDI_CLASS_R || c == UTF8PROC_BIDI_CLASS_AL;
}

bool utf8_is_drawable(uint32_t cp)
{
	unsigned c = property(cp)->category;
	if (c == UTF8PROC_CATEGORY_CN || c == UTF8PROC_CATEGORY_CO || c == UTF8PROC_CATEGORY_CS)
		return false;
	return utf8_width(cp) >= 0;
}
