/* bridge_say.c: a text as lines that fit, on their way to the channel or to one person. */
#include "irc/bridge_private.h"

#include "irc/split_internal.h"

size_t bridge_budget(const struct bridge *b, const char *command, const char *target)
{
	return split_budget(
		512, connector_mask_length(b->connector), str_z(command), str_z(target));
}

/* The line as it leaves, without its end. */
static struct str said_line(
	struct bridge *b, bool notice, const char *target, struct str text, const char *label)
{
	const char *z = str_to_z(b->arena, text);
	struct str line;
	bool made = b->dispatch &&
		    (notice ? dispatch_notice(b->dispatch, b->arena, target, z, &line)
			    : dispatch_privmsg(b->dispatch, b->arena, target, z, &line));

	/* The library is a convenience; a line must not be lost to its moods. */
	if (!made)
		line = str_fmt(b->arena, "%s %s :%s", notice ? "NOTICE" : "PRIVMSG", target, z);
	return label[0] ? str_fmt(b->arena, "@label=%s %.*s", label, STR_ARG(line)) : line;
}

bool bridge_say_item(struct bridge *b, enum pace class, bool notice, const char *target,
	struct str text, enum line_id id, const struct outbox_item *item)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct str *pieces;
	size_t n = split_text(
		b->arena, text, bridge_budget(b, notice ? "NOTICE" : "PRIVMSG", target), &pieces);
	bool ok = n > 0, labels = connector_caps(b->connector)->has & CAPS_LABELS;

	for (size_t i = 0; i < n && ok; i++) {
		char label[OUTBOX_LABEL_MAX] = "";

		if (item && labels)
			outbox_label(item, i, label);
		ok = connector_send(
			b->connector, class, said_line(b, notice, target, pieces[i], label), id);
	}
	arena_reset_to(b->arena, mark);
	return ok;
}

bool bridge_say(struct bridge *b, enum pace class, bool notice, const char *target, struct str text,
	enum line_id id)
{
	return bridge_say_item(b, class, notice, target, text, id, NULL);
}

bool bridge_say_after(struct bridge *b, enum pace class, const char *target, struct str before,
	struct str text, enum line_id id)
{
	struct arena_mark mark = arena_mark(b->arena);
	size_t whole = bridge_budget(b, "PRIVMSG", target);
	size_t budget = whole > before.n + SPLIT_LEAST ? whole - before.n : SPLIT_LEAST;
	struct str *pieces;
	size_t n = split_text(b->arena, text, budget, &pieces);
	bool ok = n > 0;

	for (size_t i = 0; i < n && ok; i++) {
		struct str line = str_fmt(
			b->arena, "%.*s%.*s", STR_ARG(before), STR_ARG(pieces[i]));

		ok = connector_send(b->connector, class, said_line(b, false, target, line, ""), id);
	}
	arena_reset_to(b->arena, mark);
	return ok;
}
