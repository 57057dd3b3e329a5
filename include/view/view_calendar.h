/* view_calendar.h: action items as an iCalendar file. */
#ifndef VIEW_VIEW_CALENDAR_H
#define VIEW_VIEW_CALENDAR_H

#include "base/str.h"
#include "core/board.h"

/*
 * Appends a VCALENDAR (RFC 5545) with one VTODO for each action of each incident that may leave the house; the identity of
 * one never changes, its SEQUENCE rises with each change. Lines end in CR LF and are folded at 75 bytes, never inside a
 * character.
 */
void view_actions_calendar(struct buf *out, const struct board *b, instant now);

#endif
