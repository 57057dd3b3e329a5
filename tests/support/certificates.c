/* certificates.c: certificates and keys made for a test, as PEM files in its folder. */
#include "support/certificates.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "support/test.h"

enum { DAY_S = 86400 };

const char *certificate_file(struct arena *a, const char *folder, const char *name)
{
	return arena_printf(a, "%s/%s.pem", folder, name);
}

const char *certificate_key(struct arena *a, const char *folder, const char *name)
{
	return arena_printf(a, "%s/%s.key", folder, name);
}

static X509 *read_certificate(const char *path)
{
	FILE *f = fopen(path, "r");
	X509 *x;

	assert_non_null(f);
	x = PEM_read_X509(f, NULL, NULL, NULL);
	fclose(f);
	assert_non_null(x);
	return x;
}

static EVP_PKEY *read_key(const char *path)
{
	FILE *f = fopen(path, "r");
	EVP_PKEY *key;

	assert_non_null(f);
	key = PEM_read_PrivateKey(f, NULL, NULL, NULL);
	fclose(f);
	assert_non_null(key);
	return key;
}

static void add_extension(X509 *x, X509 *issuer, int nid, const char *value)
{
	X509V3_CTX ctx;
	X509_EXTENSION *e;

	X509V3_set_ctx(&ctx, issuer, x, NULL, NULL, 0);
	e = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
	assert_non_null(e);
	assert_int_equal(X509_add_ext(x, e, -1), 1);
	X509_EXTENSION_free(e);
}

static void set_name(X509 *x, const char *name)
{
	assert_int_equal(X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC,
				 (const unsigned char *)name, -1, -1, 0),
		1);
}

static void set_dates(X509 *x, const struct certificate_ask *ask)
{
	bool given = ask->from_days || ask->to_days;
	long from = given ? ask->from_days : -1, to = given ? ask->to_days : 1;

	X509_gmtime_adj(X509_getm_notBefore(x), from * DAY_S);
	X509_gmtime_adj(X509_getm_notAfter(x), to * DAY_S);
}

static void write_files(
	struct arena *a, const char *folder, const char *name, X509 *x, EVP_PKEY *key)
{
	FILE *f = fopen(certificate_file(a, folder, name), "w");

	assert_non_null(f);
	assert_int_equal(PEM_write_X509(f, x), 1);
	fclose(f);
	f = fopen(certificate_key(a, folder, name), "w");
	assert_non_null(f);
	assert_int_equal(fchmod(fileno(f), 0600), 0);
	assert_int_equal(PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL), 1);
	fclose(f);
}

void certificate_make(struct arena *a, const char *folder, const struct certificate_ask *ask)
{
	EVP_PKEY *key = EVP_EC_gen("P-256"), *signer = key;
	X509 *x = X509_new(), *issuer = x;
	static long serial;

	assert_non_null(key);
	if (ask->issuer) {
		issuer = read_certificate(certificate_file(a, folder, ask->issuer));
		signer = read_key(certificate_key(a, folder, ask->issuer));
	}
	X509_set_version(x, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(x), ++serial);
	set_name(x, ask->name);
	set_dates(x, ask);
	X509_set_pubkey(x, key);
	X509_set_issuer_name(x, X509_get_subject_name(issuer));
	add_extension(
		x, issuer, NID_basic_constraints, ask->authority ? "critical,CA:TRUE" : "CA:FALSE");
	if (ask->names)
		add_extension(x, issuer, NID_subject_alt_name, ask->names);
	if (ask->usage)
		add_extension(x, issuer, NID_ext_key_usage, ask->usage);
	assert_true(X509_sign(x, signer, EVP_sha256()) > 0);
	write_files(a, folder, ask->name, x, key);
	if (ask->issuer) {
		X509_free(issuer);
		EVP_PKEY_free(signer);
	}
	X509_free(x);
	EVP_PKEY_free(key);
}

static const char *hex_of(struct arena *a, unsigned char *der, int n)
{
	struct hash h;

	assert_true(n > 0);
	h = hash_bytes(str_n((const char *)der, (size_t)n));
	OPENSSL_free(der);
	return hash_hex(a, &h);
}

const char *certificate_sha256(struct arena *a, const char *folder, const char *name)
{
	X509 *x = read_certificate(certificate_file(a, folder, name));
	unsigned char *der = NULL;
	int n = i2d_X509(x, &der);

	X509_free(x);
	return hex_of(a, der, n);
}

const char *certificate_key_sha256(struct arena *a, const char *folder, const char *name)
{
	X509 *x = read_certificate(certificate_file(a, folder, name));
	unsigned char *der = NULL;
	int n = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(x), &der);

	X509_free(x);
	return hex_of(a, der, n);
}
