/* tls_front.c: a TLS server as a process of its own: what it hears goes in the clear to another port of this host, and back. */
#include "support/tls_front.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/certificates.h"
#include "support/test.h"

enum { PIECE = 16384, SECONDS = 10 };

static int no_one_knows(int ok, X509_STORE_CTX *store)
{
	(void)ok;
	(void)store;
	return 1;
}

static SSL_CTX *context(struct arena *a, const struct tls_front_ask *ask)
{
	SSL_CTX *c = SSL_CTX_new(TLS_server_method());

	if (ask->old) {
		SSL_CTX_set_security_level(c, 0);
		SSL_CTX_set_min_proto_version(c, TLS1_VERSION);
		SSL_CTX_set_max_proto_version(c, TLS1_1_VERSION);
		SSL_CTX_set_cipher_list(c, "ALL:@SECLEVEL=0");
	}
	if (SSL_CTX_use_certificate_chain_file(
		    c, certificate_file(a, ask->folder, ask->certificate)) != 1 ||
		SSL_CTX_use_PrivateKey_file(c, certificate_key(a, ask->folder, ask->certificate),
			SSL_FILETYPE_PEM) != 1)
		_exit(2);
	/* Networks take any certificate and look at its hash. */
	if (ask->client_issuer)
		SSL_CTX_set_verify(c, SSL_VERIFY_PEER, no_one_knows);
	return c;
}

static int connect_back(int port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (connect(fd, (struct sockaddr *)&at, sizeof at) < 0)
		_exit(3);
	return fd;
}

static bool forward_in(SSL *ssl, int back)
{
	char bytes[PIECE];
	int n;

	do {
		n = SSL_read(ssl, bytes, sizeof bytes);
		if (n <= 0 || send(back, bytes, (size_t)n, MSG_NOSIGNAL) != n)
			return false;
	} while (SSL_pending(ssl) > 0);
	return true;
}

/* One record for all that has gathered. */
static bool forward_out(SSL *ssl, int back)
{
	char bytes[PIECE];
	ssize_t n = recv(back, bytes, sizeof bytes, 0);

	return n > 0 && SSL_write(ssl, bytes, (int)n) == n;
}

static void relay(SSL *ssl, int fd, int back)
{
	struct pollfd p[2] = {{fd, POLLIN, 0}, {back, POLLIN, 0}};

	for (;;) {
		if (poll(p, 2, -1) < 0)
			return;
		if (p[0].revents && !forward_in(ssl, back))
			return;
		if (p[1].revents && !forward_out(ssl, back))
			return;
	}
}

static void tell_client(SSL *ssl, int facts)
{
	X509 *x = SSL_get0_peer_certificate(ssl);
	const char *sni = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	dprintf(facts, "ok %s sni=%s client=", SSL_get_version(ssl), sni ? sni : "-");
	if (x)
		X509_digest(x, EVP_sha256(), md, &n);
	for (unsigned i = 0; i < n; i++)
		dprintf(facts, "%02x", md[i]);
	dprintf(facts, "%s\n", n ? "" : "-");
}

static void serve(SSL_CTX *context, int fd, int facts, int back_port)
{
	struct timeval limit = {.tv_sec = SECONDS};
	SSL *ssl = SSL_new(context);
	int back;

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	SSL_set_fd(ssl, fd);
	if (SSL_accept(ssl) == 1) {
		tell_client(ssl, facts);
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){0}, sizeof limit);
		back = connect_back(back_port);
		relay(ssl, fd, back);
		close(back);
	} else {
		dprintf(facts, "failed %s\n", ERR_reason_error_string(ERR_peek_error()));
	}
	ERR_clear_error();
	SSL_free(ssl);
	close(fd);
}

static _Noreturn void run(struct arena *a, const struct tls_front_ask *ask, int listener, int facts)
{
	SSL_CTX *c;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_IGN);
	c = context(a, ask);
	for (;;) {
		int fd = accept(listener, NULL, NULL);

		if (fd >= 0)
			serve(c, fd, facts, ask->back);
	}
}

void tls_front_start(struct tls_front *f, struct arena *a, const struct tls_front_ask *ask)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t n = sizeof at;
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), ends[2];

	*f = (struct tls_front){0};
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(listener, (struct sockaddr *)&at, n), 0);
	assert_int_equal(listen(listener, 8), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)&at, &n), 0);
	assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
	f->port = ntohs(at.sin_port);
	f->pid = fork();
	assert_true(f->pid >= 0);
	if (f->pid == 0)
		run(a, ask, listener, ends[1]);
	close(listener);
	close(ends[1]);
	f->facts_fd = ends[0];
}

bool tls_front_tells(struct tls_front *f, const char *words)
{
	ssize_t n = read(f->facts_fd, f->facts + f->n, sizeof f->facts - 1 - f->n);

	if (n > 0)
		f->n += (size_t)n;
	return strstr(f->facts, words) != NULL;
}

void tls_front_end(struct tls_front *f)
{
	if (f->pid <= 0)
		return;
	kill(f->pid, SIGKILL);
	while (waitpid(f->pid, NULL, 0) < 0 && errno == EINTR)
		;
	close(f->facts_fd);
	*f = (struct tls_front){0};
}
