/* time_internal.h: pieces of written times that the stored form and the language's grammar share.
 */
#ifndef BASE_TIME_INTERNAL_H
#define BASE_TIME_INTERNAL_H

#include "base/time.h"

/* Each takes a piece off the front of *s; false leaves both alone and says that none stands there
 * or that it is out of range. */
bool time_take_date(struct str *s, struct civil *c); /* 2026-11-22, from 1970 on */
/* 9:05, 14:02, 14:02:31, 14:02:31.25; sets PREC_MIN, PREC_S or PREC_US. */
bool time_take_clock(struct str *s, struct civil *c, enum precision *ret);
bool time_take_zone(struct str *s, int *ret_offset_min); /* Z, +02:00, -05:30 */
/* Between min_digits and max_digits decimal digits. */
bool time_take_digits(struct str *s, size_t min_digits, size_t max_digits, int *ret);

#endif
