/* cmd_vendor.c: cases at vendors, the ladder, and what vendors claim: vendor. */
#include "command/loop_internal.h"
#include "view/view_vendor.h"

static enum rc open_case(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct vendor_cases *all = &ask->incident->vendors;
	struct str text = loop_text(ask, args), name = loop_first_word(&text);
	uint32_t id = all->cases.n ? all->cases.v[all->cases.n - 1].id + 1 : 1;
	const struct vendor_contract *c;
	struct body b;
	enum rc rc;

	if (!name.n || !text.n)
		return err_set(err, RC_USAGE,
			"which vendor, and what is wrong? `vendor open NAME ref=CASE-123 "
			"contract=gold "
			"what is seen`");
	if (!args_has(args, "ref"))
		return err_set(err, RC_USAGE,
			"which case is it there? add ref=CASE-123, or ref=none until they gave "
			"one");
	if (!args_has(args, "contract"))
		return err_set(err, RC_USAGE, "what was agreed with %.*s? add contract=gold",
			STR_ARG(name));
	rc = vendor_contract_find(ask->policies->vendors, args_str(args, "contract"), &c, err);
	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_VENDOR_CASE, ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "vendor", name);
	json_out_str(&b.json, "ref", args_str(args, "ref"));
	json_out_str(&b.json, "contract", c->level);
	if (args_has(args, "priority"))
		json_out_str(&b.json, "priority", args_str(args, "priority"));
	json_out_str(&b.json, "text", text);
	body_time(&b, "due", ask->now + c->acknowledge);
	json_out_int(&b.json, "step", c->step / US_PER_S);
	json_out_open(&b.json, "ladder", '[');
	for (size_t n = 0; n < c->steps; n++)
		json_out_str(&b.json, NULL, c->ladder[n]);
	json_out_close(&b.json, ']');
	reply(out, ROLE_TEXT, "V-%u %.*s, %.*s: an engineer is owed within %s, step 1 is %.*s", id,
		STR_ARG(name), STR_ARG(c->level), duration_short(ask->arena, c->acknowledge),
		STR_ARG(c->ladder[0]));
	return body_end(&b, err);
}

static enum rc find_case(const struct ask *ask, const struct args *args,
	const struct vendor_case **ret, struct err *err)
{
	const struct vendor_case *c;
	uint32_t id;
	enum rc rc = loop_id(args, 'V', "vendor case", &id, err);

	if (rc != RC_OK)
		return rc;
	c = vendor_case_find(&ask->incident->vendors, id);
	if (!c)
		return err_set(err, RC_UNKNOWN, "INC-%u has no case V-%u; `vendor` shows them",
			ask->incident->number, id);
	if (c->closed != INSTANT_NONE)
		return err_set(err, RC_STATE,
			"V-%u is closed; `vendor open %.*s ...` starts another", id,
			STR_ARG(c->vendor));
	*ret = c;
	return RC_OK;
}

static enum rc ack(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct vendor_case *c, struct err *err)
{
	struct str person = str_trim(args_str(args, "text"));
	struct body b;

	if (person.n && person.p[0] == '@')
		person = str_cut(person, 1, person.n);

	if (!person.n)
		return err_set(err, RC_USAGE,
			"who works on it there? `vendor ack V-%u @name`; a desk is no engineer",
			c->id);
	body_begin(&b, ask, out, EV_VENDOR_ACK, ask->incident->number);
	json_out_int(&b.json, "case", c->id);
	json_out_str(&b.json, "person", person);
	reply(out, ROLE_OK, "V-%u %.*s: %.*s works on it, %s after it was opened", c->id,
		STR_ARG(c->vendor), STR_ARG(person),
		duration_short(ask->arena, ask->now - c->opened));
	return body_end(&b, err);
}

static enum rc escalate(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct vendor_case *c, struct err *err)
{
	int64_t level = args_int(args, "level", (int64_t)c->level + 1);
	struct body b;

	if (level > (int64_t)c->ladder.n)
		return err_set(err, RC_STATE,
			"the ladder of %.*s ends with step %zu, %.*s; @exec may know somebody "
			"there",
			STR_ARG(c->vendor), c->ladder.n,
			STR_ARG(vendor_ladder_step(c, (unsigned)c->ladder.n)));
	if (level <= (int64_t)c->level)
		return err_set(err, RC_STATE, "V-%u is at step %u already; the next is level=%u",
			c->id, c->level, c->level + 1);
	body_begin(&b, ask, out, EV_VENDOR_ESCALATE, ask->incident->number);
	json_out_int(&b.json, "case", c->id);
	json_out_int(&b.json, "level", level);
	if (args_has(args, "text"))
		json_out_str(&b.json, "reason", args_str(args, "text"));
	body_time(&b, "due", ask->now + c->step);
	reply(out, ROLE_TEXT, "V-%u %.*s: call %.*s (step %d of %zu), case %.*s", c->id,
		STR_ARG(c->vendor), STR_ARG(vendor_ladder_step(c, (unsigned)level)), (int)level,
		c->ladder.n, STR_ARG(c->ref));
	return body_end(&b, err);
}

static enum rc claim(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct vendor_case *c, struct err *err)
{
	struct stamp by;
	struct body b;

	if (!args_has(args, "text"))
		return err_set(err, RC_USAGE, "what does %.*s say? `vendor say V-%u ... [by=TIME]`",
			STR_ARG(c->vendor), c->id);
	body_begin(&b, ask, out, EV_VENDOR_FACT, ask->incident->number);
	json_out_int(&b.json, "case", c->id);
	json_out_str(&b.json, "text", args_str(args, "text"));
	if (args_time(args, "by", &by))
		body_time(&b, "by", by.at);
	reply(out, ROLE_TEXT, "VENDOR claims: %.*s", STR_ARG(args_str(args, "text")));
	reply(out, ROLE_DIM,
		"it is their word, no fact of ours; `vendor check E-n confirmed=yes|no`"
		" says what we saw");
	return body_end(&b, err);
}

static enum rc check_claim(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	uint64_t seq = (uint64_t)args_int(args, "id", 0);
	bool kept = args_has(args, "kept"), confirmed = args_has(args, "confirmed");
	const struct vendor_claim *x;
	const struct vendor_case *c;
	struct body b;

	x = loop_has_id(args, 'V') ? NULL : vendor_claim_find(&ask->incident->vendors, seq, &c);
	if (!x)
		return err_set(err, RC_UNKNOWN,
			"which claim? `vendor` shows them with their rows: `vendor check E-12 "
			"confirmed=yes`");
	if (!kept && !confirmed)
		return err_set(err, RC_USAGE,
			"what did we see? confirmed=yes|no for what they say, kept=yes|no for what "
			"they "
			"promised");
	if (kept && x->promised == INSTANT_NONE)
		return err_set(err, RC_STATE,
			"E-%llu promised nothing by a time; confirmed=yes|no says whether it is "
			"true",
			(unsigned long long)seq);
	body_begin(&b, ask, out, EV_VENDOR_CHECK, ask->incident->number);
	json_out_int(&b.json, "case", c->id);
	json_out_int(&b.json, "claim", (int64_t)seq);
	if (kept)
		json_out_bool(&b.json, "kept", args_is(args, "kept", "yes"));
	if (confirmed)
		json_out_bool(&b.json, "confirmed", args_is(args, "confirmed", "yes"));
	if (args_has(args, "text"))
		json_out_str(&b.json, "text", args_str(args, "text"));
	reply(out, ROLE_OK, "V-%u E-%llu: noted for the scorecard of %.*s", c->id,
		(unsigned long long)seq, STR_ARG(c->vendor));
	return body_end(&b, err);
}

static enum rc close_case(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct vendor_case *c, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_VENDOR_CLOSE, ask->incident->number);
	json_out_int(&b.json, "case", c->id);
	if (args_has(args, "text"))
		json_out_str(&b.json, "text", args_str(args, "text"));
	reply(out, ROLE_OK, "V-%u %.*s closed", c->id, STR_ARG(c->vendor));
	return body_end(&b, err);
}

static enum rc with_case(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct vendor_case *c = NULL;
	enum rc rc = find_case(ask, args, &c, err);

	if (rc != RC_OK)
		return rc;
	if (args_is(args, "what", "ack"))
		return ack(ask, args, out, c, err);
	if (args_is(args, "what", "escalate"))
		return escalate(ask, args, out, c, err);
	if (args_is(args, "what", "say"))
		return claim(ask, args, out, c, err);
	return close_case(ask, args, out, c, err);
}

static enum rc vendor(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	enum rc rc;

	if (!args_has(args, "what") || args_is(args, "what", "list")) {
		if (wants_json(ask, args))
			view_vendors_json(&out->json, ask->incident);
		doc_append(out->reply, view_vendors(ask->arena, ask->incident, ask->now));
		return RC_OK;
	}
	rc = loop_may(ask, CAP_RESPOND, "a vendor case", err);
	if (rc != RC_OK)
		return rc;
	if (args_is(args, "what", "open"))
		return open_case(ask, args, out, err);
	if (args_is(args, "what", "check"))
		return check_claim(ask, args, out, err);
	return with_case(ask, args, out, err);
}

static const struct command rows[] = {
	{"vendor", NULL,
		"cases at vendors: open NAME, ack by an engineer, escalate, what they say, check, "
		"close",
		"[<what:open|ack|escalate|say|check|close|list>] [<id:id>] [<text:text>] "
		"[ref=<word>] [contract=<word>] [priority=<word>] [level=<int>] "
		"[by=<promise>] [kept=yes|no] [confirmed=yes|no] [format=text|json]",
		"vendor open acme ref=CASE-123 contract=gold errors from their DNS since 13:10",
		DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_OPEN, vendor},
};

const struct command_family family_vendor = {"vendor", "vendors", rows, sizeof rows / sizeof *rows};
