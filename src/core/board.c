/* board.c: look-ups on the folded state; nothing here changes it. */
#include "core/board.h"

static const char *const status_names[] = {
	"investigating", "identified", "monitoring", "resolved", "closed"};
static const char *const mark_names[MARK_COUNT] = {
	"impact-start", "detected", "acknowledged", "mitigated", "impact-end", "resolved"};
static const char *const action_status_names[] = {"open", "done", "dropped"};

/* Index of the only name that starts with the prefix; -1 for none or several. */
static int find_name(const char *const *names, size_t n, struct str prefix)
{
	int found = -1;

	for (size_t i = 0; i < n && prefix.n; i++) {
		if (str_ieq(str_z(names[i]), prefix))
			return (int)i;
		if (str_ieq(str_cut(str_z(names[i]), 0, prefix.n), prefix))
			found = found == -1 ? (int)i : -2;
	}
	return found < 0 ? -1 : found;
}

const char *status_name(enum status s)
{
	return status_names[s];
}

bool status_find(struct str prefix, enum status *ret)
{
	int i = find_name(status_names, sizeof status_names / sizeof *status_names, prefix);

	if (i >= 0)
		*ret = (enum status)i;
	return i >= 0;
}

const char *mark_name(enum mark m)
{
	return mark_names[m];
}

bool mark_find(struct str prefix, enum mark *ret)
{
	/* The words that people use for the ends of the impact. */
	static const struct {
		const char *said;
		enum mark means;
	} words[] = {{"started", MARK_IMPACT_START}, {"recovered", MARK_IMPACT_END}};
	int i = find_name(mark_names, MARK_COUNT, prefix);

	for (size_t n = 0; i < 0 && n < sizeof words / sizeof *words; n++)
		if (str_ieq(prefix, str_z(words[n].said)))
			i = (int)words[n].means;

	if (i >= 0)
		*ret = (enum mark)i;
	return i >= 0;
}

const char *action_status_name(enum action_status s)
{
	return action_status_names[s];
}

struct board *board_new(const struct severity_policy *policy)
{
	struct arena *a = arena_new();
	struct board *b = ARENA_NEW(a, struct board);

	b->arena = a;
	b->scratch = arena_new();
	b->policy = policy;
	b->last_recorded = INSTANT_NONE;
	return b;
}

void board_free(struct board *b)
{
	if (!b)
		return;
	arena_free(b->scratch);
	arena_free(b->arena);
}

const struct incident *board_incident(const struct board *b, uint32_t number)
{
	const struct incident *i = number && number <= b->incidents.n ? b->incidents.v[number - 1]
								      : NULL;

	return i && !i->blank ? i : NULL;
}

bool incident_is_open(const struct incident *i)
{
	return !i->dismissed && i->status != STATUS_CLOSED;
}

const struct incident *board_current(const struct board *b)
{
	const struct incident *drill = NULL;

	for (size_t n = b->incidents.n; n-- > 0;) {
		const struct incident *i = b->incidents.v[n];

		if (incident_is_open(i) && !i->drill)
			return i;
		if (incident_is_open(i) && !drill)
			drill = i;
	}
	return drill;
}

size_t board_open_count(const struct board *b)
{
	size_t open = 0;

	for (size_t n = 0; n < b->incidents.n; n++)
		open += incident_is_open(b->incidents.v[n]);
	return open;
}

struct str board_setting(const struct board *b, const char *name)
{
	for (size_t n = b->settings.n; n-- > 0;)
		if (str_eq_z(b->settings.v[n].name, name))
			return b->settings.v[n].value;
	return (struct str){0};
}

const struct action *incident_action(const struct incident *i, uint32_t id)
{
	for (size_t n = 0; n < i->actions.n; n++)
		if (i->actions.v[n].id == id)
			return &i->actions.v[n];
	return NULL;
}

const struct entry *incident_entry(const struct incident *i, uint64_t seq)
{
	size_t low = 0, high = i->entries.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (i->entries.v[mid].seq < seq)
			low = mid + 1;
		else
			high = mid;
	}
	return low < i->entries.n && i->entries.v[low].seq == seq ? &i->entries.v[low] : NULL;
}

const struct update *incident_last_update(const struct incident *i, struct str audience)
{
	for (size_t n = i->updates.n; n-- > 0;)
		if (!i->updates.v[n].missed && str_eq(i->updates.v[n].audience, audience))
			return &i->updates.v[n];
	return NULL;
}

enum status incident_status_at(const struct incident *i, uint64_t seq)
{
	enum status s = STATUS_INVESTIGATING;

	for (size_t n = 0; n < i->statuses.n && i->statuses.v[n].seq < seq; n++)
		s = i->statuses.v[n].status;
	return s;
}

int incident_level_at(const struct incident *i, uint64_t seq)
{
	int level = i->history.n ? i->history.v[0].level : i->level;

	for (size_t n = 0; n < i->history.n && i->history.v[n].seq < seq; n++)
		level = i->history.v[n].level;
	return level;
}

instant incident_zero(const struct incident *i)
{
	const struct milestone *start = &i->marks[MARK_IMPACT_START];

	return start->seq && start->at != INSTANT_NONE ? start->at : i->declared;
}

struct gauges incident_gauges_at(const struct incident *i, instant now)
{
	const struct milestone *over = &i->marks[MARK_IMPACT_END];
	struct gauges g = i->gauges;
	instant end = over->seq && over->at != INSTANT_NONE ? over->at : now;
	duration lasted = end - incident_zero(i);

	g.v[GAUGE_DURATION] = (struct gauge){
		.state = GAUGE_VALUE, .value = lasted > 0 ? (uint64_t)(lasted / US_PER_MIN) : 0};
	return g;
}

void incident_minutes_per_level(const struct incident *i, instant until, duration ret[6])
{
	for (int level = 0; level < 6; level++)
		ret[level] = 0;
	for (size_t n = 0; n < i->history.n; n++) {
		const struct sev_change *c = &i->history.v[n];
		instant end = n + 1 < i->history.n ? i->history.v[n + 1].at : until;

		if (end > c->at && c->level >= 1 && c->level <= SEVERITY_LEVELS)
			ret[c->level] += end - c->at;
	}
}

static instant mark_at(const struct incident *i, enum mark m)
{
	return i->marks[m].seq ? i->marks[m].at : INSTANT_NONE;
}

static duration between(instant from, instant to)
{
	return from == INSTANT_NONE || to == INSTANT_NONE ? INSTANT_NONE : to - from;
}

static instant first_commander(const struct incident *i)
{
	for (size_t n = 0; n < i->roles.n; n++)
		if (str_eq_z(i->roles.v[n].role, "ic"))
			return i->roles.v[n].from;
	return INSTANT_NONE;
}

static instant first_public(const struct incident *i)
{
	for (size_t n = 0; n < i->updates.n; n++)
		if (!i->updates.v[n].missed &&
			str_eq_z(i->updates.v[n].audience, "customers_public"))
			return i->updates.v[n].at;
	return INSTANT_NONE;
}

struct response_times incident_response_times(const struct incident *i)
{
	instant start = mark_at(i, MARK_IMPACT_START), detected = mark_at(i, MARK_DETECTED);

	return (struct response_times){
		.detect = between(start, detected),
		.acknowledge = between(detected, mark_at(i, MARK_ACKNOWLEDGED)),
		.declare = between(detected, i->declared),
		.command = between(i->declared, first_commander(i)),
		.first_public = between(i->declared, first_public(i)),
		.mitigate = between(start, mark_at(i, MARK_MITIGATED)),
		.resolve = between(start, mark_at(i, MARK_RESOLVED)),
	};
}
