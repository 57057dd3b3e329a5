/* utf8_scripts.c: which script a letter belongs to, as far as look-alike names need it. */
#include "base/utf8_internal.h"

#include <stddef.h>

#include <utf8proc.h>

/*
 * Whole blocks in rising order; what stands in no range and is a letter is SCRIPT_OTHER. The
 * scripts of India and its neighbours share one value: they are not mistaken for Latin or for each
 * other in practice.
 */
static const struct script_range {
	uint32_t first, last;
	enum script script;
} ranges[] = {
	{0x0041, 0x007A, SCRIPT_LATIN},
	{0x00AA, 0x00AA, SCRIPT_LATIN},
	{0x00B5, 0x00B5, SCRIPT_COMMON},
	{0x00BA, 0x02AF, SCRIPT_LATIN},
	{0x02B0, 0x036F, SCRIPT_COMMON},
	{0x0370, 0x03FF, SCRIPT_GREEK},
	{0x0400, 0x052F, SCRIPT_CYRILLIC},
	{0x0530, 0x058F, SCRIPT_ARMENIAN},
	{0x0590, 0x05FF, SCRIPT_HEBREW},
	{0x0600, 0x06FF, SCRIPT_ARABIC},
	{0x0700, 0x074F, SCRIPT_SYRIAC},
	{0x0750, 0x077F, SCRIPT_ARABIC},
	{0x07C0, 0x07FF, SCRIPT_NKO},
	{0x0860, 0x086F, SCRIPT_SYRIAC},
	{0x0870, 0x08FF, SCRIPT_ARABIC},
	{0x0900, 0x0DFF, SCRIPT_INDIC},
	{0x0E00, 0x0EFF, SCRIPT_THAI_LAO},
	{0x0F00, 0x0FFF, SCRIPT_TIBETAN},
	{0x1000, 0x109F, SCRIPT_MYANMAR},
	{0x10A0, 0x10FF, SCRIPT_GEORGIAN},
	{0x1100, 0x11FF, SCRIPT_CJK},
	{0x1200, 0x139F, SCRIPT_ETHIOPIC},
	{0x13A0, 0x13FF, SCRIPT_CHEROKEE},
	{0x1780, 0x17FF, SCRIPT_KHMER},
	{0x1800, 0x18AF, SCRIPT_MONGOLIAN},
	{0x1C80, 0x1C8F, SCRIPT_CYRILLIC},
	{0x1C90, 0x1CBF, SCRIPT_GEORGIAN},
	{0x1D00, 0x1DBF, SCRIPT_LATIN},
	{0x1E00, 0x1EFF, SCRIPT_LATIN},
	{0x1F00, 0x1FFF, SCRIPT_GREEK},
	{0x2100, 0x218F, SCRIPT_COMMON},
	{0x2C60, 0x2C7F, SCRIPT_LATIN},
	{0x2D00, 0x2D2F, SCRIPT_GEORGIAN},
	{0x2D80, 0x2DDF, SCRIPT_ETHIOPIC},
	{0x2DE0, 0x2DFF, SCRIPT_CYRILLIC},
	{0x2E80, 0x31FF, SCRIPT_CJK},
	{0x3400, 0x9FFF, SCRIPT_CJK},
	{0xA640, 0xA69F, SCRIPT_CYRILLIC},
	{0xA720, 0xA7FF, SCRIPT_LATIN},
	{0xA8E0, 0xA8FF, SCRIPT_INDIC},
	{0xA960, 0xA97F, SCRIPT_CJK},
	{0xA9E0, 0xA9FF, SCRIPT_MYANMAR},
	{0xAA60, 0xAA7F, SCRIPT_MYANMAR},
	{0xAB00, 0xAB2F, SCRIPT_ETHIOPIC},
	{0xAB30, 0xAB6F, SCRIPT_LATIN},
	{0xAB70, 0xABBF, SCRIPT_CHEROKEE},
	{0xAC00, 0xD7FF, SCRIPT_CJK},
	{0xF900, 0xFAFF, SCRIPT_CJK},
	{0xFB00, 0xFB06, SCRIPT_LATIN},
	{0xFB13, 0xFB17, SCRIPT_ARMENIAN},
	{0xFB1D, 0xFB4F, SCRIPT_HEBREW},
	{0xFB50, 0xFDFF, SCRIPT_ARABIC},
	{0xFE70, 0xFEFE, SCRIPT_ARABIC},
	{0xFF21, 0xFF5A, SCRIPT_LATIN},
	{0xFF66, 0xFFDC, SCRIPT_CJK},
	{0x1AFF0, 0x1B16F, SCRIPT_CJK},
	{0x1D400, 0x1D7FF, SCRIPT_COMMON},
	{0x20000, 0x3FFFF, SCRIPT_CJK},
};

static bool is_letter(uint32_t cp)
{
	unsigned c = utf8proc_get_property((utf8proc_int32_t)cp)->category;
	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

enum script utf8_script(uint32_t cp)
{
	if (!is_letter(cp))
		return SCRIPT_COMMON;
	size_t low = 0, high = sizeof ranges / sizeof ranges[0];
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (cp > ranges[mid].last)
			low = mid + 1;
		else if (cp < ranges[mid].first)
			high = mid;
		else
			return ranges[mid].script;
	}
	return SCRIPT_OTHER;
}

bool utf8_script_joins(enum script s)
{
	return s == SCRIPT_ARABIC || s == SCRIPT_SYRIAC || s == SCRIPT_NKO || s == SCRIPT_INDIC ||
	       s == SCRIPT_MONGOLIAN || s == SCRIPT_KHMER || s == SCRIPT_MYANMAR;
}

bool utf8_is_ascii_double(uint32_t cp)
{
	utf8proc_int32_t to[8];
	int last = 0;
	if (cp < 0x80)
		return false;
	utf8proc_ssize_t n = utf8proc_decompose_char(
		(utf8proc_int32_t)cp, to, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &last);
	return n == 1 &&
	       ((to[0] >= '0' && to[0] <= '9') || ((to[0] | 0x20) >= 'a' && (to[0] | 0x20) <= 'z'));
}
