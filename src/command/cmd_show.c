/* cmd_show.c: looking: show, list, timeline, compare, since, watch. */
#include "command/command_internal.h"
#include "view/view_compare.h"
#include "view/view_change.h"
#include "view/view_diverge.h"
#include "view/view_evidence.h"
#include "view/view_incident.h"
#include "view/view_people.h"
#include "view/view_timeline.h"
#include "view/view_work.h"

static enum rc show_entry(const struct ask *ask, struct outcome *out, uint64_t seq, struct err *err)
{
	const struct entry *e = incident_entry(ask->incident, seq);
	struct doc *d = out->reply;

	if (!e)
		return err_set(err, RC_UNKNOWN, "INC-%u has no entry E-%llu", ask->incident->number,
			(unsigned long long)seq);
	doc_heading(d, 2,
		str_fmt(ask->arena, "E-%llu %.*s", (unsigned long long)seq, STR_ARG(e->label)));
	doc_quote(d, e->text);
	if (e->said.n)
		doc_field(d, "first said", e->said, ROLE_DIM);
	doc_field(d, "occurred", str_z(time_iso_prec(ask->arena, e->occurred, e->precision)),
		ROLE_TEXT);
	doc_field(d, "recorded", str_z(time_iso(ask->arena, e->recorded)), ROLE_TEXT);
	doc_field(d, "by", e->actor, ROLE_TEXT);
	if (e->known_by.n)
		doc_field(d, "known by", e->known_by, ROLE_WAIT);
	doc_field(d, "door", e->door, ROLE_TEXT);
	if (incident_backing(ask->incident, seq))
		doc_field(d, "backed by", incident_backing(ask->incident, seq)->by, ROLE_TEXT);
	if (e->amended_by)
		doc_field(d, "corrected by",
			str_fmt(ask->arena, "E-%llu", (unsigned long long)e->amended_by),
			ROLE_TEXT);
	return RC_OK;
}

/* What the letters of an id stand for; NULL: an entry. */
static const struct doc *named_item(const struct ask *ask, struct str name, uint32_t id)
{
	if (str_starts(name, STR("CHG-")))
		return view_change(ask->arena, ask->incident, id, ask->now);
	if (str_starts(name, STR("DIV-")))
		return view_divergence(ask->arena, ask->incident, id, ask->now);
	if (str_starts(name, STR("EV-")))
		return view_evidence(ask->arena, ask->incident, id);
	return NULL;
}

/* T-3, P-1, D-1, H-2, A-3, V-1: the row of the sheet of work in full. */
static enum rc show_work(
	const struct ask *ask, struct outcome *out, struct str id, uint64_t number, struct err *err)
{
	static const char letters[] = "TPDHAV";
	const char *letter = strchr(letters, id.p[0]);
	const struct doc *d = NULL;

	if (letter && *letter && id.p[1] == '-')
		d = view_work_detail(ask->arena, ask->incident, view_work_key(*letter, number),
			ask->now, ask->zone);
	if (!d || !d->n)
		return err_set(err, RC_UNKNOWN,
			"INC-%u has no %.*s; `timeline` shows the rows, `next` what is open",
			ask->incident->number, STR_ARG(id));
	doc_append(out->reply, d);
	return RC_OK;
}

static enum rc show(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str id = args_str(args, "entry");
	uint64_t number = (uint64_t)args_int(args, "entry", 0);
	const struct doc *item = named_item(ask, id, (uint32_t)number);

	if (item) {
		doc_append(out->reply, item);
		return RC_OK;
	}
	if (id.n > 1 && (id.p[0] < '0' || id.p[0] > '9') && !str_starts(id, STR("E-")))
		return show_work(ask, out, id, number, err);
	if (id.n)
		return show_entry(ask, out, number, err);
	if (wants_json(ask, args))
		view_incident_json(&out->json, ask->arena, ask->policies, ask->incident, ask->now);
	doc_append(out->reply, view_incident(ask->arena, ask->policies, ask->incident, ask->now));
	return RC_OK;
}

static enum rc list(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	bool all = !args_is(args, "which", "open");

	(void)err;
	if (wants_json(ask, args))
		view_incidents_json(&out->json, ask->board, all);
	doc_append(out->reply, view_incidents(ask->arena, ask->board, all, ask->now));
	return RC_OK;
}

static enum rc read_filter(const struct ask *ask, const struct args *args,
	struct timeline_filter *f, struct regex **match, struct err *err)
{
	struct stamp at;

	*f = (struct timeline_filter){.from = INSTANT_NONE, .to = INSTANT_NONE};
	*match = NULL;
	(void)ask;
	if (args_time(args, "from", &at))
		f->from = at.at;
	if (args_time(args, "to", &at))
		f->to = at.at;
	f->types = args_str(args, "type");
	f->who = args_str(args, "who");
	f->by_recorded = args_is(args, "sort", "recorded");
	if (args_int(args, "limit", 1) < 1)
		return err_set(err, RC_USAGE, "limit is how many rows, from 1 on");
	f->limit = (size_t)args_int(args, "limit", 0);
	if (!args_has(args, "match"))
		return RC_OK;
	return regex_new(args_str(args, "match"), REGEX_CASELESS | REGEX_UCP, match, err);
}

static enum rc add_chat(const struct ask *ask, struct timeline *t, const struct timeline_filter *f,
	size_t limit, struct err *err)
{
	struct window rows = {0};
	enum rc rc;

	if (!ask->reach)
		return RC_OK;
	rc = ask->reach->chat(
		ask->reach->self, ask->incident->number, f->from, f->to, limit, &rows, err);
	for (size_t n = 0; rc == RC_OK && n < rows.n; n++)
		/* The event that an announcement tells of is a row already, and so is what was passed on. */
		if (!str_eq_z(rows.v[n].how, "announce") && !str_eq_z(rows.v[n].how, "relay"))
			chat_row_add(t, f, ask->incident->number, &rows.v[n]);
	return rc;
}

static void print_rows(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct timeline *t)
{
	if (args_is(args, "format", "csv"))
		view_timeline_csv(&out->json, t);
	else if (wants_json(ask, args))
		view_timeline_json(&out->json, t);
	else
		doc_append(out->reply, view_timeline(ask->arena, t, ask->zone));
}

enum { CHAT_ROWS_MAX = 100000 };

static enum rc timeline(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct incident *i = ask->incident;
	const struct board *past = NULL;
	struct timeline_filter f;
	struct regex *match;
	struct timeline t;
	struct stamp at;
	enum rc rc = read_filter(ask, args, &f, &match, err);

	if (rc == RC_OK && args_time(args, "at", &at)) {
		past = ask->reach ? ask->reach->board_at(ask->reach->self, at.at) : NULL;
		i = past ? board_incident(past, ask->incident->number) : NULL;
		if (!i)
			rc = err_set(err, RC_STATE, "INC-%u was not yet recorded at %s",
				ask->incident->number, time_iso(ask->arena, at.at));
	}
	if (rc == RC_OK) {
		f.match = match;
		timeline_of(ask->arena, i, &f, &t);
		if (args_is(args, "chat", "yes"))
			rc = add_chat(ask, &t, &f, f.limit ? f.limit : CHAT_ROWS_MAX, err);
	}
	if (rc == RC_OK) {
		timeline_sort(&t, &f);
		print_rows(ask, args, out, &t);
	}
	regex_free(match);
	return rc;
}

static enum rc compare(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct board *past = NULL;
	struct compare c;
	struct stamp at;

	/* The console knows which moment is looked at. */
	if (!args_time(args, "at", &at)) {
		if (ask->door != DOOR_CONSOLE)
			return err_set(err, RC_USAGE, "compare which moment? `compare 14:05`");
		outcome_act(out, ACT_SCREEN)->name = STR("compare");
		return RC_OK;
	}
	past = ask->reach ? ask->reach->board_at(ask->reach->self, at.at) : NULL;
	if (!past)
		return err_set(err, RC_STATE, "what was known at %s cannot be read",
			time_iso(ask->arena, at.at));
	compare_of(ask->arena, ask->policies, board_incident(past, ask->incident->number),
		ask->incident, at.at, ask->now, &c);
	if (wants_json(ask, args))
		view_compare_json(&out->json, &c);
	doc_append(out->reply, view_compare(ask->arena, &c, ask->zone));
	return RC_OK;
}

static enum rc since(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct timeline_filter f = {.to = INSTANT_NONE, .limit = 200};
	struct str word = args_str(args, "when");
	struct time_ctx ctx = {
		.now = ask->now, .zone = ask->zone, .zero = incident_zero(ask->incident)};
	struct err ignored;
	struct timeline t;
	struct stamp when;
	duration d;
	enum rc rc = RC_OK;

	if (duration_parse(word, &d, &ignored) == RC_OK)
		f.from = ask->now - d;
	else if ((rc = time_parse(word, &ctx, &when, err)) == RC_OK)
		f.from = when.at;
	if (rc != RC_OK)
		return rc;
	timeline_of(ask->arena, ask->incident, &f, &t);
	if (!args_is(args, "chat", "no"))
		rc = add_chat(ask, &t, &f, 200, err);
	timeline_sort(&t, &f);
	if (!t.n && !wants_json(ask, args))
		reply(out, ROLE_DIM, "nothing since %s", time_iso_prec(ask->arena, f.from, PREC_S));
	else
		print_rows(ask, args, out, &t);
	return rc;
}

enum { WATCH_FIRST = 10, WATCH_FIRST_MAX = 1000 };

static enum rc watch(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	uint32_t number = (uint32_t)args_int(args, "incident", 0);
	int64_t last = args_int(args, "last", WATCH_FIRST);

	if (args_has(args, "incident") && !board_incident(ask->board, number))
		return err_set(
			err, RC_UNKNOWN, "there is no INC-%u; `list all` shows them", number);
	if (last < 0 || last > WATCH_FIRST_MAX)
		return err_set(err, RC_USAGE, "last is how many rows come first, at most %d",
			WATCH_FIRST_MAX);
	out->incident = number;
	outcome_act(out, ACT_WATCH)->text = str_fmt(ask->arena, "%lld", (long long)last);
	return RC_OK;
}

static const struct command rows[] = {
	{"show", NULL,
		"the incident in one look, or one of its rows: E-12, T-3, H-2, A-1, CHG-2, EV-1 "
		"...",
		"[<entry:id>] [format=text|json]", "show", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_ANY,
		show},
	{"list", NULL, "all incidents", "[<which:open|all>] [format=text|json]", "list",
		DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_NONE, list},
	{"timeline", NULL, "what happened, in order",
		"[at=<time>] [sort=occurred|recorded] [match=<word>] [type=<word>] [who=<person>] "
		"[from=<time>] [to=<time>] "
		"[limit=<int>] [chat=yes|no] [format=text|json|csv]",
		"timeline type=sev,log", DOORS_LOCAL, CAP_OBSERVE, INCIDENT_ANY, timeline},
	{"compare", NULL, "what was known at a time beside what is known now",
		"[<at:time>] [format=text|json]", "compare", DOORS_LOCAL, CAP_OBSERVE, INCIDENT_ANY,
		compare},
	{"watch", NULL,
		"say what happens as lines until it is interrupted: for screen readers, pipes and "
		"logs",
		"[<incident:id>] [last=<int>]", "watch INC-1", DOOR_SHELL, CAP_OBSERVE,
		INCIDENT_NONE, watch},
	{"since", NULL, "what happened since a time or for a while back",
		"<when:word> [chat=yes|no] [format=text|json]", "since 10m", DOORS_PEOPLE,
		CAP_OBSERVE, INCIDENT_ANY, since},
};

const struct command_family family_show = {"show", "looking", rows, sizeof rows / sizeof *rows};
