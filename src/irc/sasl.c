/* sasl.c: a login as a conversation: PLAIN, EXTERNAL and SCRAM-SHA-256, without any connection. */
#include "irc/sasl_internal.h"

#include "base/base64.h"
#include "base/hmac.h"

const char *sasl_name(enum sasl_mechanism m)
{
	static const char *const names[] = {"", "EXTERNAL", "SCRAM-SHA-256", "PLAIN"};

	return names[m];
}

void sasl_begin(struct sasl *s, enum sasl_mechanism m, struct str account, struct str password,
	const void *chance)
{
	struct arena *a = arena_new();

	*s = (struct sasl){.mechanism = m,
		.account = account,
		.password = password,
		.proven = m != SASL_SCRAM};
	memcpy(s->nonce, hex_encode(a, chance, SASL_NONCE_BYTES), sizeof s->nonce);
	arena_free(a);
}

void sasl_clear(struct sasl *s)
{
	explicit_bzero(s, sizeof *s);
}

/* account, account, password: who acts, who proves it, how. */
static struct str plain(const struct sasl *s, struct arena *a)
{
	struct buf b;

	buf_init(&b, a, s->account.n * 2 + s->password.n + 3);
	buf_add(&b, s->account);
	buf_add_ch(&b, '\0');
	buf_add(&b, s->account);
	buf_add_ch(&b, '\0');
	buf_add(&b, s->password);
	return buf_str(&b);
}

/* Commas and equals signs part the fields. */
static struct str scram_name(struct arena *a, struct str name)
{
	struct buf b;

	buf_init(&b, a, name.n * 3 + 1);
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == ',')
			buf_add_z(&b, "=2C");
		else if (name.p[i] == '=')
			buf_add_z(&b, "=3D");
		else
			buf_add_ch(&b, name.p[i]);
	}
	return buf_str(&b);
}

static struct str scram_first_bare(const struct sasl *s, struct arena *a)
{
	struct str name = scram_name(a, s->account);

	return str_fmt(a, "n=%.*s,r=%s", STR_ARG(name), s->nonce);
}

/* "r=...": takes the next field when it has this letter. */
static bool take_field(struct str *rest, char letter, struct str *ret)
{
	struct str field;

	if (!str_split(rest, ',', &field) || field.n < 2 || field.p[0] != letter ||
		field.p[1] != '=')
		return false;
	*ret = str_cut(field, 2, field.n);
	return true;
}

struct scram_first {
	struct str nonce, salt;
	uint64_t rounds;
};

static bool read_server_first(
	const struct sasl *s, struct arena *a, struct str text, struct scram_first *ret)
{
	struct str rest = text, salt, rounds;

	return take_field(&rest, 'r', &ret->nonce) && take_field(&rest, 's', &salt) &&
	       take_field(&rest, 'i', &rounds) && base64_decode(a, salt, &ret->salt) &&
	       ret->salt.n > 0 && str_starts(ret->nonce, str_z(s->nonce)) &&
	       ret->nonce.n > strlen(s->nonce) &&
	       str_to_u64(rounds, SASL_ROUNDS_MOST, &ret->rounds) &&
	       ret->rounds >= SASL_ROUNDS_LEAST;
}

static struct str bytes_of(const struct hash *h)
{
	return str_n((const char *)h->b, HASH_SIZE);
}

/* What proves our password, and what will prove that the server knows it too (RFC 5802, 7677). */
static bool scram_proof(struct sasl *s, struct arena *a, struct str server_first, struct str *ret)
{
	struct scram_first f;
	struct hash salted, client_key, stored_key, server_key, proof;
	struct str bare, without_proof, signed_text;

	if (!read_server_first(s, a, server_first, &f))
		return false;
	bare = scram_first_bare(s, a);
	without_proof = str_fmt(a, "c=biws,r=%.*s", STR_ARG(f.nonce));
	signed_text = str_fmt(
		a, "%.*s,%.*s,%.*s", STR_ARG(bare), STR_ARG(server_first), STR_ARG(without_proof));
	salted = hmac_stretch(s->password, f.salt, (unsigned)f.rounds);
	client_key = hmac(bytes_of(&salted), STR("Client Key"));
	stored_key = hash_bytes(bytes_of(&client_key));
	server_key = hmac(bytes_of(&salted), STR("Server Key"));
	proof = hmac(bytes_of(&stored_key), signed_text);
	for (size_t i = 0; i < HASH_SIZE; i++)
		proof.b[i] ^= client_key.b[i];
	s->server_signature = hmac(bytes_of(&server_key), signed_text);
	*ret = str_fmt(a, "%.*s,p=%.*s", STR_ARG(without_proof),
		STR_ARG(base64_encode(a, bytes_of(&proof))));
	explicit_bzero(&salted, sizeof salted);
	explicit_bzero(&client_key, sizeof client_key);
	return true;
}

static bool is_server_proof(const struct sasl *s, struct arena *a, struct str text)
{
	struct str rest = text, signature, bytes;
	struct hash h;

	if (!take_field(&rest, 'v', &signature) || !base64_decode(a, signature, &bytes) ||
		bytes.n != HASH_SIZE)
		return false;
	memcpy(h.b, bytes.p, HASH_SIZE);
	return hash_eq(&h, &s->server_signature);
}

static enum sasl_next scram(struct sasl *s, struct arena *a, struct str challenge, struct str *ret)
{
	struct str bare;

	switch (s->step++) {
	case 0:
		bare = scram_first_bare(s, a);
		*ret = str_fmt(a, "n,,%.*s", STR_ARG(bare));
		return challenge.n == 0 ? SASL_SAY : SASL_BROKEN;
	case 1:
		return scram_proof(s, a, challenge, ret) ? SASL_SAY : SASL_BROKEN;
	case 2:
		s->proven = is_server_proof(s, a, challenge);
		*ret = (struct str){0};
		return s->proven ? SASL_SAY : SASL_BROKEN;
	default:
		return SASL_BROKEN;
	}
}

static enum sasl_next answer(struct sasl *s, struct arena *a, struct str challenge, struct str *ret)
{
	if (s->mechanism == SASL_SCRAM)
		return scram(s, a, challenge, ret);
	if (s->mechanism == SASL_NONE || s->step++ > 0)
		return SASL_BROKEN;
	*ret = s->mechanism == SASL_PLAIN ? plain(s, a) : (struct str){0};
	return SASL_SAY;
}

enum sasl_next sasl_take(struct sasl *s, struct arena *a, struct str piece, struct str *ret)
{
	struct str challenge;
	size_t n;

	if (!str_eq_z(piece, "+")) {
		if (piece.n > SASL_PIECE || s->n + piece.n > sizeof s->challenge)
			return SASL_BROKEN;
		if (piece.n > 0)
			memcpy(s->challenge + s->n, piece.p, piece.n);
		s->n += piece.n;
		if (piece.n == SASL_PIECE)
			return SASL_MORE;
	}
	n = s->n;
	s->n = 0;
	if (!base64_decode(a, str_n(s->challenge, n), &challenge))
		return SASL_BROKEN;
	return answer(s, a, challenge, ret);
}

size_t sasl_pieces(struct arena *a, struct str bytes, struct str **ret)
{
	struct str text = base64_encode(a, bytes);
	size_t n = text.n / SASL_PIECE + 1;

	*ret = ARENA_ARRAY(a, n, struct str);
	for (size_t i = 0; i < n; i++) {
		(*ret)[i] = str_cut(text, i * SASL_PIECE, (i + 1) * SASL_PIECE);
		/* Nothing, and the end behind a full piece, are a plus sign. */
		if ((*ret)[i].n == 0)
			(*ret)[i] = STR("+");
	}
	return n;
}
