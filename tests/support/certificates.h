/* certificates.h: certificates and keys made for a test, as PEM files in its folder. */
#ifndef SUPPORT_CERTIFICATES_H
#define SUPPORT_CERTIFICATES_H

#include <stdbool.h>

#include "base/arena.h"

struct certificate_ask {
	const char *name;   /* NAME.pem and NAME.key in the folder */
	const char *issuer; /* name of one made before; NULL: signs itself */
	const char *names;  /* "DNS:localhost,IP:127.0.0.1"; NULL: none */
	const char *usage;  /* "serverAuth", "clientAuth"; NULL: any */
	bool authority;
	int from_days, to_days; /* relative to now; both 0: yesterday to tomorrow */
};

void certificate_make(struct arena *a, const char *folder, const struct certificate_ask *ask);

const char *certificate_file(struct arena *a, const char *folder, const char *name);
const char *certificate_key(struct arena *a, const char *folder, const char *name);
/* SHA-256 in hex of the certificate, and of the public key in it. */
const char *certificate_sha256(struct arena *a, const char *folder, const char *name);
const char *certificate_key_sha256(struct arena *a, const char *folder, const char *name);

#endif
