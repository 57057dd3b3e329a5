/* tls.c: the only file that knows OpenSSL: verified encryption over a socket, step by step. */
#include "irc/tls_internal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "base/hash.h"
#include "base/mem.h"

enum { SECURITY_LEVEL = 2, HOST_MAX = 256 };

struct tls {
	SSL_CTX *shared;
	SSL *ssl;
	struct hash pin;
	bool pinned, any_issuer; /* a pin stands for the issuer, unless authorities were named */
	bool pin_failed, refused;
	bool read_wants_write, write_wants_read;
	char host[HOST_MAX];
	char error[256];
};

/* Configuration. */

static enum rc file_error(struct err *err, const char *option, const char *path)
{
	unsigned long code = ERR_peek_last_error();
	const char *why = code ? ERR_reason_error_string(code) : NULL;

	if (code && ERR_SYSTEM_ERROR(code))
		why = strerror(ERR_GET_REASON(code));
	ERR_clear_error();
	return err_set(err, RC_STATE, "irc.%s: %s: %s", option, path,
		why ? why : "nothing of use is in it");
}

/* An encrypted key would make the library ask at our terminal. */
static int no_passphrase(char *to, int size, int writing, void *ctx)
{
	(void)to;
	(void)size;
	(void)writing;
	(void)ctx;
	return -1;
}

static bool is_issuer_trouble(int error)
{
	switch (error) {
	case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
	case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
	case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
	case X509_V_ERR_CERT_UNTRUSTED:
		return true;
	default:
		return false;
	}
}

static bool is_name_trouble(int error)
{
	return error == X509_V_ERR_HOSTNAME_MISMATCH || error == X509_V_ERR_IP_ADDRESS_MISMATCH;
}

static struct tls *tls_of(X509_STORE_CTX *store)
{
	return SSL_get_app_data(
		X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
}

static int overlook(int ok, X509_STORE_CTX *store)
{
	const struct tls *t = tls_of(store);
	int error = X509_STORE_CTX_get_error(store);

	if (ok || !t->pinned)
		return ok;
	if (!is_name_trouble(error) && !(t->any_issuer && is_issuer_trouble(error)))
		return 0;
	X509_STORE_CTX_set_error(store, X509_V_OK);
	return 1;
}

static bool is_pinned(const struct tls *t, X509 *certificate)
{
	struct hash of_certificate, of_key;
	unsigned char *der = NULL;
	int n = i2d_X509(certificate, &der);

	if (n <= 0)
		return false;
	of_certificate = hash_bytes(str_n((const char *)der, (size_t)n));
	OPENSSL_free(der);
	der = NULL;
	n = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
	if (n <= 0)
		return false;
	of_key = hash_bytes(str_n((const char *)der, (size_t)n));
	OPENSSL_free(der);
	return hash_eq(&t->pin, &of_certificate) || hash_eq(&t->pin, &of_key);
}

/* Before our own certificate or any byte of IRC could leave. */
static int verify(X509_STORE_CTX *store, void *arg)
{
	struct tls *t = tls_of(store);
	int ok;

	(void)arg;
	X509_STORE_CTX_set_verify_cb(store, overlook);
	ok = X509_verify_cert(store);
	if (ok == 1 && t->pinned && !is_pinned(t, X509_STORE_CTX_get0_cert(store))) {
		t->pin_failed = true;
		X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
		ok = 0;
	}
	return ok == 1;
}

static enum rc load_files(struct tls *t, const struct tls_spec *spec, struct err *err)
{
	const char *key = spec->key[0] ? spec->key : spec->certificate;

	if (spec->cafile[0] && SSL_CTX_load_verify_file(t->shared, spec->cafile) != 1)
		return file_error(err, "cafile", spec->cafile);
	if (!spec->cafile[0] && !t->pinned && SSL_CTX_set_default_verify_paths(t->shared) != 1)
		return err_set(err, RC_STATE,
			"the system's certificate authorities cannot be read; name some by `irc "
			"cafile "
			"FILE`");
	if (!spec->certificate[0])
		return RC_OK;
	SSL_CTX_set_default_passwd_cb(t->shared, no_passphrase);
	if (SSL_CTX_use_certificate_chain_file(t->shared, spec->certificate) != 1)
		return file_error(err, "certificate", spec->certificate);
	if (SSL_CTX_use_PrivateKey_file(t->shared, key, SSL_FILETYPE_PEM) != 1)
		return file_error(err, spec->key[0] ? "key" : "certificate", key);
	if (SSL_CTX_check_private_key(t->shared) != 1)
		return err_set(
			err, RC_STATE, "irc.key: %s is not the key of %s", key, spec->certificate);
	return RC_OK;
}

static bool is_address(const char *host)
{
	struct in6_addr any;

	return inet_pton(AF_INET, host, &any) == 1 || inet_pton(AF_INET6, host, &any) == 1;
}

static bool expect_host(struct tls *t, const char *host)
{
	size_t n = strlen(host);

	/* The dot at the end of a whole name stands in no certificate. */
	if (n > 1 && host[n - 1] == '.')
		n--;
	if (n == 0 || n >= sizeof t->host)
		return false;
	memcpy(t->host, host, n);
	t->host[n] = '\0';
	if (is_address(t->host))
		return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(t->ssl), t->host) == 1;
	SSL_set_hostflags(t->ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
	return SSL_set1_host(t->ssl, t->host) == 1 &&
	       SSL_set_tlsext_host_name(t->ssl, t->host) == 1;
}

static bool prepare(struct tls *t)
{
	t->shared = SSL_CTX_new(TLS_client_method());
	if (!t->shared || SSL_CTX_set_min_proto_version(t->shared, TLS1_2_VERSION) != 1)
		return false;
	SSL_CTX_set_security_level(t->shared, SECURITY_LEVEL);
	/* Many servers of IRC hang up without a farewell; a line that is cut shows as such. */
	SSL_CTX_set_options(t->shared,
		SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
	SSL_CTX_set_mode(
		t->shared, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	SSL_CTX_set_session_cache_mode(t->shared, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_verify(t->shared, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_cert_verify_callback(t->shared, verify, NULL);
	return true;
}

static enum rc set_up(struct tls *t, int fd, const struct tls_spec *spec, struct err *err)
{
	enum rc rc;

	t->pinned = spec->pin[0] != '\0';
	t->any_issuer = t->pinned && !spec->cafile[0];
	if (t->pinned && !hex_decode(str_z(spec->pin), t->pin.b, HASH_SIZE))
		return err_set(err, RC_USAGE, "irc.pin is 64 hex digits");
	if (!prepare(t))
		return err_set(err, RC_IO, "encryption cannot be set up");
	rc = load_files(t, spec, err);
	if (rc != RC_OK)
		return rc;
	t->ssl = SSL_new(t->shared);
	if (!t->ssl || SSL_set_app_data(t->ssl, t) != 1 || SSL_set_fd(t->ssl, fd) != 1 ||
		!expect_host(t, spec->host))
		return err_set(err, RC_USAGE, "\"%.100s\" is no name a certificate could bear",
			spec->host);
	SSL_set_connect_state(t->ssl);
	return RC_OK;
}

enum rc tls_new(int fd, const struct tls_spec *spec, struct tls **ret, struct err *err)
{
	struct tls *t = mem_alloc(sizeof *t);
	enum rc rc;

	ERR_clear_error();
	rc = set_up(t, fd, spec, err);
	if (rc != RC_OK)
		tls_free(t);
	else
		*ret = t;
	return rc;
}

void tls_free(struct tls *t)
{
	if (!t)
		return;
	ERR_clear_error();
	if (t->ssl && SSL_is_init_finished(t->ssl) && !t->error[0])
		(void)SSL_shutdown(t->ssl);
	ERR_clear_error();
	SSL_free(t->ssl);
	SSL_CTX_free(t->shared);
	mem_free(t);
}

/* What went wrong. */

static const char *certificate_trouble(const struct tls *t, long error)
{
	if (t->pin_failed)
		return "it is not the one that irc.pin names";
	return X509_verify_cert_error_string(error);
}

static const char *advice(const struct tls *t, long error)
{
	return !t->pinned && is_issuer_trouble((int)error)
		       ? "; `irc cafile` or `irc pin` names one to trust"
		       : "";
}

static const char *protocol_trouble(void)
{
	unsigned long code = ERR_peek_error();
	const char *why = code ? ERR_reason_error_string(code) : NULL;

	switch (ERR_GET_REASON(code)) {
	case SSL_R_WRONG_VERSION_NUMBER:
		return "the server speaks no TLS on this port";
	case SSL_R_UNSUPPORTED_PROTOCOL:
	case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
		return "the server knows nothing newer than TLS 1.1";
	default:
		return why ? why : "the server closed the connection";
	}
}

static void note_failure(struct tls *t, int kind)
{
	long error = SSL_get_verify_result(t->ssl);

	if (t->pin_failed || error != X509_V_OK) {
		t->refused = true;
		snprintf(t->error, sizeof t->error, "the certificate of %.100s is refused: %s%s",
			t->host, certificate_trouble(t, error), advice(t, error));
	} else if (kind == SSL_ERROR_SYSCALL && errno) {
		snprintf(t->error, sizeof t->error, "%s", strerror(errno));
	} else {
		snprintf(t->error, sizeof t->error, "encryption failed: %s", protocol_trouble());
	}
	ERR_clear_error();
}

/* Moving bytes. */

enum tls_step tls_handshake(struct tls *t)
{
	int rc, kind;

	ERR_clear_error();
	errno = 0;
	rc = SSL_do_handshake(t->ssl);
	kind = rc == 1 ? SSL_ERROR_NONE : SSL_get_error(t->ssl, rc);
	if (kind == SSL_ERROR_NONE)
		return TLS_DONE;
	if (kind == SSL_ERROR_WANT_READ)
		return TLS_WANTS_READ;
	if (kind == SSL_ERROR_WANT_WRITE)
		return TLS_WANTS_WRITE;
	note_failure(t, kind);
	return TLS_FAILED;
}

/* What became of a read or write that moved nothing. */
static ssize_t stuck(struct tls *t, int rc, bool *wants_other, int other, bool reading)
{
	int kind = SSL_get_error(t->ssl, rc);

	*wants_other = kind == other;
	if (kind == SSL_ERROR_WANT_READ || kind == SSL_ERROR_WANT_WRITE)
		return -1;
	if (reading && kind == SSL_ERROR_ZERO_RETURN)
		return 0;
	note_failure(t, kind);
	return -2;
}

ssize_t tls_read(struct tls *t, char *to, size_t max)
{
	int n;

	ERR_clear_error();
	errno = 0;
	t->read_wants_write = false;
	n = SSL_read(t->ssl, to, (int)max);
	return n > 0 ? n : stuck(t, n, &t->read_wants_write, SSL_ERROR_WANT_WRITE, true);
}

ssize_t tls_write(struct tls *t, const char *from, size_t n)
{
	int rc;

	ERR_clear_error();
	errno = 0;
	t->write_wants_read = false;
	rc = SSL_write(t->ssl, from, (int)n);
	return rc > 0 ? rc : stuck(t, rc, &t->write_wants_read, SSL_ERROR_WANT_READ, false);
}

bool tls_has_more(const struct tls *t)
{
	return SSL_pending(t->ssl) > 0;
}

bool tls_read_wants_write(const struct tls *t)
{
	return t->read_wants_write;
}

bool tls_write_wants_read(const struct tls *t)
{
	return t->write_wants_read;
}

const char *tls_error(const struct tls *t)
{
	return t->error;
}

bool tls_is_refused(const struct tls *t)
{
	return t->refused;
}

const char *tls_protocol(const struct tls *t)
{
	return SSL_get_version(t->ssl);
}
