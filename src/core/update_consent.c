/* update_consent.c: who may approve a text before it leaves, and when its writer may do so. */
#include "core/update_consent.h"

static bool is_command(struct str role)
{
	return str_eq_z(role, "ic") || str_eq_z(role, "deputy");
}

static bool names_role(const struct cadence_row *row, struct str role)
{
	struct str rest = row->approver_roles, one;

	while (str_split(&rest, ' ', &one))
		if (str_eq(one, role))
			return true;
	return false;
}

static bool approves(const struct cadence_row *row, const struct tenure *t)
{
	return t->to == INSTANT_NONE && (is_command(t->role) || names_role(row, t->role));
}

bool consent_may_approve(const struct incident *i, const struct cadence_row *row, struct str person)
{
	for (size_t n = 0; row && n < i->roles.n; n++)
		if (approves(row, &i->roles.v[n]) && str_eq(i->roles.v[n].person, person))
			return true;
	return false;
}

/* Does anybody but the author hold one of the roles that the table names? */
static bool held_by_another(
	const struct incident *i, const struct cadence_row *row, struct str author)
{
	for (size_t n = 0; n < i->roles.n; n++) {
		const struct tenure *t = &i->roles.v[n];

		if (t->to == INSTANT_NONE && names_role(row, t->role) && !str_eq(t->person, author))
			return true;
	}
	return false;
}

static bool named_before(const struct incident *i, const struct cadence_row *row, size_t at)
{
	for (size_t n = 0; n < at; n++)
		if (approves(row, &i->roles.v[n]) &&
			str_eq(i->roles.v[n].person, i->roles.v[at].person))
			return true;
	return false;
}

struct str consent_who(
	struct arena *a, const struct incident *i, const struct cadence_row *row, struct str author)
{
	struct buf b;

	buf_init(&b, a, 1024);
	for (size_t n = 0; row && n < i->roles.n; n++) {
		const struct tenure *t = &i->roles.v[n];

		if (!approves(row, t) || str_eq(t->person, author) || named_before(i, row, n))
			continue;
		buf_addf(&b, "%s@%.*s", b.n ? ", " : "", STR_ARG(t->person));
	}
	return buf_str(&b);
}

static bool anybody_else(const struct incident *i, const struct cadence_row *row, struct str author)
{
	for (size_t n = 0; n < i->roles.n; n++)
		if (approves(row, &i->roles.v[n]) && !str_eq(i->roles.v[n].person, author))
			return true;
	return false;
}

enum consent consent_needed(
	const struct incident *i, const struct cadence_row *row, struct str author)
{
	bool commands;

	if (!row || !row->approver_roles.n)
		return CONSENT_FREE;
	commands = str_eq(incident_holder(i, STR("ic")), author) && author.n;
	/* Duties that nobody holds are the commander's. */
	if (commands && (names_role(row, STR("ic")) || !held_by_another(i, row, author)))
		return CONSENT_OWN;
	if (anybody_else(i, row, author))
		return CONSENT_WAITS;
	return i->level > 2 ? CONSENT_REASON : CONSENT_NOBODY;
}
