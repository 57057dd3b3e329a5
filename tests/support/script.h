/* script.h: conversations: who says what when, and what must come of it. */
#ifndef SUPPORT_SCRIPT_H
#define SUPPORT_SCRIPT_H

#include "support/room.h"

/*
 * A conversation is lines:
 *   # words                     a remark
 *   @ +5m | @ 2026-...Z         the clock moves on, or is set
 *   @@ +5m                      time passes: the clocks are asked every 5 s, and record what is due
 *   % KIND words                the clocks recorded an event of this kind in the last @@ whose body holds the words
 *   %~ KIND words               they did not
 *   ACTOR DOOR> line            somebody says a line; DOOR is console, shell, irc or irc:log (observe and log only)
 *   ACTOR chat> words           somebody talks in the channel
 *   = words                     the reply holds these words
 *   =~ words                    the reply does not
 *   ! words                     it was refused with these words (an unexpected refusal fails the test)
 *   + KIND words                an event of this kind was proposed whose body holds the words
 *   json words                  the JSON answer holds the words
 *   allow words                 commands of runbooks may be asked for, of these runbooks and programs ("allow off": none)
 *   acts N                      so many acts were wished for
 *   & KIND {json}               an edge put an event of this kind on record
 */
void script_play(struct room *r, const char *file);

#endif
