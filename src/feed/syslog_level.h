/* syslog_level.h: the names of the severities that syslog and the journal of systemd number. */
#ifndef FEED_SYSLOG_LEVEL_H
#define FEED_SYSLOG_LEVEL_H

#include "base/str.h"

static inline struct str syslog_level(int n)
{
	static const char *const names[] = {
		"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"};

	return n >= 0 && n < 8 ? str_z(names[n]) : (struct str){0};
}

#endif
