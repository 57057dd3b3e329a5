/* doc_role.c: names of the style roles. */
#include "doc/doc.h"

static const char *const names[ROLE_COUNT] = {
#define DOC_ROLE(id, name, brief) [ROLE_##id] = name,
#include "doc/style_roles.def"
#undef DOC_ROLE
};

const char *doc_role_name(enum doc_role r)
{
	return (unsigned)r < ROLE_COUNT ? names[r] : names[ROLE_TEXT];
}

bool doc_role_find(struct str name, enum doc_role *ret)
{
	for (unsigned i = 0; i < ROLE_COUNT; i++) {
		if (str_eq_z(name, names[i])) {
			*ret = (enum doc_role)i;
			return true;
		}
	}
	return false;
}
