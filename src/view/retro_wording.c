/* retro_wording.c: words in the record that blame, know better afterwards or guess, each with a hint, before it is shared. */
#include "view/retro_internal.h"

/* Checking is a search of every sentence by every pattern: a very long record is checked from its start. */
enum { TEXTS_MAX = 2000, FINDINGS_SHOWN = 200 };

struct wording {
	const struct retro_ask *ask;
	struct doc *doc;
	struct doc_block *table;
	size_t texts, found;
	struct phrase_roster people;
};

static void add_finding(
	struct wording *w, struct str where, struct str text, const struct phrase_finding *f)
{
	static const struct doc_column columns[] = {{.title = {"where", 5}}, {.title = {"rule", 4}},
		{.title = {"words", 5}}, {.title = {"hint", 4}, .flexible = true}};
	struct doc *d = w->doc;
	struct doc_row *row;

	if (w->found++ >= FINDINGS_SHOWN)
		return;
	if (!w->table)
		w->table = doc_table(d, columns, 4);
	row = doc_table_row(d, w->table, where);
	doc_cell(d, row, 0, ROLE_DIM, where);
	doc_cell(d, row, 1, f->block ? ROLE_SEV2 : ROLE_TEXT,
		str_fmt(d->arena, "%.*s %.*s", STR_ARG(f->category), STR_ARG(f->id)));
	doc_cell(d, row, 2, ROLE_TEXT, str_cut(text, f->from, f->to));
	doc_cell(d, row, 3, ROLE_DIM, f->hint);
}

static void check(struct wording *w, struct str where, struct str text)
{
	struct phrase_ask ask = {.text = text, .scope = PHRASE_REVIEW, .people = w->people};
	struct phrase_findings found;

	if (!text.n || w->texts++ >= TEXTS_MAX)
		return;
	phrase_check(w->doc->arena, w->ask->policies->phrases, &ask, &found);
	for (size_t n = 0; n < found.n; n++)
		add_finding(w, where, text, &found.v[n]);
}

static bool written_by_people(enum event_kind kind)
{
	return kind == EV_NOTE || kind == EV_AMEND || kind == EV_UPDATE_SENT ||
	       kind == EV_LEARNED || kind == EV_ACTION_CREATE || kind == EV_CLOSE ||
	       kind == EV_REOPEN || kind == EV_FACT || kind == EV_POLL_CLOSE ||
	       kind == EV_DECISION_CHECK || kind == EV_TASK_DONE;
}

void retro_wording(const struct retro_ask *ask, struct doc *d)
{
	const struct incident *i = ask->incident;
	struct wording w = {.ask = ask, .doc = d};

	w.people.n = incident_names(d->arena, i, &w.people.names);
	check(&w, STR("title"), i->title);
	for (size_t n = 0; n < i->entries.n; n++) {
		const struct entry *e = &i->entries.v[n];

		if (written_by_people(e->kind))
			check(&w, str_fmt(d->arena, "E-%llu", (unsigned long long)e->seq), e->text);
	}
	if (!w.found)
		doc_paraf(d, ROLE_OK, "Nothing found.");
	if (w.found > FINDINGS_SHOWN)
		doc_paraf(d, ROLE_WAIT, "%zu more are not shown.", w.found - FINDINGS_SHOWN);
	if (w.texts > TEXTS_MAX)
		doc_paraf(d, ROLE_WAIT, "The first %d texts were checked, of %zu.", TEXTS_MAX,
			w.texts);
}
