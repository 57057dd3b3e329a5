/* irc_play.h: plays a script of a server that misbehaves against a bridge, and holds the facts it asks for. */
#ifndef SUPPORT_IRC_PLAY_H
#define SUPPORT_IRC_PLAY_H

#include "support/irc_stage.h"

/*
 * A script is lines; empty ones and those that begin with # are skipped. In what the server says \xNN is a byte, \\ a
 * backslash, and \{N:text} is text N times. The test fails with file and line when a fact does not hold.
 *
 *   option NAME VALUE     of irc.*, before connect
 *   connect               the bridge wishes for #war
 *   accept                waits for its next connection
 *   greet, let-in, live   accept and 001 to 422; JOIN, 353; all of it with connect in front until the link is live
 *   offer CAPS            accept, and the answer to CAP LS
 *   grant WORDS           grants every CAP REQ until the bridge says the words
 *   pong                  answers every PING of the bridge so far
 *   < LINE                the server says a line; CR LF is added
 *   << BYTES              as they are
 *   drip BYTES            one at a time, each read before the next
 *   flood N LINE          N times; %d in it is the number
 *   close, reset, finish  the server closes, resets, or only ends its own half of the connection
 *   turns N               lets the bridge's loop turn
 *
 *   > WORDS               waits until the bridge says a line with the words
 *   silent WORDS          it never said them
 *   times N WORDS         it said them in all exactly N times; most N WORDS: at most
 *   state NAME            waits for the state of the link; still NAME: and it stays so for 50 turns
 *   nick NAME             what the bridge takes for its own nick
 *   told WORDS            waits until local people are told so
 *   row KIND WORDS        waits for a row whose body holds the words; no KIND WORDS: there is none
 *   rows N KIND WORDS     there are exactly N
 *   exact BYTES           a row of chat.in holds exactly these bytes as what was said, or they are in order over its parts
 *   remember, memory N    the process has grown by at most N MiB since remember (not under a sanitizer)
 *   alive                 a PING with blanks is answered, and a line of the channel is recorded, obeyed and confirmed
 */
void irc_play(struct irc_stage *s, const char *path);

#endif
