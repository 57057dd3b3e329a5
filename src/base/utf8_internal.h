/* utf8_internal.h: what the UTF-8 files of this room share: named codes, scripts, kinds of
 * characters. */
#ifndef BASE_UTF8_INTERNAL_H
#define BASE_UTF8_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

/* Why a code point has a name and is shown by it; the value says which flag of utf8.h it raises. */
enum code_kind { CODE_PLAIN, CODE_CONTROL, CODE_BIDI, CODE_INVISIBLE };

struct code_name {
	enum code_kind kind;
	const char *name; /* "ESC"; NULL for CODE_PLAIN */
};

/* Control codes, direction controls and invisible characters. Tag characters and variation
 * selectors have rules of their own. */
struct code_name utf8_code_name(uint32_t cp);

/* True when the character could steer a terminal, reorder or hide text: any named code and any tag
 * character. */
bool utf8_code_is_special(uint32_t cp);

bool utf8_is_tag(uint32_t cp);
bool utf8_is_variation(uint32_t cp);
bool utf8_is_skin_tone(uint32_t cp);
bool utf8_is_regional(uint32_t cp);
bool utf8_is_pictograph(uint32_t cp); /* by the Unicode property Extended_Pictographic */
bool utf8_is_rtl(uint32_t cp);        /* a right-to-left letter */
bool utf8_is_drawable(uint32_t cp);   /* assigned, not private, and known to the width table */

/*
 * Scripts as far as names need them. Chinese, Japanese and Korean scripts are mixed in ordinary
 * words and count as one. SCRIPT_COMMON: digits, punctuation and all that belongs to no script.
 */
enum script {
	SCRIPT_COMMON,
	SCRIPT_LATIN,
	SCRIPT_GREEK,
	SCRIPT_CYRILLIC,
	SCRIPT_ARMENIAN,
	SCRIPT_HEBREW,
	SCRIPT_ARABIC,
	SCRIPT_SYRIAC,
	SCRIPT_NKO,
	SCRIPT_INDIC,
	SCRIPT_THAI_LAO,
	SCRIPT_TIBETAN,
	SCRIPT_MYANMAR,
	SCRIPT_GEORGIAN,
	SCRIPT_ETHIOPIC,
	SCRIPT_CHEROKEE,
	SCRIPT_MONGOLIAN,
	SCRIPT_KHMER,
	SCRIPT_CJK,
	SCRIPT_OTHER,
	SCRIPT_COUNT
};
enum script utf8_script(uint32_t cp);
bool utf8_script_joins(enum script s); /* joiners have a meaning in its words */

/* True for letters that only look like ASCII: fullwidth, mathematical, circled. */
bool utf8_is_ascii_double(uint32_t cp);

#endif
