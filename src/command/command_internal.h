/* command_internal.h: what the command families share: proposing events, saying replies, common
 * checks. */
#ifndef COMMAND_COMMAND_INTERNAL_H
#define COMMAND_COMMAND_INTERNAL_H

#include "command/command.h"

/* Every family file defines one of these; the registry is made from the file names. */
#define FAMILY(name) extern const struct command_family family_##name;
#include "registry_families.h"
#undef FAMILY

/* The body of one proposed event while it is written. */
struct body {
	struct json_out json;
	struct buf buf;
	struct event *ev;
	bool full; /* OUTCOME_EVENTS_MAX was reached */
};

/* Opens an event of the kind: occurred = recorded = now, actor and door of the ask. */
void body_begin(struct body *b, const struct ask *ask, struct outcome *out, enum event_kind kind,
	uint32_t incident);
/* Says when it happened, as the person wrote it. */
void body_when(struct body *b, const struct ask *ask, const struct stamp *when);
void body_time(struct body *b, const char *name, instant at); /* INSTANT_NONE is written "?" */
enum rc body_end(struct body *b, struct err *err);

struct act *outcome_act(struct outcome *out, enum act_type type);
void reply(struct outcome *out, enum doc_role role, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* True when the answer is to be JSON. */
bool wants_json(const struct ask *ask, const struct args *args);

/* The short name of the speaker: "irc:nick" without its door. */
struct str speaker(const struct ask *ask);
/* RC_DENIED unless the speaker is incident commander or deputy (nobody being commander lets a local
 * user through). */
enum rc must_command(const struct ask *ask, const char *what, struct err *err);
/* Time slot `name` or now. */
struct stamp when_or_now(const struct ask *ask, const struct args *args, const char *name);
/* A deadline written as a duration ("30m") or as a time ("14:20"); *ret INSTANT_NONE when empty. */
enum rc deadline(const struct ask *ask, struct str text, instant *ret, struct err *err);

/* Proposes what the rules say of the gauges: severity.set when that is worse than the level in force, else
 * severity.computed. `at`: when the gauges were so; `lead` opens the reason. */
enum rc propose_score(const struct ask *ask, struct outcome *out, const struct incident *i,
	const struct gauges *g, instant at, struct str lead, struct err *err);
/* Writes the members level, rules, assumed, provisional, reason of a scored set of gauges. */
void body_score(struct body *b, const struct ask *ask, const struct gauges *g,
	const struct severity_result *r);
/* Reads the pairs of a gauges slot into *g. */
enum rc read_gauges(
	const struct ask *ask, const struct args *args, struct gauges *g, struct err *err);
/* Writes the gauges in `mask` (bit per gauge) as an object member. */
void body_gauges(struct body *b, const struct ask *ask, const char *name, const struct gauges *g,
	uint32_t mask);

#endif
