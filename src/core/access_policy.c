/* access_policy.c: the table of what people of a channel may do, by what is known of them. */
#include "core/access.h"

#include "base/tsv.h"

struct access_row {
	struct str role;
	unsigned capabilities;
};

struct access_policy {
	unsigned anybody, trusted;
	struct access_row *v;
	size_t n;
};

enum { AC_WHO, AC_WHAT, AC_COUNT };

static const enum capability every[] = {
	CAP_OBSERVE, CAP_LOG, CAP_RESPOND, CAP_COMMAND, CAP_PUBLISH, CAP_CLOSE, CAP_ADMINISTER};

const char *capability_name(enum capability c)
{
	switch (c) {
	case CAP_OBSERVE:
		return "observe";
	case CAP_LOG:
		return "log";
	case CAP_RESPOND:
		return "respond";
	case CAP_COMMAND:
		return "command";
	case CAP_PUBLISH:
		return "publish";
	case CAP_CLOSE:
		return "close";
	case CAP_ADMINISTER:
		return "administer";
	}
	return "unknown";
}

bool capability_find(struct str name, enum capability *ret)
{
	for (size_t n = 0; n < sizeof every / sizeof *every; n++) {
		if (!str_eq_z(name, capability_name(every[n])))
			continue;
		*ret = every[n];
		return true;
	}
	return false;
}

const char *capability_names(struct arena *a, unsigned capabilities)
{
	struct buf out;

	buf_init(&out, a, 100);
	for (size_t n = 0; n < sizeof every / sizeof *every; n++)
		if (capabilities & (unsigned)every[n])
			buf_addf(&out, "%s%s", out.n ? ", " : "", capability_name(every[n]));
	return out.n ? buf_z(&out) : "nothing";
}

/* Words of the channel never administer: what runs here is the console's. */
static enum rc read_words(
	const struct tsv *t, size_t row, struct str words, unsigned *ret, struct err *err)
{
	enum capability c;
	struct str word;

	*ret = 0;
	while (str_split(&words, ' ', &word)) {
		if (!word.n)
			continue;
		if (!capability_find(word, &c) || c == CAP_ADMINISTER)
			return err_set(err, RC_USAGE,
				"%s:%u: %.*s is none of observe log respond command publish close",
				t->file, t->lines[row], STR_ARG(str_cut(word, 0, 40)));
		*ret |= (unsigned)c;
	}
	return RC_OK;
}

static enum rc row_load(const struct tsv *t, size_t row, const int *at,
	const struct roles_policy *roles, struct access_policy *p, struct err *err)
{
	struct str who = str_trim(tsv_cell(t, row, at[AC_WHO]));
	unsigned capabilities;
	enum rc rc = read_words(t, row, tsv_cell(t, row, at[AC_WHAT]), &capabilities, err);

	if (rc != RC_OK)
		return rc;
	if (str_eq_z(who, "anybody"))
		p->anybody |= capabilities;
	else if (str_eq_z(who, "trusted"))
		p->trusted |= capabilities;
	else if (roles_by_id(roles, who))
		p->v[p->n++] = (struct access_row){who, capabilities};
	else
		return err_set(err, RC_USAGE,
			"%s:%u: %.*s is neither anybody nor trusted nor a role of roles.tsv",
			t->file, t->lines[row], STR_ARG(str_cut(who, 0, 40)));
	return RC_OK;
}

enum rc access_policy_parse(struct arena *a, const struct roles_policy *roles, const char *file,
	struct str text, const struct access_policy **ret, struct err *err)
{
	static const char *const columns[AC_COUNT] = {"who", "capabilities"};
	struct access_policy *p = ARENA_NEW(a, struct access_policy);
	struct tsv t;
	int at[AC_COUNT];
	enum rc rc = tsv_parse(a, file, text, &t, err);

	if (rc == RC_OK)
		rc = tsv_columns(&t, columns, AC_COUNT, at, err);
	if (rc != RC_OK)
		return rc;
	p->v = ARENA_ARRAY(a, t.rows + 1, struct access_row);
	for (size_t row = 0; rc == RC_OK && row < t.rows; row++)
		rc = row_load(&t, row, at, roles, p, err);
	if (rc == RC_OK)
		*ret = p;
	return rc;
}

unsigned access_of_anybody(const struct access_policy *p)
{
	return p->anybody;
}

unsigned access_of_trusted(const struct access_policy *p)
{
	return p->anybody | p->trusted;
}

unsigned access_of_role(const struct access_policy *p, struct str role)
{
	unsigned all = 0;

	for (size_t n = 0; n < p->n; n++)
		if (str_eq(p->v[n].role, role))
			all |= p->v[n].capabilities;
	return all;
}
