/* view_status_page.c: the incidents as the public is told of them. */
#include "view/view_status_page.h"

#include "base/vec.h"
#include "core/delivery.h"

/* Words of the Statuspage format, by how bad it is. */
static const struct {
	const char *impact, *description;
} levels[] = {
	{"none", "All Systems Operational"},
	{"minor", "Minor Service Outage"},
	{"major", "Partial System Outage"},
	{"critical", "Major Service Outage"},
};

static size_t impact_of(int level)
{
	return level <= 1 ? 3 : level == 2 ? 2 : level == 3 ? 1 : 0;
}

static const char *public_state(enum status s)
{
	return status_name(s == STATUS_CLOSED ? STATUS_RESOLVED : s);
}

bool status_is_over(const struct status_incident *i)
{
	return strcmp(i->state, "resolved") == 0;
}

struct str status_word(struct arena *a, const char *state)
{
	char *word = arena_strdup(a, state);

	if (*word >= 'a' && *word <= 'z')
		*word = (char)(*word - 'a' + 'A');
	return str_z(word);
}

static struct str id_of(struct arena *a, uint32_t number, instant at)
{
	struct str seed = str_fmt(a, "warroom-status-1 %u %lld", number, (long long)at);
	struct hash h = hash_bytes(seed);

	return str_z(hex_encode(a, h.b, 16));
}

static bool is_public(const struct update *u)
{
	return !u->missed && str_eq_z(u->audience, "customers_public");
}

/* The first time the state was published since it was last another one. */
static instant reached(const struct status_incident *s, const char *state)
{
	instant at = INSTANT_NONE;

	for (size_t n = s->n; n-- > 0;)
		if (strcmp(s->updates[n].state, state) == 0 && at == INSTANT_NONE)
			at = s->updates[n].at;
		else if (strcmp(s->updates[n].state, state) != 0 &&
			 strcmp(s->updates[n].state, "resolved") != 0)
			at = INSTANT_NONE;
	return at;
}

static bool look_at(struct arena *a, const struct incident *i, struct status_incident *ret)
{
	VEC(struct status_update) v = {0};

	for (size_t n = i->updates.n; n-- > 0 && v.n < STATUS_PAGE_UPDATES;) {
		const struct update *u = &i->updates.v[n];

		if (is_public(u))
			*VEC_PUSH(a, &v) = (struct status_update){.seq = u->seq,
				.at = u->at,
				.state = public_state(incident_status_at(i, u->seq)),
				.text = u->text};
	}
	if (!v.n)
		return false;
	*ret = (struct status_incident){.number = i->number,
		.id = id_of(a, i->number, i->declared),
		.title = delivery_public_title(a, i),
		.state = v.v[0].state,
		.impact = levels[impact_of(incident_level_at(i, v.v[0].seq))].impact,
		.created = v.v[v.n - 1].at,
		.updated = v.v[0].at,
		.updates = v.v,
		.n = v.n};
	ret->monitoring = reached(ret, "monitoring");
	ret->resolved = status_is_over(ret) ? reached(ret, "resolved") : INSTANT_NONE;
	return true;
}

static size_t badness(const struct status_incident *i)
{
	for (size_t n = 0; n < sizeof levels / sizeof *levels; n++)
		if (strcmp(levels[n].impact, i->impact) == 0)
			return n;
	return 0;
}

void status_page_of(struct arena *a, const struct board *b, struct str name, struct str url,
	struct status_page *ret)
{
	VEC(struct status_incident) v = {0};
	size_t worst = 0;

	*ret = (struct status_page){
		.name = name, .url = url, .id = id_of(a, 0, 0), .updated = INSTANT_NONE};
	for (size_t n = b->incidents.n; n-- > 0 && v.n < STATUS_PAGE_INCIDENTS;) {
		struct status_incident one;

		if (!delivery_may_leave(b->incidents.v[n]) || !look_at(a, b->incidents.v[n], &one))
			continue;
		*VEC_PUSH(a, &v) = one;
		if (ret->updated == INSTANT_NONE || one.updated > ret->updated)
			ret->updated = one.updated;
		if (status_is_over(&one))
			continue;
		ret->open++;
		if (badness(&one) > worst)
			worst = badness(&one);
	}
	ret->incidents = v.v;
	ret->n = v.n;
	ret->indicator = levels[worst].impact;
	ret->description = levels[worst].description;
}

/* ---- The page for people ---- */

static const char *when(struct arena *a, instant at)
{
	struct civil c = time_civil(at, 0);

	return str_fmt(a, "%04d-%02d-%02d %02d:%02d UTC", c.year, c.month, c.day, c.hour, c.minute)
		.p;
}

static void put_text(struct doc *d, const struct status_update *u)
{
	struct str word = status_word(d->arena, u->state);
	struct doc_block *b = doc_add(d, DOC_PARA);
	struct str rest = u->text, line;

	doc_spanf(d, b, ROLE_HEAD, "%.*s", STR_ARG(word));
	doc_spanf(d, b, ROLE_DIM, " %s", when(d->arena, u->at));
	while (rest.n && str_split(&rest, '\n', &line))
		if (str_trim(line).n)
			doc_para(d, str_trim(line));
}

static enum doc_role impact_role(const struct status_incident *i)
{
	static const enum doc_role roles[] = {ROLE_SEV4, ROLE_SEV3, ROLE_SEV2, ROLE_SEV1};

	return status_is_over(i) ? ROLE_OK : roles[badness(i)];
}

static void put_incident(struct doc *d, const struct status_incident *i)
{
	struct arena *a = d->arena;
	struct doc_block *b;

	doc_heading(d, 3, i->title);
	b = doc_add(d, DOC_PARA);
	doc_span(d, b, impact_role(i), status_word(a, i->state));
	doc_spanf(d, b, ROLE_TEXT, ", impact %s, since %s", i->impact, when(a, i->created));
	if (i->resolved != INSTANT_NONE)
		doc_spanf(d, b, ROLE_TEXT, ", resolved %s", when(a, i->resolved));
	for (size_t n = 0; n < i->n; n++)
		put_text(d, &i->updates[n]);
}

static void put_section(
	struct doc *d, const struct status_page *p, bool over, const char *title, const char *none)
{
	size_t found = 0;

	doc_heading(d, 2, str_z(title));
	for (size_t n = 0; n < p->n; n++)
		if (status_is_over(&p->incidents[n]) == over) {
			put_incident(d, &p->incidents[n]);
			found++;
		}
	if (!found)
		doc_paraf(d, ROLE_DIM, "%s", none);
}

static void put_links(struct doc *d, struct str url)
{
	static const struct {
		const char *text, *file;
	} feeds[] = {{"Atom", "feed.atom"}, {"RSS", "feed.rss"}, {"JSON", "summary.json"}};
	struct doc_block *b = doc_add(d, DOC_PARA);

	while (str_ends(url, STR("/")))
		url.n--;
	doc_span(d, b, ROLE_DIM, STR("The same as a feed:"));
	for (size_t n = 0; n < sizeof feeds / sizeof *feeds; n++) {
		doc_span(d, b, ROLE_TEXT, STR(" "));
		if (url.n)
			doc_link(d, b, ROLE_TEXT, str_z(feeds[n].text),
				str_fmt(d->arena, "%.*s/%s", STR_ARG(url), feeds[n].file));
		else
			doc_spanf(d, b, ROLE_CMD, "%s", feeds[n].file);
	}
}

struct doc *view_status_page(struct arena *a, const struct status_page *p)
{
	struct doc *d = doc_new(a);

	doc_heading(d, 1, p->name);
	doc_paraf(d, strcmp(p->indicator, "none") == 0 ? ROLE_OK : ROLE_SEV1, "%s", p->description);
	if (p->updated != INSTANT_NONE)
		doc_paraf(d, ROLE_DIM, "Last update %s", when(a, p->updated));
	put_section(d, p, false, "Now", "No incident is known.");
	put_section(d, p, true, "Before", "None.");
	put_links(d, p->url);
	return d;
}
