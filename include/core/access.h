/* access.h: what people may do, by what: whose account it is, a role, a grant with an end, a code that serves once. */
#ifndef CORE_ACCESS_H
#define CORE_ACCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"
#include "core/roles.h"

struct board;
struct incident;

/* What a speaker may do; the door, roles and grants give these. */
enum capability {
	CAP_OBSERVE = 1,
	CAP_LOG = 2,
	CAP_RESPOND = 4,
	CAP_COMMAND = 8,
	CAP_PUBLISH = 16,
	CAP_CLOSE = 32,
	CAP_ADMINISTER = 64
};
enum { CAP_ALL = 127 };
const char *capability_name(enum capability c);
bool capability_find(struct str name, enum capability *ret); /* the whole name */
/* "respond, publish" */
const char *capability_names(struct arena *a, unsigned capabilities);

/* ---- The table ---- */

struct access_policy; /* immutable; lives in the arena it was parsed into */

/* Reads templates/policy/access.tsv. RC_USAGE "file:line: what". */
enum rc access_policy_parse(struct arena *a, const struct roles_policy *roles, const char *file,
	struct str text, const struct access_policy **ret, struct err *err);
/* Of whoever is in the channel, and of whom the link trusts beyond that; of a role, what holding it adds. */
unsigned access_of_anybody(const struct access_policy *p);
unsigned access_of_trusted(const struct access_policy *p);
unsigned access_of_role(const struct access_policy *p, struct str role);

/* ---- What is on record ---- */

enum { ACCOUNTS_MAX = 4096, GRANTS_MAX = 1024, CODES_MAX = 4096, CODES_LIVE_MAX = 32 };

/* An account of the services of an IRC server, and the person it belongs to. */
struct account {
	struct str name, person;
	bool gone; /* taken off again */
	uint64_t seq;
};

struct access_grant {
	uint32_t id; /* G-1 ... within the incident */
	uint64_t seq;
	struct str person, capability, why, by;
	instant from, until;
	instant ended; /* when it was taken back or lapsed; INSTANT_NONE: neither is on record */
	struct str ended_why, ended_by;
};

struct grants {
	VEC(struct access_grant) items; /* by id, ascending */
};

/* A word that stands in for an account once. Only its digest is on record. */
struct code {
	uint32_t id; /* K-1 ... within the journal */
	uint64_t seq;
	struct str person;
	uint8_t salt[SALT_SIZE];
	struct hash digest;
	instant until;
	bool spent;
};

struct access {
	VEC(struct account) accounts;
	VEC(struct code) codes; /* by id, ascending */
};

/*
 * The person an account belongs to: the one it was given to, else the one of the account's own name. Empty when that
 * name is a person whose account is another one. An account has the case its server gives it; none matters here.
 */
struct str access_person_of(const struct board *b, struct str account);
/* Whether the person is known by an account, so that a nick alone is not believed. */
bool access_has_account(const struct board *b, struct str person);

const struct access_grant *incident_grant(const struct incident *i, uint32_t id); /* NULL: none */
uint32_t incident_next_grant(const struct incident *i);                           /* 0: none left */
/* In force: neither ended nor over, of an incident that is open. */
bool grant_holds(const struct incident *i, const struct access_grant *g, instant now);
/* What the grants that hold give this person. */
unsigned access_granted(const struct incident *i, struct str person, instant now);

uint32_t access_next_code(const struct board *b); /* 0: none left */
bool code_holds(const struct code *c, instant now);
/* Small and capital letters are the same, and a hyphen is nothing. */
struct hash code_digest(const uint8_t salt[SALT_SIZE], struct str word);
/* The code that this word is, and still holds; NULL: none. */
const struct code *access_find_code(const struct board *b, struct str word, instant now);

/*
 * What a speaker of a channel may do in this incident (NULL: in none). `proven`: it is the person, so that roles and
 * grants count; who was given a role is trusted for it. `trusted`: without one too.
 */
unsigned access_capabilities(const struct access_policy *p, const struct incident *i,
	struct str person, bool proven, bool trusted, instant now);

#endif
