/* phrase_names.c: names of people as alternations for the patterns of the phrase table. */
#include "core/phrase_internal.h"

#include <string.h>

/* Keeps a pattern with a part of the names in it, twice, below the size that the pattern library is given. */
enum { ROSTER_PART_MAX = 1000, NAME_MAX_BYTES = 64 };

static const struct str never = {"(?!)", 4};

/* First names that are also ordinary words of English text; in lower case they mean the word. */
static const char *const word_names[] = {"Ace", "April", "Art", "August", "Autumn", "Bill",
	"Chance", "Chase", "Cliff", "Dale", "Dawn", "Dean", "Dot", "Drew", "Earl", "Eve", "Faith",
	"Frank", "Gene", "Glen", "Grace", "Grant", "Guy", "Heath", "Hope", "Iris", "Ivy", "Jack",
	"Joy", "June", "King", "Lance", "Lead", "Major", "Mark", "Mason", "Max", "May", "Merit",
	"Miles", "Nick", "Norm", "Olive", "Page", "Pat", "Patience", "Penny", "Pierce", "Price",
	"Queen", "Ray", "Reed", "Rich", "Rob", "Robin", "Rock", "Rose", "Ruby", "Rusty", "Sandy",
	"Scout", "Sky", "Stone", "Storm", "Sue", "Summer", "Tab", "Trace", "Victor", "Wade", "Ward",
	"Will", "Win", "Wood"};

static bool is_ordinary_word(struct str name)
{
	for (size_t i = 0; i < sizeof word_names / sizeof *word_names; i++)
		if (str_ieq(name, str_z(word_names[i])))
			return true;
	return false;
}

static struct str name_pattern(struct arena *a, struct str name)
{
	struct str quoted = regex_quote(a, name);
	char *z;

	if (!is_ordinary_word(name))
		return quoted;
	z = str_to_z(a, name);
	if (z[0] >= 'a' && z[0] <= 'z')
		z[0] = (char)(z[0] - 'a' + 'A');
	return str_fmt(a, "(?-i:%s)", z);
}

static void end_part(struct phrase_names *names, struct buf *b)
{
	if (b->n > 0)
		names->parts[names->n++] = buf_str(b);
	b->n = 0;
}

static void add_names(struct arena *a, struct phrase_names *names, struct buf *b,
	const struct phrase_roster *roster)
{
	for (size_t i = 0; roster && i < roster->n; i++) {
		struct str name = str_trim(roster->names[i]);

		/* One letter would flag half of the language; so long a name is none. */
		if (name.n < 2 || name.n > NAME_MAX_BYTES)
			continue;
		if (b->n > ROSTER_PART_MAX) {
			end_part(names, b);
			buf_init(b, a, ROSTER_PART_MAX + 8 * NAME_MAX_BYTES);
		}
		if (names->n == ROSTER_PARTS_MAX) {
			names->more = true;
			return;
		}
		if (b->n > 0)
			buf_add_ch(b, '|');
		buf_add(b, name_pattern(a, name));
	}
}

void phrase_names_make(struct arena *a, const struct phrase_roster *known,
	const struct phrase_roster *people, struct phrase_names *ret)
{
	struct buf b;

	*ret = (struct phrase_names){0};
	buf_init(&b, a, ROSTER_PART_MAX + 8 * NAME_MAX_BYTES);
	add_names(a, ret, &b, known);
	add_names(a, ret, &b, people);
	end_part(ret, &b);
	if (ret->n == 0)
		ret->parts[ret->n++] = never;
}
