/* test_theme.c: theme files: looks at every depth, bad lines with file and line, all shipped themes complete. */
#include "support/test.h"

#include "support/room.h"
#include "tui/theme_internal.h"

static struct theme parse(struct arena *a, const char *text, struct theme_problems *p)
{
	struct theme t;
	theme_parse(a, "my.theme", str_z(text), NULL, NULL, &t, p);
	return t;
}

static void lines_of_a_theme(void **state)
{
	struct arena *a = arena_new();
	struct theme_problems p;
	struct theme t = parse(a,
		"# comment\nbase = light\nsev1 = 196 on #000080 bold reverse # why\nmark = default "
		"underline\n"
		"sign.alert = \"!!\"\n[16]\nsev1 = bright-red\n[mono]\nsev1 = default underline\n",
		&p);
	(void)state;
	assert_int_equal(p.v.n, 0);
	struct look many = theme_look(&t, ROLE_SEV1, 256);
	assert_int_equal(many.fg, 196);
	assert_int_equal(many.bg, 18);
	assert_true(many.bold && many.reverse && !many.underline);
	assert_int_equal(theme_look(&t, ROLE_SEV1, 16).fg, 9);
	assert_int_equal(theme_look(&t, ROLE_SEV1, 8).fg, 1);
	assert_true(theme_look(&t, ROLE_SEV1, 0).underline);
	assert_int_equal(theme_look(&t, ROLE_SEV1, 0).fg, LOOK_DEFAULT);
	assert_int_equal(theme_look(&t, ROLE_OK, 256).fg, 23); /* from light */
	assert_string_equal(t.alert, "!!");
	arena_free(a);
}

static void bad_lines_are_named_and_skipped(void **state)
{
	static const struct {
		const char *line, *says;
	} bad[] = {
		{"sev9 = red\n", "my.theme:1: \"sev9\" is no role"},
		{"\nsev1 = mauve\n", "my.theme:2: \"mauve\" is no colour"},
		{"sev1 = red on\n\nsev1 = red on mauve\n", "my.theme:3: \"mauve\" is no colour"},
		{"sev1 red\n", "my.theme:1: expected name = value"},
		{"[32]\n", "my.theme:1: [32] is no section"},
		{"base = nowhere\n", "my.theme:1: no theme named \"nowhere\""},
		{"sign.alert = \"long sign\"\n", "my.theme:1: a sign is one to three"},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct theme_problems p;
		struct theme t = parse(a, bad[i].line, &p);
		assert_int_equal(p.v.n, 1);
		if (!str_starts(p.v.v[0], str_z(bad[i].says)))
			fail_msg("%.*s", STR_ARG(p.v.v[0]));
		assert_int_equal(theme_look(&t, ROLE_SEV2, 256).fg, 136); /* the rest stands */
	}
	arena_free(a);
}

static double lightness(uint32_t rgb)
{
	return 0.2126 * (rgb >> 16 & 255) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
}

/* Severities 1 to 3 must differ without hue: by attribute, or by a clear step in lightness. */
static bool apart(struct look x, struct look y)
{
	if (x.bold != y.bold || x.underline != y.underline || x.reverse != y.reverse ||
		x.bg != y.bg)
		return true;
	double d = lightness(theme_rgb(x.fg)) - lightness(theme_rgb(y.fg));
	return d > 40 || d < -40;
}

static void shipped_themes_are_sound(void **state)
{
	static const char *const names[] = {
		"dark", "light", "high-contrast", "colour-blind", "mono"};
	static const int depths[] = {0, 8, 16, 256};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct theme_problems p;
		struct theme t;
		const char *path = arena_printf(a, "themes/%s.theme", names[i]);
		theme_parse(a, path, room_file(a, path), NULL, NULL, &t, &p);
		if (p.v.n)
			fail_msg("%.*s", STR_ARG(p.v.v[0]));
		for (size_t k = 0; k < sizeof depths / sizeof *depths; k++) {
			struct look one = theme_look(&t, ROLE_SEV1, depths[k]);
			struct look two = theme_look(&t, ROLE_SEV2, depths[k]);
			struct look three = theme_look(&t, ROLE_SEV3, depths[k]);
			if (!apart(one, two) || !apart(two, three) || !apart(one, three))
				fail_msg("%s at %d colours", names[i], depths[k]);
		}
	}
	arena_free(a);
}

static void rounding(void **state)
{
	(void)state;
	assert_int_equal(theme_nearest(0xff0000, 256), 196);
	assert_int_equal(theme_nearest(0xffffff, 16), 15);
	assert_int_equal(theme_nearest(0x000000, 8), 0);
	for (int i = 16; i < 256; i++)
		assert_int_equal(theme_rgb(theme_nearest(theme_rgb(i), 256)), theme_rgb(i));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_of_a_theme),
		cmocka_unit_test(bad_lines_are_named_and_skipped),
		cmocka_unit_test(shipped_themes_are_sound),
		cmocka_unit_test(rounding),
	};
	return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
