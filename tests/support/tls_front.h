/* tls_front.h: a TLS server as a process of its own: what it hears goes in the clear to another port of this host, and back. */
#ifndef SUPPORT_TLS_FRONT_H
#define SUPPORT_TLS_FRONT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"

struct tls_front_ask {
	const char *folder, *certificate; /* name of one made by certificate_make */
	const char
		*client_issuer; /* name of one whose clients are asked for; NULL: nobody is asked */
	bool old;               /* TLS 1.1 and no later */
	int back;               /* the port in the clear */
};

struct tls_front {
	pid_t pid;
	int port, facts_fd;
	char facts
		[4096]; /* a line for each client: "ok TLSv1.3 sni=NAME client=SHA256" or "failed WHY" */
	size_t n;
};

void tls_front_start(struct tls_front *f, struct arena *a, const struct tls_front_ask *ask);
/* Reads what has come; true when the words stand in it. */
bool tls_front_tells(struct tls_front *f, const char *words);
void tls_front_end(struct tls_front *f);

#endif
