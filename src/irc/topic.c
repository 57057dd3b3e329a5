/* topic.c: the bridge's own segment of a channel's topic, beside what people wrote there. */
#include "irc/topic_internal.h"

#include "base/utf8.h"
#include "view/view_header.h"

enum { TOPIC_BYTES = 390, TITLE_BYTES = 120 };

static const struct str between = {" || ", 4};

static bool is_ours(struct str s)
{
	return str_starts(s, STR("[INC-"));
}

struct str topic_of_others(struct str topic)
{
	ptrdiff_t at;

	if (!is_ours(topic))
		return topic;
	at = str_find(topic, between);
	return at < 0 ? (struct str){0} : str_cut(topic, (size_t)at + between.n, topic.n);
}

/* Our segment must not hold what separates it from the rest, nor end inside a character. */
static struct str fitted(struct arena *a, struct str own, size_t room)
{
	struct str plain = utf8_plain(a, own, UTF8_LINE);
	ptrdiff_t at = str_find(plain, between);
	ptrdiff_t head = str_find_ch(plain, ']');

	if (at >= 0)
		plain = str_cut(plain, 0, (size_t)at);
	if (plain.n <= room)
		return plain;
	plain = str_cut(plain, 0, utf8_floor(plain, room));
	return head >= 0 && (size_t)head < plain.n ? plain : (struct str){0};
}

struct str topic_merge(struct arena *a, struct str topic, struct str own, size_t max)
{
	struct str others = topic_of_others(topic), ours;
	struct buf b;
	size_t limit = max ? max : TOPIC_BYTES, taken = others.n ? others.n + between.n : 0;

	if (own.n == 0 || taken >= limit)
		return others;
	ours = fitted(a, own, limit - taken);
	if (ours.n == 0 || others.n == 0)
		return ours.n ? ours : others;
	buf_init(&b, a, ours.n + taken);
	buf_add(&b, ours);
	buf_add(&b, between);
	buf_add(&b, others);
	return buf_str(&b);
}

struct str topic_segment(
	struct arena *a, const struct policies *p, const struct incident *i, instant now)
{
	struct header_facts f;
	struct buf b;

	view_header(a, p, i, now, &f);
	buf_init(&b, a, 1024);
	buf_addf(&b, "[INC-%u SEV%d] ", f.number, f.level);
	buf_add(&b,
		str_cut(f.title, 0,
			utf8_floor(f.title, f.title.n < TITLE_BYTES ? f.title.n : TITLE_BYTES)));
	if (f.commander.n)
		buf_addf(&b, " | IC @%.*s", STR_ARG(f.commander));
	else
		buf_add_z(&b, " | no commander");
	if (f.promised)
		buf_addf(&b, " | next update %sZ", time_hm(a, f.due, 0));
	return buf_str(&b);
}
