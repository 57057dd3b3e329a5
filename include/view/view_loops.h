/* view_loops.h: open loops: tasks, polls, decisions and their checks, facts and hypotheses. */
#ifndef VIEW_VIEW_LOOPS_H
#define VIEW_VIEW_LOOPS_H

#include "base/str.h"
#include "core/board.h"
#include "doc/doc.h"

/* What a time box looks like now: "03:12 left", "LATE 01:05", "?"; and in which role. */
struct str view_time_left(struct arena *a, instant due, instant now, enum doc_role *ret_role);

/* Each a table of all there are, or the one line that says how to make the first. */
struct doc *view_tasks(struct arena *a, const struct incident *i, instant now);
struct doc *view_polls(struct arena *a, const struct incident *i, instant now);
struct doc *view_decisions(struct arena *a, const struct incident *i);
struct doc *view_known_facts(struct arena *a, const struct incident *i);
struct doc *view_theories(struct arena *a, const struct incident *i);
/* The same with from when until when each was believed, for the post-mortem. */
struct doc *view_beliefs(struct arena *a, const struct incident *i);

/* One JSON object a line. */
void view_tasks_json(struct buf *out, const struct incident *i);
void view_polls_json(struct buf *out, const struct incident *i);
void view_decisions_json(struct buf *out, const struct incident *i);
void view_facts_json(struct buf *out, const struct incident *i);
void view_theories_json(struct buf *out, const struct incident *i);

/* The words of a fact as they stand now: corrected ones after a correction. */
struct str view_fact_text(const struct incident *i, const struct fact *f);
/* How likely somebody thinks it: "60%", "?" when nobody said. */
struct str view_likely(struct arena *a, const struct theory *h);

/* Something that waits for one person, and the start of the line that answers it. */
struct loop_wait {
	struct str text, answer;
	enum doc_role role;
};
size_t view_loops_waiting(struct arena *a, const struct incident *i, struct str me, instant now,
	const struct loop_wait **ret);
/* How often this person was called: asked by somebody else, or told that a time is up. Rises with each call, falls when
 * things end; for bells. */
unsigned view_loops_calls(const struct incident *i, struct str me);
/* Running time boxes as rows "02:41  T-1 ops1: watch the lag  14:03" of a table of three columns; returns how many. */
size_t view_loops_clocks(struct doc *d, struct doc_block *table, const struct incident *i,
	instant now, const struct zone *zone);
/* How many rows that would be. */
size_t view_loops_clock_count(const struct incident *i);
/* What runs, for `next`: a field each, nothing when nothing runs. */
void view_loops_next(struct doc *d, const struct incident *i, instant now);

/* What a reader of the channel can do about a row: "!ack 1 and say it back"; empty when nothing. */
struct str view_loops_answer_at_irc(
	struct arena *a, const struct incident *i, const struct entry *e);

#endif
