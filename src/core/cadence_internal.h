/* cadence_internal.h: the loaded table of update intervals, shared by its loader and the arithmetic. */
#ifndef CORE_CADENCE_INTERNAL_H
#define CORE_CADENCE_INTERNAL_H

#include "core/cadence.h"

enum { AUDIENCES_MAX = 16 };

struct cadence_policy {
	const struct severity_policy *severity;
	struct cadence_row *v;
	size_t n;
	struct str audience[AUDIENCES_MAX];
	size_t audiences;
};

#endif
