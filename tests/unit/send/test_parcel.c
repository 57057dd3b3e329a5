/* test_parcel.c: what leaves: JSON that is JSON and mail that is one mail, whatever the words are. */
#include "support/test.h"

#include "base/json.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "send/parcel_internal.h"
#include "support/corpus.h"
#include "support/room.h"

#define TEMPLATE                                                                                   \
	"From: {{from}}\nTo: {{to}}\nSubject: {{subject}}\nDate: {{date}}\n"                       \
	"Message-ID: {{message_id}}\nX-Note:  {{title}}\n\n{{text}}\n\n{{next_line}}\n-- \n"       \
	"{{incident}}\n"

static struct arena *arena;

static int fresh(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int clear(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct parcel parcel(struct str text)
{
	struct parcel p = {.id = STR("0123456789abcdef0123456789abcdef"),
		.update = STR("E-7"),
		.incident = STR("INC-1"),
		.number = 1,
		.level = 2,
		.status = STR("identified"),
		.audience = STR("executives"),
		.title = STR("Cards"),
		.subject = text,
		.text = text,
		.next = INSTANT_NONE};

	time_from_iso(STR("2026-11-22T14:05:09.5Z"), &p.at);
	return p;
}

static struct str mail(const struct parcel *p)
{
	struct str ret;
	struct err err;

	if (mail_message(arena, "update.txt", STR(TEMPLATE), p, STR("Status <status@example.org>"),
		    STR("a@example.org, b@example.org"), &ret, &err) != RC_OK)
		fail_msg("%s", err.text);
	return ret;
}

/* ---- Reading a mail back ---- */

static struct str header(struct str mail_text, const char *name)
{
	struct buf b;
	struct str line, rest = mail_text;
	bool inside = false;

	buf_init(&b, arena, 4096);
	while (str_split(&rest, '\n', &line) && line.n) {
		bool more = line.p[0] == ' ';

		if (!more)
			inside = str_starts(line, str_fmt(arena, "%s: ", name));
		if (inside)
			buf_add(&b, more ? line : str_cut(line, strlen(name) + 2, line.n));
	}
	return buf_str(&b);
}

static int hex_at(const char *p)
{
	uint8_t b;

	return hex_decode(str_n(p, 2), &b, 1) ? b : -1;
}

/* Decodes RFC 2047 words; blanks between two of them are nothing. */
static struct str words(struct str s)
{
	struct buf b;

	buf_init(&b, arena, 8192);
	while (str_starts(s, STR("=?UTF-8?Q?"))) {
		size_t n = 10;

		for (; !str_starts(str_cut(s, n, s.n), STR("?=")); n++) {
			if (s.p[n] == '=') {
				buf_add_ch(&b, (char)hex_at(s.p + n + 1));
				n += 2;
			} else {
				buf_add_ch(&b, s.p[n] == '_' ? ' ' : s.p[n]);
			}
		}
		s = str_trim(str_cut(s, n + 2, s.n));
	}
	buf_add(&b, s);
	return buf_str(&b);
}

static struct str body(struct str mail_text)
{
	struct str s = str_cut(
		mail_text, (size_t)str_find(mail_text, STR("\n\n")) + 2, mail_text.n);
	struct buf b;

	buf_init(&b, arena, 1024 * 1024);
	for (size_t n = 0; n < s.n; n++) {
		if (s.p[n] != '=') {
			buf_add_ch(&b, s.p[n]);
		} else if (s.p[n + 1] == '\n') {
			n++;
		} else {
			buf_add_ch(&b, (char)hex_at(s.p + n + 1));
			n += 2;
		}
	}
	return buf_str(&b);
}

/* Printable ASCII lines of at most 78, header lines of known names, one empty line between both. */
static void is_one_mail(struct str m)
{
	static const char *const names[] = {"From", "To", "Subject", "Date", "Message-ID", "X-Note",
		"MIME-Version", "Content-Type", "Content-Transfer-Encoding"};
	size_t headers = 0, fields = 0, lines = 0;
	struct str rest = m, line;

	while (str_split(&rest, '\n', &line)) {
		if (line.n > 78)
			fail_msg("%zu characters: %.*s", line.n, STR_ARG(line));
		for (size_t k = 0; k < line.n; k++)
			assert_true((line.p[k] >= ' ' && line.p[k] <= '~') || line.p[k] == '\t');
		lines++;
	}
	rest = str_cut(m, 0, (size_t)str_find(m, STR("\n\n")));
	while (str_split(&rest, '\n', &line)) {
		fields += line.p[0] != ' ';
		for (size_t k = 0; k < sizeof names / sizeof *names; k++)
			headers += str_starts(line, str_fmt(arena, "%s: ", names[k]));
	}
	assert_int_equal(headers, fields);
	assert_true(fields <= sizeof names / sizeof *names);
	assert_true(lines > fields);
}

static void a_mail_is_as_the_standard_says(void **state)
{
	struct parcel p = parcel(
		STR("Karten gehen für 40 % nicht. Seit 13:52 UTC, und zwar für alle, die mit "
		    "einer Karte zahlen wollen."));
	struct str m = mail(&p);

	(void)state;
	is_one_mail(m);
	assert_true(str_eq_z(header(m, "To"), "a@example.org, b@example.org"));
	assert_true(str_eq_z(header(m, "From"), "Status <status@example.org>"));
	assert_true(str_eq_z(header(m, "Date"), "Sun, 22 Nov 2026 14:05:09 +0000"));
	assert_true(str_eq_z(
		header(m, "Message-ID"), "<0123456789abcdef0123456789abcdef@example.org>"));
	assert_true(str_eq(words(header(m, "Subject")), p.text));
	assert_true(str_starts(body(m), str_fmt(arena, "%.*s\n\n\n-- \nINC-1\n", STR_ARG(p.text))));
}

static void values_make_no_header_lines(void **state)
{
	struct parcel p = parcel(STR("x\r\nBcc: everybody@example.org\n\nbody"));
	struct str m = mail(&p);

	(void)state;
	is_one_mail(m);
	assert_int_equal(header(m, "Bcc").n, 0);
	assert_true(str_find(header(m, "Subject"), STR("Bcc: everybody")) > 0);
	p.title = STR("");
	assert_true(str_find(mail(&p), STR("X-Note")) < 0);
}

static void lines_that_mail_programs_take_for_ends_are_coded(void **state)
{
	struct parcel p = parcel(STR("\n.\nFrom here on\ntrailing \n=20 stays"));
	struct str m = mail(&p);

	(void)state;
	assert_true(str_find(m, STR("\n.\n")) < 0);
	assert_true(str_find(m, STR("\nFrom ")) < 0);
	assert_true(str_find(body(m), p.text) >= 0);
}

static void a_bad_mail_template_is_refused_by_line(void **state)
{
	static const struct {
		const char *text, *why;
	} bad[] = {{"To: {{to}}\nno header\n\nx", "t:2: a header line"},
		{"To: {{to}}\nContent-Type: text/html\n\nx", "t:2: a header line"},
		{"To: {{nobody}}\n\nx", "t:1: there is no slot {{nobody}}"},
		{"To: {{to}}\n\nx\n{{text\n", "t:4: not closed"},
		{"To: {{subject}}\n\nx", "t:1: To takes ASCII alone"}};
	struct parcel p = parcel(STR("für"));

	(void)state;
	for (size_t n = 0; n < sizeof bad / sizeof *bad; n++) {
		struct str ret;
		struct err err = {.text = ""};

		assert_int_equal(mail_message(arena, "t", str_z(bad[n].text), &p, STR(""),
					 STR("a@example.org"), &ret, &err),
			RC_USAGE);
		if (!strstr(err.text, bad[n].why))
			fail_msg("%s does not say %s", err.text, bad[n].why);
	}
}

static void hook_is_json(struct str text)
{
	struct parcel p = parcel(text);
	const struct json *made;
	struct str ret;
	struct err err;

	if (fill_json(arena, "generic.json", room_file(arena, "templates/hook/generic.json"), &p,
		    &ret, &err) != RC_OK ||
		json_parse(arena, ret, &made, &err) != RC_OK)
		fail_msg("%s", err.text);
	assert_true(str_eq(json_str(made, "text"), utf8_repair(arena, text)));
	assert_true(str_eq_z(json_str(made, "id"), "0123456789abcdef0123456789abcdef"));
	assert_int_equal(json_int(made, "level", 0), 2);
	assert_int_equal(json_get(made, "next")->type, JSON_NULL);
}

static void hostile_words_stay_words(void **state)
{
	struct tsv t;
	struct err err;

	(void)state;
	assert_int_equal(
		tsv_parse(arena, "hostile.tsv", corpus_read(arena, "hostile.tsv"), &t, &err),
		RC_OK);
	assert_true(t.rows > 50);
	for (size_t n = 0; n < t.rows; n++) {
		struct str raw = tsv_cell(&t, n, tsv_column(&t, "input"));
		struct str text = utf8_repair(arena, corpus_unescape(arena, raw));
		struct parcel p = parcel(text);
		struct str m = mail(&p);

		is_one_mail(m);
		assert_true(str_find(body(m), str_trim(text).n && str_find(text, STR("\r")) < 0
						      ? str_trim(text)
						      : STR("INC-1")) >= 0);
		hook_is_json(text);
	}
}

static void a_bad_hook_template_is_refused(void **state)
{
	struct parcel p = parcel(STR("x"));
	struct str ret;
	struct err err;

	(void)state;
	assert_int_equal(
		fill_json(arena, "t", STR("{\"a\": \"{{text}}\"}"), &p, &ret, &err), RC_USAGE);
	assert_non_null(strstr(err.text, "no JSON"));
	assert_int_equal(
		fill_json(arena, "t", STR("{\n\"a\": {{words}}}"), &p, &ret, &err), RC_USAGE);
	assert_non_null(strstr(err.text, "t:2: there is no slot {{words}}"));
}

static void outside_readers_never_see_the_working_title(void **state)
{
	struct room *r = room_new();
	const struct owed *o;
	struct parcel p;

	(void)state;
	assert_int_equal(
		room_lead(r, "channel add log to=customers,execs via=file target=/srv/x"), RC_OK);
	assert_int_equal(
		room_lead(r, "declare 'db-7 melted' journey=critical degradation=unavailable "
			     "users=40% safety=none exposure=none data=none"),
		RC_OK);
	assert_int_equal(room_lead(r, "update to=customers override=all reason=test Cards fail for "
				      "some. More soon."),
		RC_OK);
	assert_int_equal(
		room_lead(r, "update to=execs override=all reason=test Cards fail for some."),
		RC_OK);
	assert_int_equal(room_lead(r, "status identified"), RC_OK);
	assert_int_equal(deliveries_owed(arena, r->board, r->policies.delivery, r->now, &o), 2);
	parcel_make(arena, &o[0], &p);
	assert_true(str_eq_z(p.subject, "[investigating] Cards fail for some"));
	assert_true(str_find(p.title, STR("db-7")) < 0);
	parcel_make(arena, &o[1], &p);
	assert_true(str_eq_z(p.subject, "[INC-1 SEV1 investigating] db-7 melted"));
	room_free(r);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, fresh, clear)
	const struct CMUnitTest tests[] = {
		T(a_mail_is_as_the_standard_says),
		T(values_make_no_header_lines),
		T(lines_that_mail_programs_take_for_ends_are_coded),
		T(a_bad_mail_template_is_refused_by_line),
		T(hostile_words_stay_words),
		T(a_bad_hook_template_is_refused),
		T(outside_readers_never_see_the_working_title),
	};

	return cmocka_run_group_tests_name("send/parcel", tests, NULL, NULL);
}
