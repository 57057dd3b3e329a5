/* irc_services.h: a real InspIRCd with Anope's services on free ports of this host, ended by their process ids. */
#ifndef SUPPORT_IRC_SERVICES_H
#define SUPPORT_IRC_SERVICES_H

#include <sys/types.h>

#include "base/arena.h"

struct irc_services {
	pid_t server, services;
	int port, tls_port, link_port;
	const char *folder;
};

/*
 * Starts both in a folder of the test and waits until NickServ is there: some seconds. `certificate` and `key` are
 * what the server shows on its port for encryption, where it asks clients for theirs.
 */
void irc_services_start(struct irc_services *s, struct arena *a, const char *folder,
	const char *certificate, const char *key);
void irc_services_end(struct irc_services *s);

#endif
