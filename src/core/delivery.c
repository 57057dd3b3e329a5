/* delivery.c: folds the channels of updates and what became of each delivery, and says what is still to be delivered. */
#include "core/delivery.h"

#include "base/utf8.h"
#include "core/fence.h"
#include "core/fold_internal.h"
#include "core/phrase.h"

static const char *const state_names[] = {"waiting", "sent", "failed", "given-up"};

enum {
	STATES = sizeof state_names / sizeof *state_names,
	ATTEMPTS_MAX = 100000,
	HEADLINE_MAX = 120
};

const char *delivery_state_name(enum delivery_state s)
{
	return state_names[s];
}

bool delivery_may_leave(const struct incident *i)
{
	return !i->dismissed && incident_may_leave(i);
}

/* ---- Look-ups ---- */

static struct channel *channel_at(const struct board *b, struct str name)
{
	for (size_t n = 0; n < b->channels.n; n++)
		if (str_eq(b->channels.v[n].name, name))
			return &b->channels.v[n];
	return NULL;
}

const struct channel *channel_find(const struct board *b, struct str name)
{
	const struct channel *c = channel_at(b, name);

	return c && !c->removed ? c : NULL;
}

size_t channel_count(const struct board *b)
{
	size_t count = 0;

	for (size_t n = 0; n < b->channels.n; n++)
		count += !b->channels.v[n].removed;
	return count;
}

bool channel_serves(const struct channel *c, struct str audience)
{
	struct str rest = c->audiences, one;

	while (str_split(&rest, ',', &one))
		if (audience.n && str_eq(one, audience))
			return true;
	return false;
}

/* Scheme and host of an address; who would log in there and what follows is left out. */
static struct str origin(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"));
	size_t from = at < 0 ? 0 : (size_t)at + 3, to = from;

	if (at < 0)
		return STR("an address");
	while (to < url.n && !strchr("/?#\\", url.p[to]))
		to++;
	for (size_t n = to; n > from; n--)
		if (url.p[n - 1] == '@')
			return STR("an address with a login");
	return str_cut(url, 0, to);
}

struct str channel_shown(struct arena *a, const struct channel *c)
{
	struct str target = c->target, rest = target, first;

	if (str_eq_z(c->via, "webhook") && !str_starts(target, STR("@")))
		target = origin(target);
	else if (str_eq_z(c->via, "command") && str_split(&rest, ' ', &first))
		target = first;
	else if (str_eq_z(c->via, "irc") && !target.n)
		return STR("irc, the incident's channel");
	return str_fmt(a, "%.*s %.*s", STR_ARG(c->via), STR_ARG(target));
}

static void hash_part(struct hash_state *st, struct str s)
{
	uint64_t n = s.n;

	hash_add(st, &n, sizeof n);
	if (n)
		hash_add(st, s.p, s.n);
}

struct hash channel_print(const struct channel *c)
{
	struct hash_state st;

	hash_begin(&st);
	hash_part(&st, c->via);
	hash_part(&st, c->target);
	hash_part(&st, c->mode);
	return hash_end(&st);
}

static const struct update *update_at(const struct incident *i, uint64_t seq)
{
	for (size_t n = i->updates.n; n-- > 0;)
		if (i->updates.v[n].seq == seq && !i->updates.v[n].missed)
			return &i->updates.v[n];
	return NULL;
}

const struct delivery *delivery_find(const struct incident *i, uint64_t update, struct str channel)
{
	for (size_t n = i->deliveries.n; n-- > 0;)
		if (i->deliveries.v[n].update == update &&
			str_eq(i->deliveries.v[n].channel, channel))
			return &i->deliveries.v[n];
	return NULL;
}

bool delivery_is_red(const struct delivery *d)
{
	return d->state == DELIVERY_FAILED || (d->state == DELIVERY_GIVEN_UP && d->open);
}

size_t delivery_red_count(const struct incident *i)
{
	size_t count = 0;

	for (size_t n = 0; n < i->deliveries.n; n++)
		count += delivery_is_red(&i->deliveries.v[n]);
	return count;
}

const struct delivery *delivery_news(const struct incident *i, uint64_t seq)
{
	for (size_t n = i->deliveries.n; n-- > 0;) {
		const struct delivery *d = &i->deliveries.v[n];

		if (d->seq != seq)
			continue;
		if (d->state == DELIVERY_SENT)
			return d->attempt > 1 ? d : NULL;
		return d->state == DELIVERY_GIVEN_UP || d->attempt == 1 ? d : NULL;
	}
	return NULL;
}

bool delivery_over_irc(const struct board *b, const struct incident *i, uint64_t update)
{
	const struct update *u = update_at(i, update);

	for (size_t n = 0; u && n < b->channels.n; n++) {
		const struct channel *c = &b->channels.v[n];

		if (!c->removed && str_eq_z(c->via, "irc") && c->since < update &&
			(!c->target.n || room_same(c->target, i->irc_channel)) &&
			channel_serves(c, u->audience))
			return true;
	}
	return false;
}

struct str delivery_id(
	struct arena *a, uint32_t incident, const struct update *u, struct str channel)
{
	struct hash_state st;
	struct hash h;

	hash_begin(&st);
	hash_part(&st, STR("warroom-delivery-1"));
	hash_part(&st,
		str_fmt(a, "%u %llu %lld", incident, (unsigned long long)u->seq, (long long)u->at));
	hash_part(&st, u->text);
	hash_part(&st, channel);
	h = hash_end(&st);
	return str_z(hex_encode(a, h.b, DELIVERY_ID_SIZE / 2));
}

struct str delivery_headline(struct arena *a, struct str text)
{
	struct str rest = text, first = {0};

	phrase_sentence(&rest, &first);
	if (str_ends(first, STR(".")))
		first.n--;
	if (first.n <= HEADLINE_MAX)
		return first;
	return str_fmt(a, "%.*s...",
		STR_ARG(str_trim(str_cut(first, 0, utf8_floor(first, HEADLINE_MAX)))));
}

struct str delivery_public_title(struct arena *a, const struct incident *i)
{
	for (size_t n = 0; n < i->updates.n; n++)
		if (!i->updates.v[n].missed &&
			str_eq_z(i->updates.v[n].audience, "customers_public"))
			return delivery_headline(a, i->updates.v[n].text);
	return (struct str){0};
}

/* ---- The fold ---- */

/* What was still to go through a channel goes nowhere when the channel goes. */
static void drop_open(struct board *b, struct str name)
{
	for (size_t n = 0; n < b->incidents.n; n++) {
		struct incident *i = b->incidents.v[n];

		for (size_t k = 0; k < i->deliveries.n; k++) {
			struct delivery *d = &i->deliveries.v[k];

			if (d->state == DELIVERY_SENT || !str_eq(d->channel, name))
				continue;
			d->state = DELIVERY_GIVEN_UP;
			d->open = false;
			d->next = INSTANT_NONE;
			d->why = STR("the channel was taken away");
		}
	}
}

static void channel_set(struct fold *f)
{
	struct board *b = f->board;
	struct str name = fold_str(f, "name");
	struct channel *c = channel_at(b, name);

	if (!name.n || name.n > CHANNEL_NAME_MAX || (!c && b->channels.n >= 16 * CHANNELS_MAX))
		return;
	if (json_bool(f->body, "removed", false)) {
		if (c)
			c->removed = true;
		drop_open(b, name);
		fold_say(f, "channel %.*s taken away", STR_ARG(name));
		return;
	}
	if (!c) {
		c = VEC_PUSH(b->arena, &b->channels);
		c->removed = true;
	}
	if (c->removed)
		*c = (struct channel){.since = f->ev->seq, .test_at = INSTANT_NONE};
	c->name = name;
	c->seq = f->ev->seq;
	c->via = fold_str(f, "via");
	c->target = fold_str(f, "target");
	c->audiences = fold_str(f, "audiences");
	c->mode = fold_str(f, "mode");
	c->secret = fold_str(f, "secret");
	c->format = fold_str(f, "format");
	fold_say(f, "channel %.*s: to %.*s by %.*s", STR_ARG(name), STR_ARG(c->audiences),
		STR_ARG(channel_shown(b->scratch, c)));
}

static void channel_test(struct fold *f)
{
	struct channel *c = channel_at(f->board, json_str(f->body, "name"));

	if (!c || c->removed)
		return;
	c->test = f->ev->seq;
	c->test_at = f->ev->occurred;
	fold_say(f, "test of channel %.*s asked for", STR_ARG(c->name));
}

static bool state_find(struct str word, enum delivery_state *ret)
{
	for (int n = 0; n < STATES; n++)
		if (str_eq_z(word, state_names[n])) {
			*ret = (enum delivery_state)n;
			return true;
		}
	return false;
}

static int64_t bounded(const struct fold *f, const char *name, int64_t most)
{
	int64_t v = json_int(f->body, name, 0);

	return v < 0 ? 0 : v > most ? most : v;
}

/* The delivery that the row is about, made when it is the first; NULL when there was nothing to deliver. */
static struct delivery *subject(struct fold *f)
{
	uint64_t update = (uint64_t)bounded(f, "update", INT64_MAX);
	struct channel *c = channel_at(f->board, json_str(f->body, "channel"));
	struct board *b = f->board;
	struct delivery *d = NULL;

	if (!c || (f->incident ? !update_at(f->incident, update) : c->test != update || !update))
		return NULL;
	if (f->incident)
		d = (struct delivery *)(uintptr_t)delivery_find(f->incident, update, c->name);
	for (size_t n = 0; !f->incident && n < b->tests.n; n++)
		if (str_eq(b->tests.v[n].channel, c->name))
			d = &b->tests.v[n]; /* of a channel only the last test counts */
	if (!d)
		d = f->incident ? VEC_PUSH(b->arena, &f->incident->deliveries)
				: VEC_PUSH(b->arena, &b->tests);
	d->update = update;
	d->channel = c->name;
	return d;
}

static void say_delivery(struct fold *f, const struct delivery *d)
{
	struct arena *s = f->board->scratch;
	const struct channel *c = channel_at(f->board, d->channel);
	const struct update *u = f->incident ? update_at(f->incident, d->update) : NULL;
	struct buf t;

	buf_init(&t, s, 4096);
	buf_addf(&t, "E-%llu ", (unsigned long long)d->update);
	if (u)
		buf_addf(&t, "to %.*s ", STR_ARG(u->audience));
	else
		buf_add_z(&t, "(test) ");
	buf_addf(&t, "over %.*s (%.*s): %s", STR_ARG(d->channel), STR_ARG(channel_shown(s, c)),
		delivery_state_name(d->state));
	if (d->state == DELIVERY_SENT)
		buf_addf(&t, " in %lld ms", (long long)d->took_ms);
	if (d->attempt > 1)
		buf_addf(&t, ", try %u", d->attempt);
	if (d->why.n)
		buf_addf(&t, ": %.*s", STR_ARG(d->why));
	if (d->state == DELIVERY_FAILED && d->next != INSTANT_NONE)
		buf_addf(&t, "; again at %s", time_iso_prec(s, d->next, PREC_S));
	fold_say(f, "%.*s", STR_ARG(buf_str(&t)));
}

static void delivered(struct fold *f)
{
	enum delivery_state state;
	struct delivery *d;

	if (!state_find(json_str(f->body, "state"), &state) || !(d = subject(f)))
		return;
	d->seq = f->ev->seq;
	d->state = state;
	d->attempt = (uint32_t)bounded(f, "attempt", ATTEMPTS_MAX);
	d->at = f->ev->occurred;
	d->next = fold_time(f, "next");
	d->why = fold_str(f, "why");
	d->took_ms = bounded(f, "took_ms", INT32_MAX);
	d->http = (int)bounded(f, "http", 999);
	d->open = json_bool(f->body, "open", false);
	say_delivery(f, d);
}

void fold_delivery(struct fold *f)
{
	switch ((int)f->ev->kind) {
	case EV_CHANNEL_SET:
		channel_set(f);
		break;
	case EV_CHANNEL_TEST:
		channel_test(f);
		break;
	default:
		delivered(f);
		break;
	}
}

/* ---- What is owed ---- */

struct owing {
	struct arena *arena;
	const struct board *board;
	const struct delivery_policy *policy;
	instant now;
	VEC(struct owed) found;
};

static bool is_settled(const struct delivery *d)
{
	return d && (d->state == DELIVERY_SENT || d->state == DELIVERY_GIVEN_UP);
}

/* Whether a later update to the same audience was sent over the channel: the older words would now mislead. */
static bool is_overtaken(const struct incident *i, const struct update *u, const struct channel *c)
{
	for (size_t n = i->updates.n; n-- > 0 && i->updates.v[n].seq > u->seq;) {
		const struct update *later = &i->updates.v[n];
		const struct delivery *d = delivery_find(i, later->seq, c->name);

		if (!later->missed && str_eq(later->audience, u->audience) && d &&
			d->state == DELIVERY_SENT)
			return true;
	}
	return false;
}

static struct owed *add_owed(struct owing *o, const struct incident *i, const struct update *u,
	const struct channel *c, const struct delivery *d)
{
	struct owed *w = VEC_PUSH(o->arena, &o->found);

	*w = (struct owed){.incident = i, .update = *u, .channel = *c, .due = INSTANT_NONE};
	if (d) {
		w->last = *d;
		w->due = d->next;
	}
	if (w->due == INSTANT_NONE)
		w->due = o->now;
	/* Who asked for another try knows how old it is. */
	w->stale = !d && o->now - u->at > delivery_stale(o->policy);
	return w;
}

static void look_at_update(struct owing *o, const struct incident *i, const struct update *u)
{
	for (size_t n = 0; n < o->board->channels.n; n++) {
		const struct channel *c = &o->board->channels.v[n];
		const struct delivery *d;

		if (c->removed || c->since > u->seq || !channel_serves(c, u->audience))
			continue;
		d = delivery_find(i, u->seq, c->name);
		if (!is_settled(d))
			add_owed(o, i, u, c, d)->overtaken = is_overtaken(i, u, c);
	}
}

static void look_at_tests(struct owing *o)
{
	for (size_t n = 0; n < o->board->channels.n; n++) {
		const struct channel *c = &o->board->channels.v[n];
		struct update test = {.seq = c->test, .at = c->test_at};
		const struct delivery *d = NULL;

		for (size_t k = 0; k < o->board->tests.n; k++)
			if (o->board->tests.v[k].update == c->test)
				d = &o->board->tests.v[k];
		/* A test is tried once: it is a question, not a message. */
		if (!c->removed && c->test && !d)
			add_owed(o, NULL, &test, c, NULL);
	}
}

size_t deliveries_owed(struct arena *a, const struct board *b, const struct delivery_policy *p,
	instant now, const struct owed **ret)
{
	struct owing o = {.arena = a, .board = b, .policy = p, .now = now};

	for (size_t n = 0; channel_count(b) && n < b->incidents.n; n++) {
		const struct incident *i = b->incidents.v[n];

		for (size_t k = 0; delivery_may_leave(i) && k < i->updates.n; k++)
			if (!i->updates.v[k].missed)
				look_at_update(&o, i, &i->updates.v[k]);
	}
	look_at_tests(&o);
	*ret = o.found.v;
	return o.found.n;
}
