/* options.h: what can be set about the IRC bridge, each once: name, type, default and meaning. */
#ifndef IRC_OPTIONS_H
#define IRC_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "base/time.h"

enum { IRC_NAME_MAX = 256, IRC_PATH_MAX = 1024, IRC_PIN_MAX = 65 };

/* How we prove who we are; auto: with what there is, the certificate first. */
enum irc_login {
	IRC_LOGIN_AUTO,
	IRC_LOGIN_NONE,
	IRC_LOGIN_EXTERNAL,
	IRC_LOGIN_SCRAM,
	IRC_LOGIN_PLAIN
};

/* Who may respond, command and publish: nobody, who is logged in to an account of the server, or every nick. */
enum irc_trust { IRC_TRUST_NONE, IRC_TRUST_ACCOUNTS, IRC_TRUST_NICKS };

/* A plain value: copy it freely. All durations are over zero. */
struct irc_options {
	char server[IRC_NAME_MAX]; /* host name or address; "" until somebody names one */
	char port[16];             /* "0": the usual one */
	char nick[64], user[32], realname[128];
	char channel[IRC_NAME_MAX];
	char channel_key[64]; /* "": it needs none */
	/* Where passwords are kept, see sys/secret.h; what is found there is never stored or logged. */
	char server_password_from[IRC_PATH_MAX], password_from[IRC_PATH_MAX];
	char account[64]; /* to log in to; "": the certificate says which */
	enum irc_login login;
	bool plaintext;            /* links are not encrypted; beyond this host they only record */
	bool tls;                  /* links to this host are encrypted too */
	char cafile[IRC_PATH_MAX]; /* authorities that vouch for the server; "": the system's */
	char pin[IRC_PIN_MAX];     /* SHA-256 of the server's certificate or key, in hex */
	char certificate[IRC_PATH_MAX], key[IRC_PATH_MAX]; /* ours */
	enum irc_trust trust;
	bool catchup; /* who comes new is told in private where the incident stands */
	char responders[IRC_PATH_MAX]; /* accounts, with blanks between; "": all */
	int burst;                     /* lines that may leave at once */
	duration rate;                 /* then one line each so often */
	duration connect_limit, register_limit, join_limit;
	duration silence, patience; /* nothing heard for so long: ask; and so long again: down */
	duration backoff_first, backoff_most,
		steady;       /* waits double; start anew after `steady` live */
	duration denied_wait; /* least wait after a certificate or a login was refused */
	duration refused_first, refused_most; /* joins that were refused are tried again */
	duration kicked_first;                /* then six times, then 24 times as long */
	duration regain;                      /* how often the wanted nick is tried */
	char incident_channel
		[64];    /* "#inc-{id}": each incident gets one of its own; "": none does */
	duration linger; /* and it is left so long after the end */
	duration topic_every;
	duration away; /* missing from the channel for so long is gone */
	duration lease_ttl,
		lease_every; /* how long a silent holder keeps the bridge; how often it renews */
};

struct irc_options irc_options_default(void);

/* The channel of an incident by the pattern, which must not be empty; IRC_NAME_MAX bytes. */
void irc_options_incident_channel(const struct irc_options *o, uint32_t incident, char *ret);

/* Sets one by name, without the "irc." in front. RC_UNKNOWN names what there is; RC_USAGE says what
 * the value must be. */
enum rc irc_options_set(struct irc_options *o, struct str name, struct str value, struct err *err);

/* For help, completion and the docs page. */
struct irc_option {
	const char *name, *type, *otherwise, *brief;
};
/* Fills *ret with option number `at`, when there is one; returns how many there are. */
size_t irc_options_list(size_t at, struct irc_option *ret);

/* Whether a link to the server is to be encrypted, and the port that goes with it. */
bool irc_options_encrypts(const struct irc_options *o);
const char *irc_options_port(const struct irc_options *o);
/* The name or address of this host as everybody writes it: localhost, 127.x.x.x, ::1. A name that merely looks so is
 * none. */
bool irc_options_is_this_host(const char *server);

#endif
