/* irc_rig.h: a console without a screen: journal, engine, loop and bridge in one, driven until a fact holds. */
#ifndef SUPPORT_IRC_RIG_H
#define SUPPORT_IRC_RIG_H

#include <stdbool.h>

#include "engine/engine.h"
#include "irc/bridge.h"
#include "support/irc_client.h"
#include "support/irc_server.h"
#include "support/room.h"

enum { RIG_CLIENTS = 8 };

struct irc_rig {
	struct arena *arena;
	struct room *room; /* for its policies */
	const char *folder;
	struct loop *loop;
	struct journal *journal;
	struct engine *engine;
	struct bridge *bridge;
	struct irc_options options;
	struct irc_client *clients[RIG_CLIENTS]; /* listened to while waiting */
	size_t client_count;
	char notices[8192]; /* what local people were told, one per line */
};

/* A fresh journal in a folder of its own; options with short waits. */
void irc_rig_open(struct irc_rig *r);
void irc_rig_close(struct irc_rig *r);
void irc_rig_close_beside(struct irc_rig *r); /* leaves the folder to the first */
/* Another console on the same journal, in this process or after a fork. */
void irc_rig_beside(struct irc_rig *r, const struct irc_rig *first, const char *holder);

/* Opens the bridge with the options and wishes for this port and channel; "" leaves the channel out. */
void irc_rig_connect(struct irc_rig *r, const char *holder, int port, const char *channel);
void irc_rig_listen(struct irc_rig *r, struct irc_client *c);
void irc_rig_option(struct irc_rig *r, const char *name, const char *value);

/* Turns the loop until the condition holds; fails the test after 10 s, naming it. */
typedef bool irc_rig_fact(void *ctx);
void irc_rig_until(struct irc_rig *r, const char *what, irc_rig_fact *fact, void *ctx);
void irc_rig_turn(struct irc_rig *r); /* once, briefly */
void irc_rig_until_state(struct irc_rig *r, const char *state);
void irc_rig_until_hears(struct irc_rig *r, struct irc_client *c, const char *words);
/* A record of that kind whose body holds the words, `times` times. */
void irc_rig_until_row(struct irc_rig *r, enum event_kind kind, const char *words, size_t times);

size_t irc_rig_rows(struct irc_rig *r, enum event_kind kind, const char *words);
/* Records of that kind by this actor, "irc:ops1". */
size_t irc_rig_rows_by(struct irc_rig *r, enum event_kind kind, const char *actor);
/* Declares an incident at the console. */
void irc_rig_declare(struct irc_rig *r, const char *title);
void irc_rig_command(struct irc_rig *r, const char *line); /* must succeed */
/* A command of the console's user "lead", which must succeed; its answer as text. */
const char *irc_rig_ask(struct irc_rig *r, const char *line);
void irc_rig_say(struct irc_rig *r, const char *text); /* as the console's user "lead" */

#endif
