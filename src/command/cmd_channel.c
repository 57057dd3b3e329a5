/* cmd_channel.c: the ways by which updates leave: channel. */
#include "command/command_internal.h"
#include "core/delivery.h"
#include "lang/lex.h"
#include "view/view_delivery.h"

enum { TARGET_MAX = 1024, MAIL_TO_MAX = 20, COMMAND_ARGS_MAX = 63 };

#define NAME_CHARS "abcdefghijklmnopqrstuvwxyz0123456789"

static bool made_of(struct str s, const char *chars)
{
	for (size_t n = 0; n < s.n; n++)
		if (!s.p[n] || !strchr(chars, s.p[n]))
			return false;
	return s.n > 0;
}

static bool is_plain_line(struct str s, bool blanks)
{
	for (size_t n = 0; n < s.n; n++)
		if ((unsigned char)s.p[n] < ' ' || s.p[n] == 0x7f || (!blanks && s.p[n] == ' '))
			return false;
	return s.n > 0 && s.n <= TARGET_MAX;
}

/* ---- What a target may be, by kind ---- */

typedef enum rc target_fn(struct arena *a, struct str target, struct err *err);

static enum rc check_irc(struct arena *a, struct str target, struct err *err)
{
	(void)a;
	if (!target.n || (strchr("#&!+", target.p[0]) && is_plain_line(target, false) &&
				 target.n <= 64 && str_find_ch(target, ',') < 0))
		return RC_OK;
	return err_set(err, RC_USAGE, "a target on IRC is a channel: target=#war");
}

static enum rc check_path(struct arena *a, struct str target, struct err *err)
{
	(void)a;
	if (is_plain_line(target, true) && target.p[0] == '/')
		return RC_OK;
	return err_set(err, RC_USAGE,
		"name the whole path, such as target=/srv/status/updates.txt: a console and "
		"`serve` may stand in different folders");
}

static enum rc check_command(struct arena *a, struct str target, struct err *err)
{
	struct words words;
	enum rc rc = check_path(a, target, err);

	if (rc != RC_OK)
		return err_set(err, RC_USAGE,
			"name the program with its whole path: target=\"/usr/local/bin/tell ops\"");
	rc = lex_line(a, target, &words, err);
	if (rc == RC_OK && words.n > COMMAND_ARGS_MAX)
		rc = err_set(err, RC_LIMIT, "a command takes at most %d words", COMMAND_ARGS_MAX);
	return rc;
}

static enum rc check_webhook(struct arena *a, struct str target, struct err *err)
{
	bool tls = str_starts(target, STR("https://"));
	struct str rest = str_cut(target, tls ? 8 : 7, target.n), host;

	if (str_starts(target, STR("@")))
		return check_path(a, str_cut(target, 1, target.n), err);
	if ((!tls && !str_starts(target, STR("http://"))) || !is_plain_line(target, false) ||
		!str_split(&rest, '/', &host) || !host.n || str_find_ch(target, '\\') >= 0)
		return err_set(err, RC_USAGE,
			"a webhook is target=https://host/path, or target=@/path/of/a/file that "
			"holds the address");
	if (str_find_ch(host, '@') >= 0)
		return err_set(err, RC_USAGE,
			"a login in an address would stay on record; put the address into a file "
			"(target=@/path) or a header into one (secret=/path)");
	return RC_OK;
}

static bool is_address(struct str s)
{
	static const char local[] = NAME_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZ.!#$%&'*+/=?^_`{|}~-";
	static const char domain[] = NAME_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-";
	ptrdiff_t at = str_find_ch(s, '@');

	return at > 0 && at <= 64 && s.n <= 254 && s.p[0] != '-' &&
	       made_of(str_cut(s, 0, (size_t)at), local) &&
	       made_of(str_cut(s, (size_t)at + 1, s.n), domain);
}

static enum rc check_mail(struct arena *a, struct str target, struct err *err)
{
	struct str rest = target, one;
	int count = 0;

	(void)a;
	while (str_split(&rest, ',', &one)) {
		if (!is_address(one))
			return err_set(err, RC_USAGE,
				"\"%.*s\" is no mail address; write "
				"target=ops@example.org,lead@example.org",
				STR_ARG(str_cut(one, 0, 80)));
		count++;
	}
	if (!count)
		return err_set(err, RC_USAGE, "to whom? target=ops@example.org");
	if (count > MAIL_TO_MAX || target.n > TARGET_MAX)
		return err_set(
			err, RC_LIMIT, "one channel mails to at most %d addresses", MAIL_TO_MAX);
	return RC_OK;
}

static const struct kind {
	const char *via;
	target_fn *check;
	bool file, hook, format; /* takes mode=, secret=, template= */
	bool public;             /* carries updates to the public and nothing else */
} kinds[] = {
	{"command", check_command, false, false, false, false},
	{"file", check_path, true, false, false, false},
	{"irc", check_irc, false, false, false, false},
	{"mail", check_mail, false, false, true, false},
	{"page", check_path, false, false, false, true},
	{"webhook", check_webhook, false, true, true, false},
};

static const struct kind *kind_of(struct str via)
{
	for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++)
		if (str_eq_z(via, kinds[n].via))
			return &kinds[n];
	return NULL;
}

/* ---- add ---- */

static enum rc read_audiences(
	const struct ask *ask, struct str said, struct str *ret, struct err *err)
{
	struct str rest = said, word, name;
	struct buf b;

	buf_init(&b, ask->arena, 512);
	while (str_split(&rest, ',', &word)) {
		struct channel sofar = {.audiences = buf_str(&b)};
		enum rc rc = cadence_audience_find(
			ask->policies->cadence, str_trim(word), &name, err);

		if (rc != RC_OK)
			return rc;
		if (!channel_serves(&sofar, name))
			buf_addf(&b, "%s%.*s", b.n ? "," : "", STR_ARG(name));
	}
	*ret = buf_str(&b);
	return RC_OK;
}

static enum rc check_extras(
	const struct kind *k, const struct args *args, struct channel *c, struct err *err)
{
	c->mode = args_str(args, "mode");
	c->secret = args_str(args, "secret");
	c->format = args_str(args, "template");
	if (c->mode.n && !k->file)
		return err_set(err, RC_USAGE, "mode= goes with via=file alone");
	if (c->secret.n && !k->hook)
		return err_set(err, RC_USAGE, "secret= goes with via=webhook alone");
	if (c->secret.n && (c->secret.p[0] != '/' || !is_plain_line(c->secret, true)))
		return err_set(err, RC_USAGE,
			"secret= names a file by its whole path; its first line is a header such "
			"as \"Authorization: Bearer ...\"");
	if (c->format.n && !k->format)
		return err_set(err, RC_USAGE, "template= goes with via=webhook and via=mail");
	if (c->format.n && (c->format.n > 64 || !made_of(c->format, NAME_CHARS "_-")))
		return err_set(err, RC_USAGE,
			"a template is named by the small letters before its ending: "
			"template=generic is templates/hook/generic.json");
	if (k->file && !c->mode.n)
		c->mode = STR("append");
	return RC_OK;
}

static enum rc read_channel(
	const struct ask *ask, const struct args *args, struct channel *c, struct err *err)
{
	const struct kind *k = kind_of(args_str(args, "via"));
	enum rc rc;

	if (c->name.n > CHANNEL_NAME_MAX || !made_of(c->name, NAME_CHARS "_-."))
		return err_set(err, RC_USAGE,
			"a channel's name is at most %d small letters, digits, - and _",
			CHANNEL_NAME_MAX);
	if (!args_has(args, "to") || !k)
		return err_set(err, RC_USAGE,
			"say to whom and how: `channel add %.*s to=execs via=mail "
			"target=execs@example.org`",
			STR_ARG(c->name));
	c->via = str_z(k->via);
	c->target = args_str(args, "target");
	rc = k->check(ask->arena, c->target, err);
	if (rc == RC_OK)
		rc = check_extras(k, args, c, err);
	if (rc == RC_OK)
		rc = read_audiences(ask, args_str(args, "to"), &c->audiences, err);
	if (rc == RC_OK && k->public && !str_eq_z(c->audiences, "customers_public"))
		rc = err_set(err, RC_USAGE, "a status page is for the public alone: to=public");
	return rc;
}

static bool is_same(const struct channel *a, const struct channel *b)
{
	return str_eq(a->via, b->via) && str_eq(a->target, b->target) &&
	       str_eq(a->audiences, b->audiences) && str_eq(a->mode, b->mode) &&
	       str_eq(a->secret, b->secret) && str_eq(a->format, b->format);
}

static void warn(struct outcome *out, const struct channel *c)
{
	if (str_starts(c->target, STR("http://")) && str_eq_z(c->via, "webhook"))
		reply(out, ROLE_SEV2, "http:// is not encrypted: anyone on the way can read along");
	if (str_find_ch(c->target, '?') >= 0 && str_eq_z(c->via, "webhook"))
		reply(out, ROLE_SEV2,
			"what stands behind ? stays on record; a secret belongs into a file: "
			"target=@/path");
}

static enum rc put_channel(
	const struct ask *ask, const struct channel *c, struct outcome *out, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_CHANNEL_SET, 0);
	json_out_str(&b.json, "name", c->name);
	json_out_str(&b.json, "audiences", c->audiences);
	json_out_str(&b.json, "via", c->via);
	json_out_str(&b.json, "target", c->target);
	if (c->mode.n)
		json_out_str(&b.json, "mode", c->mode);
	if (c->secret.n)
		json_out_str(&b.json, "secret", c->secret);
	if (c->format.n)
		json_out_str(&b.json, "format", c->format);
	return body_end(&b, err);
}

static enum rc add(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct channel c = {.name = args_str(args, "name")};
	const struct channel *old = channel_find(ask->board, c.name);
	enum rc rc = read_channel(ask, args, &c, err);

	if (rc == RC_OK && !old && channel_count(ask->board) >= CHANNELS_MAX)
		rc = err_set(
			err, RC_LIMIT, "there are %d channels; take one away first", CHANNELS_MAX);
	if (rc != RC_OK)
		return rc;
	/* Said here, it may run here: a journal alone makes no process run a command or write a file. */
	if (ask->door == DOOR_CONSOLE || ask->door == DOOR_CONFIG)
		outcome_act(out, ACT_CHANNEL)->name = c.name;
	if (old && is_same(old, &c)) {
		reply(out, ROLE_DIM, "channel %.*s is so already", STR_ARG(c.name));
		return RC_OK;
	}
	warn(out, &c);
	reply(out, ROLE_OK,
		"channel %.*s: updates to %.*s go by %.*s from now on; `channel test %.*s` tries "
		"it",
		STR_ARG(c.name), STR_ARG(c.audiences), STR_ARG(channel_shown(ask->arena, &c)),
		STR_ARG(c.name));
	return put_channel(ask, &c, out, err);
}

/* ---- the other words ---- */

static enum rc must_find(
	const struct ask *ask, const struct args *args, const struct channel **ret, struct err *err)
{
	struct str name = args_str(args, "name");

	*ret = channel_find(ask->board, name);
	if (*ret)
		return RC_OK;
	if (!name.n)
		return err_set(err, RC_USAGE, "which channel? `channel list` names them");
	return err_set(err, RC_UNKNOWN, "there is no channel %.*s; `channel list` names them",
		STR_ARG(str_cut(name, 0, 60)));
}

static enum rc take_away(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct channel *c;
	struct body b;
	enum rc rc = must_find(ask, args, &c, err);

	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_CHANNEL_SET, 0);
	json_out_str(&b.json, "name", c->name);
	json_out_bool(&b.json, "removed", true);
	reply(out, ROLE_TEXT,
		"channel %.*s taken away; what waited for it is dropped. A line in warroom.conf "
		"would make it again",
		STR_ARG(c->name));
	return body_end(&b, err);
}

static enum rc test(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct channel *c;
	struct body b;
	enum rc rc = must_find(ask, args, &c, err);

	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_CHANNEL_TEST, 0);
	json_out_str(&b.json, "name", c->name);
	reply(out, ROLE_TEXT,
		"a test goes out over %.*s as soon as a console or `serve` runs; `channel list` "
		"shows what came of it",
		STR_ARG(c->name));
	return body_end(&b, err);
}

/* One row for each delivery of the channel that is not done; `retry` takes given-up ones as well. */
struct settling {
	const struct ask *ask;
	struct outcome *out;
	const struct channel *channel;
	uint64_t update; /* 0: every one */
	bool retry;
	size_t n;
	struct err *err;
};

static enum rc change_one(struct settling *x, uint32_t incident, uint64_t update)
{
	struct body b;

	if (x->out->event_count == OUTCOME_EVENTS_MAX)
		return RC_OK;
	x->n++;
	body_begin(&b, x->ask, x->out, EV_UPDATE_DELIVERY, incident);
	json_out_int(&b.json, "update", (int64_t)update);
	json_out_str(&b.json, "channel", x->channel->name);
	json_out_z(&b.json, "state",
		delivery_state_name(x->retry ? DELIVERY_WAITING : DELIVERY_GIVEN_UP));
	json_out_int(&b.json, "attempt", 0);
	json_out_str(&b.json, "why",
		str_fmt(x->ask->arena, "%s by %.*s", x->retry ? "asked for again" : "given up",
			STR_ARG(x->ask->actor)));
	return body_end(&b, x->err);
}

static enum rc change_given_up(struct settling *x)
{
	const struct board *board = x->ask->board;
	enum rc rc = RC_OK;

	for (size_t n = 0; rc == RC_OK && n < board->incidents.n; n++) {
		const struct incident *i = board->incidents.v[n];

		for (size_t k = 0; rc == RC_OK && k < i->deliveries.n; k++) {
			const struct delivery *d = &i->deliveries.v[k];
			bool meant = x->update ? d->update == x->update : d->open;

			if (d->state == DELIVERY_GIVEN_UP && meant && (x->retry || d->open) &&
				delivery_may_leave(i) && str_eq(d->channel, x->channel->name))
				rc = change_one(x, i->number, d->update);
		}
	}
	return rc;
}

static enum rc change(const struct ask *ask, const struct args *args, struct outcome *out,
	bool retry, struct err *err)
{
	struct settling x = {.ask = ask,
		.out = out,
		.update = (uint64_t)args_int(args, "update", 0),
		.retry = retry,
		.err = err};
	const struct owed *owed;
	size_t n = deliveries_owed(
		ask->arena, ask->board, ask->policies->delivery, ask->now, &owed);
	enum rc rc = must_find(ask, args, &x.channel, err);

	for (size_t k = 0; rc == RC_OK && k < n; k++)
		if (owed[k].incident && str_eq(owed[k].channel.name, x.channel->name) &&
			(!x.update || owed[k].update.seq == x.update))
			rc = change_one(&x, owed[k].incident->number, owed[k].update.seq);
	if (rc == RC_OK)
		rc = change_given_up(&x);
	if (rc == RC_OK && !x.n)
		rc = err_set(err, RC_STATE, "nothing waits for channel %.*s%s",
			STR_ARG(x.channel->name), x.update ? " of that row" : "");
	if (rc == RC_OK)
		reply(out, ROLE_TEXT, "%zu deliver%s over %.*s %s", x.n, x.n == 1 ? "y" : "ies",
			STR_ARG(x.channel->name), retry ? "tried again at once" : "given up");
	return rc;
}

static enum rc list(const struct ask *ask, const struct args *args, struct outcome *out)
{
	if (wants_json(ask, args))
		view_channels_json(&out->json, ask->policies, ask->board, ask->now);
	doc_append(out->reply, view_channels(ask->arena, ask->policies, ask->board, ask->now));
	return RC_OK;
}

static enum rc channel(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	if (args_is(args, "what", "list"))
		return list(ask, args, out);
	if (args_is(args, "what", "retry"))
		return change(ask, args, out, true, err);
	if (args_is(args, "what", "giveup"))
		return change(ask, args, out, false, err);
	if (ask->door == DOOR_IRC || !(ask->capabilities & CAP_ADMINISTER))
		return err_set(err, RC_DENIED,
			"channels are made, tried and taken away at a console, by a shell verb or "
			"in "
			"warroom.conf; from here: `channel list`, `retry` and `giveup`");
	if (args_is(args, "what", "add"))
		return add(ask, args, out, err);
	return args_is(args, "what", "test") ? test(ask, args, out, err)
					     : take_away(ask, args, out, err);
}

static const struct command rows[] = {
	{"channel", NULL, "the ways by which updates leave, and what became of each update on them",
		"<what:list|add|remove|test|retry|giveup> [<name:word>] [<update:id>] [to=<word>] "
		"[via=command|file|irc|mail|page|webhook] [target=<text>] [mode=append|replace] "
		"[secret=<file>] [template=<word>] [format=text|json]",
		"channel add execs to=execs via=mail target=execs@example.org",
		DOORS_PEOPLE | DOOR_CONFIG, CAP_PUBLISH, INCIDENT_NONE, channel},
};

const struct command_family family_channel = {
	"channel", "channels of updates", rows, sizeof rows / sizeof *rows};
