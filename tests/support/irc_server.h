/* irc_server.h: a real ngIRCd on a free port of this host, started and ended by its process id. */
#ifndef SUPPORT_IRC_SERVER_H
#define SUPPORT_IRC_SERVER_H

#include <sys/types.h>

#include "base/arena.h"

struct irc_server {
	pid_t pid; /* 0: not running */
	int port;
	const char *config;            /* path */
	const char *certificate, *key; /* set both before the start and tls_port is open too */
	int tls_port;
};

/* Starts it in a folder of the test and waits until it accepts. Fails the test when it does not. */
void irc_server_start(struct irc_server *s, struct arena *a, const char *folder);
void irc_server_kill(struct irc_server *s);  /* at once, without a word to anybody */
void irc_server_again(struct irc_server *s); /* on the same port */
/* Until somebody listens on that port; fails the test after so many seconds. */
void irc_server_wait(int port, int seconds);
/* A port nobody listens on now. */
int irc_server_free_port(void);

#endif
