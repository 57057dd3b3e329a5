/* channels.c: the list of channels a connection is to be in. */
#include "irc/channels_internal.h"

#include "base/mem.h"

static void free_channel(struct irc_channel *ch)
{
	members_clear(&ch->members);
	mem_free(ch);
}

void channels_clear(struct irc_channels *all)
{
	for (size_t i = 0; i < all->n; i++)
		free_channel(all->v[i]);
	all->n = 0;
}

struct irc_channel *channels_find(
	const struct irc_channels *all, const struct isupport *s, struct str name)
{
	for (size_t i = 0; i < all->n; i++)
		if (isupport_same(s, name, str_z(all->v[i]->name)))
			return all->v[i];
	return NULL;
}

struct irc_channel *channels_add(struct irc_channels *all, const char *name)
{
	struct irc_channel *ch;

	if (all->n == LINK_CHANNELS_MAX || !name[0] || strlen(name) >= sizeof ch->name)
		return NULL;
	ch = mem_alloc(sizeof *ch);
	memcpy(ch->name, name, strlen(name) + 1);
	ch->lost = INSTANT_NONE;
	all->v[all->n++] = ch;
	return ch;
}

void channels_drop(struct irc_channels *all, size_t at)
{
	free_channel(all->v[at]);
	memmove(all->v + at, all->v + at + 1, (all->n - at - 1) * sizeof all->v[0]);
	all->n--;
}

void channels_leave(struct irc_channels *all)
{
	for (size_t i = 0; i < all->n; i++) {
		struct irc_channel *ch = all->v[i];

		ch->state = CHANNEL_OUT;
		ch->joined = false;
		ch->members.n = 0;
		ch->topic[0] = ch->why[0] = '\0';
		ch->step_at = ch->retry_at = 0;
	}
}
