/* key.c: names of keys: "Ctrl-R", "Shift-Left", "Space f". */
#include "base/utf8.h"
#include "lang/keymap.h"

static const struct {
	const char *name;
	enum key_code code;
} names[] = {
#define KEY_NAME(id, name) {name, KEYCODE_##id},
#include "lang/key_names.def"
#undef KEY_NAME
};

static const struct {
	const char *name;
	unsigned mod;
} mods[] = {{"Ctrl-", KEYMOD_CTRL}, {"Alt-", KEYMOD_ALT}, {"Shift-", KEYMOD_SHIFT}};

static const char *const leaders[LEADER_COUNT] = {
	[LEADER_SPACE] = "Space", [LEADER_CTRL_X] = "Ctrl-X"};

bool key_eq(struct key a, struct key b)
{
	return a.code == b.code && a.ch == b.ch && a.mods == b.mods && a.leader == b.leader;
}

int key_as_leader(struct key k)
{
	if (k.code != KEYCODE_CHAR || k.leader)
		return LEADER_NONE;
	if (k.ch == ' ' && !k.mods)
		return LEADER_SPACE;
	return k.ch == 'x' && k.mods == KEYMOD_CTRL ? LEADER_CTRL_X : LEADER_NONE;
}

static bool starts_any_case(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);
	return s.n > n && str_ieq(str_cut(s, 0, n), str_z(prefix));
}

static unsigned take_mods(struct str *s)
{
	unsigned found = 0;
	for (size_t i = 0; i < sizeof mods / sizeof *mods;) {
		if (!starts_any_case(*s, mods[i].name)) {
			i++;
			continue;
		}
		found |= mods[i].mod;
		*s = str_cut(*s, strlen(mods[i].name), s->n);
		i = 0;
	}
	return found;
}

static bool code_find(struct str name, enum key_code *ret)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!str_ieq(name, str_z(names[i].name)))
			continue;
		*ret = names[i].code;
		return true;
	}
	return false;
}

/* One stroke. Letters with Ctrl are lower case; a terminal cannot tell Ctrl-R from Ctrl-Shift-R. */
static bool stroke_parse(struct str s, struct key *ret)
{
	struct key k = {.mods = take_mods(&s)};
	uint32_t ch;
	if (code_find(s, &k.code)) {
		*ret = k;
		return true;
	}
	if (str_ieq(s, STR("Space")))
		s = STR(" ");
	int n = utf8_decode(s, &ch);
	if (n <= 0 || (size_t)n != s.n || ch < 0x20 || ch == 0x7f || (k.mods & KEYMOD_SHIFT))
		return false;
	if ((k.mods & KEYMOD_CTRL) && ch >= 'A' && ch <= 'Z')
		ch += 'a' - 'A';
	if ((k.mods & KEYMOD_CTRL) && !(ch >= 'a' && ch <= 'z') &&
		!(ch < 0x80 && strchr("@[\\]^_ ", (int)ch)))
		return false;
	k.ch = ch;
	*ret = k;
	return true;
}

static enum rc no_key(struct str name, struct err *err)
{
	return err_set(err, RC_USAGE,
		"\"%.*s\" is no key; keys are written Ctrl-R, Alt-3, F1, Shift-Left, PgUp, Space f "
		"or ?",
		STR_ARG(name));
}

enum rc key_parse(struct str name, struct key *ret, struct err *err)
{
	struct key first, second;
	ptrdiff_t blank = str_find_ch(name, ' ');
	if (blank <= 0) {
		if (!stroke_parse(name, &first))
			return no_key(name, err);
		*ret = first;
		return RC_OK;
	}
	if (!stroke_parse(str_cut(name, 0, (size_t)blank), &first) ||
		!stroke_parse(str_trim(str_cut(name, (size_t)blank, name.n)), &second))
		return no_key(name, err);
	if (first.code == KEYCODE_ESC && !first.mods && !second.mods) {
		second.mods = KEYMOD_ALT;
	} else if (key_as_leader(first)) {
		second.leader = key_as_leader(first);
	} else {
		return err_set(err, RC_USAGE,
			"\"%.*s\": a key of two strokes starts with Space, Esc or Ctrl-X",
			STR_ARG(name));
	}
	*ret = second;
	return RC_OK;
}

static const char *code_name(enum key_code code)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].code == code)
			return names[i].name;
	return "";
}

const char *key_print(struct arena *a, struct key k)
{
	struct buf b;
	buf_init(&b, a, 64);
	if (k.leader)
		buf_addf(&b, "%s ", leaders[k.leader]);
	for (size_t i = 0; i < sizeof mods / sizeof *mods; i++)
		if (k.mods & mods[i].mod)
			buf_add_z(&b, mods[i].name);
	if (k.code != KEYCODE_CHAR)
		buf_add_z(&b, code_name(k.code));
	else if (k.ch == ' ')
		buf_add_z(&b, "Space");
	else if ((k.mods & KEYMOD_CTRL) && k.ch >= 'a' && k.ch <= 'z')
		buf_add_ch(&b, (char)(k.ch - 'a' + 'A'));
	else
		utf8_encode(&b, k.ch);
	return buf_z(&b);
}
