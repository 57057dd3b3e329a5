/* irc_client.h: a scripted person on IRC: says lines, remembers what was heard, waits for nothing by itself. */
#ifndef SUPPORT_IRC_CLIENT_H
#define SUPPORT_IRC_CLIENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct irc_client {
	int fd;
	char *heard; /* all lines so far, with LF; a CR within one is ^M; heap */
	size_t n, cap;
	size_t mark;     /* looks begin here */
	size_t answered; /* PINGs up to here were answered */
	bool cr;         /* the last byte was one */
	bool mute;       /* PINGs are left to the test */
};

/* Connects to a port of this host. With a nick it also sends NICK and USER. */
void irc_client_open(struct irc_client *c, int port, const char *nick);
/* Takes over an accepted connection, for a server played by the test: it answers no PING by itself. */
void irc_client_adopt(struct irc_client *c, int fd);
void irc_client_close(struct irc_client *c);

void irc_client_say(struct irc_client *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3))); /* a line; its end is added */
void irc_client_bytes(struct irc_client *c, struct str bytes);

/* Reads what has come, answers PINGs. False when the other side has closed. */
bool irc_client_pump(struct irc_client *c);
/* True when the words occur in one line heard since the mark; then the mark moves behind that line. */
bool irc_client_hears(struct irc_client *c, const char *words);
/* Waits for them, up to 10 s, without turning anybody's loop; fails the test in vain. */
void irc_client_until(struct irc_client *c, const char *words);
/* How often they occur in all that was heard. */
size_t irc_client_count(const struct irc_client *c, const char *words);

#endif
