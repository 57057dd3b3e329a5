/* keep.c: keeps typed lines for the next session beside the journal, and looks whether the record can be kept. */
#include "tui/tui_internal.h"

#include "journal/journal.h"

static const char *note_key(struct tui *t)
{
	return arena_printf(t->turn, "history:%s", t->me);
}

static struct str note_now(struct tui *t)
{
	struct str note;
	struct err err;
	bool there = journal_note_get(
			     engine_journal(t->engine), note_key(t), t->turn, &note, &err) == RC_OK;
	return there ? note : (struct str){0};
}

void keep_fetch(struct tui *t)
{
	history_read(&t->prompt.history, note_now(t));
}

/* Once a second and at the end, never between a key and its frame. */
void keep_store(struct tui *t)
{
	struct history *h = &t->prompt.history;
	struct err err;
	if (!h->fresh || !engine_health(t->engine)->ok)
		return;
	struct str note = history_note(t->turn, note_now(t), h);
	if (journal_note_set(engine_journal(t->engine), note_key(t), note, &err) == RC_OK)
		history_kept(h);
}

/* Reads go on from a file that was moved away under us, so its head is asked for even when nobody writes. */
void keep_look(struct tui *t)
{
	const struct health *h = engine_health(t->engine);
	struct journal_head head;
	struct err err = {0};
	bool was = t->unwell[0] != 0;
	enum rc rc = h->ok ? journal_get_head(engine_journal(t->engine), &head, &err) : RC_IO;
	bool bad = rc == RC_IO || rc == RC_GONE || rc == RC_CORRUPT;
	snprintf(t->unwell, sizeof t->unwell, "%s", !bad ? "" : h->ok ? err.text : h->text);
	if (bad && !was && t->linear)
		tui_say(t, ROLE_SEV1, "%s", t->unwell);
	else if (!bad && was)
		tui_say(t, ROLE_OK, "the journal is back, things are recorded again");
	if (bad != was)
		tui_dirty(t);
}
