/* irc_stage.h: a bridge before a server that the test plays line by line. */
#ifndef SUPPORT_IRC_STAGE_H
#define SUPPORT_IRC_STAGE_H

#include "support/irc_rig.h"

struct irc_stage {
	struct irc_rig rig;
	int listener, port;
	struct irc_client link; /* our end of the bridge's connection */
};

/* Cmocka's setup and teardown: a stage with one incident, nobody connected yet. */
int irc_stage_setup(void **state);
int irc_stage_teardown(void **state);

void irc_stage_connect(struct irc_stage *s); /* wishes for #war */
void irc_stage_accept(struct irc_stage *s);  /* waits for the next connection */
/* Turns the bridge's loop until it has said the words. */
void irc_stage_hear(struct irc_stage *s, const char *words);
/* Everything the bridge asks by PING is answered from here on. */
void irc_stage_answer_pings(struct irc_stage *s);
/* Until local people are told something with these words. */
void irc_stage_until_told(struct irc_stage *s, const char *words);
/* The words after which the bridge is in the channel: JOIN, names, and the answer to its question. */
void irc_stage_let_in(struct irc_stage *s);

/* Accepts, hears the bridge ask what there is, and offers these extensions. */
void irc_stage_offer(struct irc_stage *s, const char *caps);
/* Grants every extension it asks for, until it has said the words. */
void irc_stage_grant_until(struct irc_stage *s, const char *words);
void irc_stage_welcome(struct irc_stage *s); /* greets; 001 to 422 */
void irc_stage_go_live(struct irc_stage *s); /* greets, lets in, answers, until it is live */

#endif
