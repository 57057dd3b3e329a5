/* zone.h: finds time zones by name in the system's zone table. */
#ifndef SYS_ZONE_H
#define SYS_ZONE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/time.h"

/*
 * "Europe/Berlin", "UTC", or a fixed "+05:30". Names that try to leave the table's folder are
 * RC_USAGE, unknown ones RC_UNKNOWN with a hint. The zone lives in the arena.
 */
enum rc zone_load(struct arena *a, const char *name, const struct zone **ret, struct err *err);

#endif
