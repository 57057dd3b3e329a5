/* test_export.c: what an export says is what the record says, in every format, and a person's words survive it. */
#include "support/test.h"

#include "doc/read_markdown.h"
#include "export/export.h"
#include "support/folder.h"
#include "sys/file.h"
#include "unit/doc/md_reader.h"
#include "unit/doc/tag_check.h"
#include "unit/engine/fixture.h"
#include "view/view_retro.h"

#define NASTY                                                                                      \
	"Pay | <script>alert(1)</script> `x` <!-- warroom:end title --> [a](javascript:b) & \\ *"

/* An incident with a correction, a gap, a missed update, chat, and words that look like markup. */
static struct fixture *rich(void)
{
	struct fixture *f = fixture_new("memory:");
	instant start = f->room->now;

	fixture_say(f, "declare '" NASTY "' journey=critical degradation=unavailable users=? "
		       "safety=none exposure=none data=none");
	fixture_wait(f, US_PER_MIN);
	fixture_say(f, "log '" NASTY "'");
	fixture_row(f, EV_CHAT_IN, f->room->now,
		"{\"text\":\"<b>bold</b> | chat\",\"nick\":\"ops1\",\"how\":\"msg\"}");
	fixture_say(f, "amend E-3 why=typo '<h1>first | words</h1>'");
	fixture_wait(f, 10 * US_PER_MIN);
	fixture_row(f, EV_UPDATE_MISSED, start + 10 * US_PER_MIN,
		"{\"audience\":\"responders\",\"due\":\"2026-11-22T14:05:00Z\"}");
	fixture_row(f, EV_GAP, f->room->now,
		"{\"link\":\"irc\",\"from\":\"2026-11-22T14:02:00Z\",\"to\":\"2026-11-22T14:04:"
		"30Z\",\"why\":\"ping | timeout\"}");
	fixture_say(f, "action add '" NASTY "' @ops1 due=2026-12-01");
	fixture_say(f, "run flag '" NASTY "' from='<b>' to='|' by=@ops1 diverge='" NASTY "'");
	fixture_row(f, EV_EVIDENCE_KEPT, f->room->now,
		"{\"id\":1,\"sha256\":"
		"\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\","
		"\"size\":4,\"name\":\"<i>a|b</i>\",\"note\":\"# [x](javascript:y)\"}");
	fixture_say(f, "learned factor '# " NASTY "'");
	fixture_say(f, "learned luck '- [ ] <!-- warroom:begin luck -->'");
	return f;
}

static struct str made(struct fixture *f, const char *format, const char *out)
{
	struct export_ask ask = {.engine = f->engine,
		.incident = 1,
		.format = str_z(format),
		.out = out,
		.now = f->room->now,
		.actor = STR("lead"),
		.door = STR("shell")};
	struct str text;

	if (export_postmortem(&ask, f->a, &text, &f->err) != RC_OK)
		fail_msg("%s: %s", format, f->err.text);
	return text;
}

static struct doc *part_of(struct fixture *f, const char *name)
{
	struct retro_ask ask = {.policies = &f->room->policies,
		.board = engine_board(f->engine),
		.incident = fixture_incident(f),
		.now = f->room->now};
	struct doc *d = doc_new(f->a);

	assert_int_equal(view_retro_part(&ask, str_z(name), d, &f->err), RC_OK);
	return d;
}

static void markdown_reads_back_as_the_document(void **state)
{
	struct fixture *f = rich();
	struct str text = made(f, "md", NULL);
	struct str read = md_read(f->a, text, MD_DIALECT_GITHUB);
	const char *name;
	size_t parts = 0;

	(void)state;
	for (size_t n = 0; (name = view_retro_part_name(n)); n++) {
		/* The figure stands in Markdown as words of its own; the record part holds the time of the export. */
		struct str want = doc_flat(f->a, part_of(f, name));

		if (!strcmp(name, "figure"))
			continue;
		parts++;
		if (str_find(read, want) < 0)
			fail_msg("%s is not read back:\n%.*s\nin\n%.*s", name, STR_ARG(want),
				STR_ARG(read));
	}
	assert_true(parts >= 18);
	fixture_free(f);
}

static void markdown_has_no_heading_of_the_data(void **state)
{
	struct fixture *f = rich();
	struct str rest = md_read(f->a, made(f, "md", NULL), MD_DIALECT_GITHUB), line;
	size_t headings = 0, tops = 0, wanted = 0;
	struct str page;
	struct err err = {0};

	(void)state;
	while (str_split(&rest, '\n', &line)) {
		tops += str_starts(line, STR("h1:"));
		headings += str_starts(line, STR("h2:"));
	}
	assert_int_equal(tops, 1);
	assert_int_equal(file_read(f->a, "templates/postmortem.md", 1 << 20, &page, &err), RC_OK);
	while (str_split(&page, '\n', &line))
		wanted += str_starts(line, STR("## "));
	assert_int_equal(headings, wanted);
	fixture_free(f);
}

static bool says(struct str text, const char *words)
{
	return str_find(text, str_z(words)) >= 0;
}

static void html_is_balanced_and_dead(void **state)
{
	struct fixture *f = rich();
	struct str text = made(f, "html", NULL);
	struct tag_check t = tag_check(f->a, text);
	struct str words = buf_str(&t.words);

	(void)state;
	/* The reader knows no script, no image, no handler and no frame: it has failed on any of them. */
	assert_true(t.tags > 100);
	assert_false(says(text, "<script"));
	assert_false(says(text, "http-equiv=\"refresh"));
	assert_true(says(words, NASTY));
	assert_true(says(words, "<h1>first | words</h1>"));
	assert_true(says(words, "ping | timeout"));
	assert_true(says(text, "<svg "));
	fixture_free(f);
}

static const struct json *log_row(const struct json *log, const char *kind)
{
	for (size_t n = 0; n < log->n; n++)
		if (str_eq_z(json_str(&log->items[n], "kind"), kind))
			return &log->items[n];
	fail_msg("no row %s in the log", kind);
	return NULL;
}

static void json_holds_the_full_log(void **state)
{
	struct fixture *f = rich();
	const struct json *all, *log, *gap;

	(void)state;
	assert_int_equal(json_parse(f->a, made(f, "json", NULL), &all, &f->err), RC_OK);
	log = json_get(all, "log");
	assert_int_equal(log->n, engine_board(f->engine)->seq);
	assert_true(str_eq_z(json_str(log_row(log, "chat.in"), "text"), "<b>bold</b> | chat"));
	assert_true(str_eq_z(json_str(log_row(log, "note"), "text"), "<h1>first | words</h1>"));
	assert_true(str_eq_z(json_str(log_row(log, "note"), "said"), NASTY));
	gap = &json_get(all, "gaps")->items[0];
	assert_true(str_eq_z(json_str(gap, "to"), "2026-11-22T14:04:30Z"));
	assert_true(json_bool(&json_get(all, "updates")->items[0], "missed", false));
	assert_true(str_eq_z(json_str(all, "title"), NASTY));
	fixture_free(f);
}

static void wording_is_pointed_at(void **state)
{
	struct fixture *f = fixture_new("memory:");
	struct str text;

	(void)state;
	fixture_say(f, "declare \"Something broke\"");
	text = md_read(f->a, made(f, "md", NULL), MD_DIALECT_GITHUB);
	assert_true(says(text, "p:Nothing found."));
	fixture_say(f, "log someone forgot to check the pool");
	text = md_read(f->a, made(f, "md", NULL), MD_DIALECT_GITHUB);
	assert_true(says(text, "td:blame BL02\ntd:someone forgot to\n"));
	fixture_free(f);
}

static void the_draft_is_there_at_once_and_asks(void **state)
{
	static const char *const asked[] = {"mark impact-start TIME", "mark detected TIME",
		"mark acknowledged TIME", "mark mitigated TIME", "mark impact-end TIME",
		"mark resolved TIME", "users_share is unknown", "safety is unknown",
		"Which actions follow from this?"};
	struct fixture *f = fixture_new("memory:");
	struct str text;

	(void)state;
	fixture_say(f, "declare \"Something broke\"");
	text = md_read(f->a, made(f, "md", NULL), MD_DIALECT_GITHUB);
	for (size_t n = 0; n < sizeof asked / sizeof *asked; n++)
		if (!says(text, asked[n]))
			fail_msg("it does not ask: %s", asked[n]);
	assert_true(says(text, "Impact began: not known (mark impact-start TIME says it)"));
	assert_true(says(text, "td:detect\ntd:not known\n"));
	assert_true(says(text, "p:No update was sent, and no promise fell due.\n"));
	assert_true(says(text, "p:Nothing was corrected.\n"));
	assert_true(says(text, "p:None known.\n"));
	fixture_free(f);
}

static struct str put_words(struct arena *a, struct str text, const char *before, const char *words)
{
	ptrdiff_t at = str_find(text, str_z(before));

	assert_true(at > 0);
	return str_fmt(
		a, "%.*s%s%.*s", (int)at, text.p, words, (int)(text.n - (size_t)at), text.p + at);
}

/* The text without its generated parts. */
static struct str human(struct arena *a, struct str text)
{
	struct str line;
	bool inside = false;
	struct buf b;

	buf_init(&b, a, 1 << 24);
	while (str_split(&text, '\n', &line)) {
		if (str_starts(line, STR("<!-- warroom:begin ")))
			inside = true;
		if (!inside) {
			buf_add(&b, line);
			buf_add_ch(&b, '\n');
		}
		if (str_starts(line, STR("<!-- warroom:end ")))
			inside = false;
	}
	return buf_str(&b);
}

static void renews(const char *format, const char *before, const char *words, const char *news)
{
	struct fixture *f = rich();
	const char *folder = folder_make(f->a);
	const char *path = file_join(f->a, folder, "draft");
	struct str first, edited, second;

	first = made(f, format, path);
	edited = put_words(f->a, first, before, words);
	assert_int_equal(file_write(path, edited, 0600, &f->err), RC_OK);
	assert_false(says(first, news));
	fixture_wait(f, US_PER_MIN);
	fixture_say(f, str_fmt(f->a, "log \"%s\"", news).p);
	made(f, format, path);
	assert_int_equal(file_read(f->a, path, 1 << 24, &second, &f->err), RC_OK);
	assert_true(says(second, words));
	assert_true(says(second, news));
	if (!str_eq(human(f->a, second), human(f->a, edited)))
		fail_msg("%s: a person's words were changed", format);
	assert_int_equal(fixture_count(fixture_incident(f), EV_EXPORTED), 2);
	folder_remove(folder);
	fixture_free(f);
}

static void a_person_s_words_survive_in_markdown(void **state)
{
	(void)state;
	renews("md", "## Impact", "We were *slow* to look.  \r\n\r\n\tTabs, <b>tags</b> & all\n\n",
		"rolled back web to 4f2");
}

static void a_person_s_words_survive_in_html(void **state)
{
	(void)state;
	renews("html", "<!-- warroom:begin impact", "<p>We were <em>slow</em> to look.\t</p>\r\n",
		"rolled back web to 4f2");
}

static void a_broken_marker_stops_a_re_export(void **state)
{
	struct fixture *f = rich();
	const char *folder = folder_make(f->a);
	const char *path = file_join(f->a, folder, "draft.md");
	struct export_ask ask = {.engine = f->engine,
		.incident = 1,
		.format = STR("md"),
		.out = path,
		.now = f->room->now,
		.actor = STR("lead"),
		.door = STR("shell")};
	struct str broken = STR("my words\n<!-- warroom:begin title -->\nno end\n"), after, ignored;

	(void)state;
	assert_int_equal(file_write(path, broken, 0600, &f->err), RC_OK);
	assert_int_equal(export_postmortem(&ask, f->a, &ignored, &f->err), RC_STATE);
	assert_int_equal(file_read(f->a, path, 1 << 20, &after, &f->err), RC_OK);
	assert_true(str_eq(after, broken));
	assert_int_equal(fixture_count(fixture_incident(f), EV_EXPORTED), 0);
	folder_remove(folder);
	fixture_free(f);
}

/* A file that is there, and whether an export in a format may take it; "md" and the like are our own exports. */
static void only_an_export_of_ours_is_written_over(void **state)
{
	static const struct {
		const char *was, *format;
		enum rc rc;
	} cases[] = {
		{"my notes of the week\n", "md", RC_STATE},
		{"my notes of the week\n", "html", RC_STATE},
		{"my notes of the week\n", "json", RC_STATE},
		{"{\"format\": \"else\"}\n", "json", RC_STATE},
		{"<!DOCTYPE html>\n<p>a page of mine\n", "html", RC_STATE},
		{"html", "md", RC_STATE},
		{"md", "html", RC_STATE},
		{"json", "md", RC_STATE},
		{"md", "json", RC_STATE},
		{"json", "json", RC_OK},
		{"", "json", RC_OK},
		{" \n", "md", RC_OK},
	};
	struct fixture *f = rich();
	const char *folder = folder_make(f->a);
	const char *path = file_join(f->a, folder, "draft");

	(void)state;
	for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
		struct export_ask ask = {.engine = f->engine,
			.incident = 1,
			.format = str_z(cases[n].format),
			.out = path,
			.now = f->room->now,
			.actor = STR("lead"),
			.door = STR("shell")};
		const char *name = NULL;
		struct str was = str_z(cases[n].was), after, text;

		for (size_t k = 0; k < export_formats(k, &name); k++)
			if (str_eq_z(was, name))
				was = made(f, name, NULL);
		assert_int_equal(file_write(path, was, 0600, &f->err), RC_OK);
		if (export_postmortem(&ask, f->a, &text, &f->err) != cases[n].rc)
			fail_msg("case %zu: %s", n, f->err.text);
		assert_int_equal(file_read(f->a, path, 1 << 24, &after, &f->err), RC_OK);
		if (cases[n].rc != RC_OK)
			assert_true(str_eq(after, was));
	}
	folder_remove(folder);
	fixture_free(f);
}

static void one_incident_s_words_stay_its_own(void **state)
{
	static const char *const formats[] = {"md", "html", "json"};
	struct fixture *f = rich();
	const char *folder = folder_make(f->a);

	(void)state;
	fixture_say(f, "declare \"Another one\"");
	for (size_t n = 0; n < sizeof formats / sizeof *formats; n++) {
		const char *path = file_join(f->a, folder, formats[n]);
		struct export_ask ask = {.engine = f->engine,
			.incident = 2,
			.format = str_z(formats[n]),
			.out = path,
			.now = f->room->now,
			.actor = STR("lead"),
			.door = STR("shell")};
		struct str first = made(f, formats[n], path), after, text;

		assert_int_equal(export_postmortem(&ask, f->a, &text, &f->err), RC_STATE);
		assert_non_null(strstr(f->err.text, "another incident"));
		assert_int_equal(file_read(f->a, path, 1 << 24, &after, &f->err), RC_OK);
		assert_true(str_eq(after, first));
	}
	folder_remove(folder);
	fixture_free(f);
}

static void a_device_or_a_folder_is_no_place_for_an_export(void **state)
{
	static const char *const places[] = {"/dev/null", "."};
	struct fixture *f = rich();

	(void)state;
	for (size_t n = 0; n < sizeof places / sizeof *places; n++) {
		struct export_ask ask = {.engine = f->engine,
			.incident = 1,
			.format = STR("json"),
			.out = places[n],
			.now = f->room->now};
		struct str text;

		assert_int_equal(export_postmortem(&ask, f->a, &text, &f->err), RC_STATE);
	}
	fixture_free(f);
}

static void refusals_name_what_is_missing(void **state)
{
	struct fixture *f = rich();
	struct export_ask ask = {.engine = f->engine, .incident = 1, .format = STR("pdf")};
	struct str text;

	(void)state;
	assert_int_equal(export_postmortem(&ask, f->a, &text, &f->err), RC_UNKNOWN);
	assert_non_null(strstr(f->err.text, "pdf"));
	ask.format = STR("md");
	ask.incident = 7;
	assert_int_equal(export_postmortem(&ask, f->a, &text, &f->err), RC_UNKNOWN);
	assert_non_null(strstr(f->err.text, "INC-7"));
	fixture_free(f);
}

static void every_format_is_in_the_registry(void **state)
{
	const char *name = NULL;

	(void)state;
	assert_int_equal(export_formats(0, &name), 3);
	assert_string_equal(name, "html");
	export_formats(1, &name);
	assert_string_equal(name, "json");
	export_formats(2, &name);
	assert_string_equal(name, "md");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markdown_reads_back_as_the_document),
		cmocka_unit_test(markdown_has_no_heading_of_the_data),
		cmocka_unit_test(html_is_balanced_and_dead),
		cmocka_unit_test(json_holds_the_full_log),
		cmocka_unit_test(wording_is_pointed_at),
		cmocka_unit_test(the_draft_is_there_at_once_and_asks),
		cmocka_unit_test(a_person_s_words_survive_in_markdown),
		cmocka_unit_test(a_person_s_words_survive_in_html),
		cmocka_unit_test(a_broken_marker_stops_a_re_export),
		cmocka_unit_test(only_an_export_of_ours_is_written_over),
		cmocka_unit_test(one_incident_s_words_stay_its_own),
		cmocka_unit_test(a_device_or_a_folder_is_no_place_for_an_export),
		cmocka_unit_test(refusals_name_what_is_missing),
		cmocka_unit_test(every_format_is_in_the_registry),
	};

	return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
