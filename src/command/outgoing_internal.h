/* outgoing_internal.h: a text on its way out: to whom, checked, consented to, and the rows that say so. */
#ifndef COMMAND_OUTGOING_INTERNAL_H
#define COMMAND_OUTGOING_INTERNAL_H

#include "command/command_internal.h"
#include "view/view_outgoing.h"

enum { TELLING_AUDIENCES_MAX = 8 };

struct telling {
	struct str text, author; /* author: a short name */
	struct str template;
	const struct update_draft *draft; /* NULL: written and sent in one */
	struct outgoing v[TELLING_AUDIENCES_MAX];
	struct str approved_by[TELLING_AUDIENCES_MAX]; /* empty: nobody needs to */
	bool self[TELLING_AUDIENCES_MAX];
	size_t n;
	bool waits; /* telling_consent refused because others may approve it */
};

/* Audiences joined by ','; each once. */
enum rc telling_audiences(
	const struct ask *ask, struct str list, struct telling *t, struct err *err);
/* Promise, findings and consent for each audience, with next= of the line. */
enum rc telling_look(
	const struct ask *ask, const struct args *args, struct telling *t, struct err *err);
/* Refused while an error stands that override= does not name. */
enum rc telling_words(
	const struct ask *ask, const struct args *args, const struct telling *t, struct err *err);
/* Who approved it for each audience. RC_STATE with `waits` set when others may and have not. */
enum rc telling_consent(
	const struct ask *ask, const struct args *args, struct telling *t, struct err *err);
/* The rows: overrides, then what was sent to each audience; the reply tells what was found all the same. */
enum rc telling_send(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct telling *t, struct err *err);

/* A new draft, and what keeps it from being sent. */
enum rc telling_draft(
	const struct ask *ask, struct outcome *out, struct telling *t, struct err *err);
/* The same for a text that was to be sent at once: it waits for who may approve it. */
enum rc telling_as_draft(
	const struct ask *ask, struct outcome *out, struct telling *t, struct err *err);
/* Findings of a text for the audiences of a draft, into the reply. */
enum rc telling_lint(const struct ask *ask, struct outcome *out, const struct update_draft *d,
	struct str text, struct str author);
/* Approval by the speaker for every audience for which they may. */
enum rc telling_approve(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct update_draft *d, struct err *err);
/* RC_DENIED unless the speaker may approve the draft for one of its audiences. */
enum rc telling_may_judge(const struct ask *ask, const struct update_draft *d, struct err *err);

#endif
