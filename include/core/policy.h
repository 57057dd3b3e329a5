/* policy.h: the loaded policy tables that the rules read: one value, made at start, never changed. */
#ifndef CORE_POLICY_H
#define CORE_POLICY_H

#include "core/access.h"
#include "core/cadence.h"
#include "core/delivery.h"
#include "core/change.h"
#include "core/loops.h"
#include "core/phrase.h"
#include "core/roles.h"
#include "core/runbook_file.h"
#include "core/severity.h"
#include "core/staffing.h"
#include "core/update_text.h"
#include "core/vendor.h"

struct policies {
	const struct severity_policy *severity;
	const struct phrase_policy *phrases;
	const struct cadence_policy *cadence;
	const struct roles_policy *roles;
	const struct runbook_shelf *runbooks; /* NULL: there are none */
	const struct delivery_policy *delivery;
	const struct staffing_policy *staffing;
	const struct update_texts *updates; /* parts and templates of texts */
	const struct change_policy *changes;
	const struct loops_policy *loops;
	const struct vendor_policy *vendors;
	const struct access_policy *access;
};

#endif
