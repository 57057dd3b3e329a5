/* status_feed.c: the status page as Atom and as RSS: one entry for each incident, under the same id at every writing. */
#include "status_internal.h"

#include "base/utf8.h"

/* Where nothing was published yet, a feed still needs a time. */
static const instant epoch = 0;

/* Controls, direction overrides and what cannot be seen have no business in somebody's reader. */
static bool is_shown(uint32_t c)
{
	if (c < 0x20 || (c >= 0x7f && c < 0xa0))
		return c == '\n' || c == '\t';
	if ((c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
		(c >= 0x2060 && c <= 0x206f))
		return false;
	return c != 0xfeff && (c & 0xfffe) != 0xfffe && !(c >= 0xfff9 && c <= 0xfffb) &&
	       !(c >= 0xe0000 && c <= 0xe0fff);
}

static void put_xml(struct arena *a, struct buf *b, struct str raw)
{
	struct str s = utf8_repair(a, raw);
	uint32_t c;
	int n;

	for (; (n = utf8_decode(s, &c)) > 0; s = str_cut(s, (size_t)n, s.n)) {
		if (c == '&')
			buf_add_z(b, "&amp;");
		else if (c == '<')
			buf_add_z(b, "&lt;");
		else if (c == '>')
			buf_add_z(b, "&gt;");
		else if (c == '"')
			buf_add_z(b, "&quot;");
		else if (is_shown(c))
			buf_add(b, str_cut(s, 0, (size_t)n));
	}
}

static void put_element(struct arena *a, struct buf *b, const char *name, struct str text)
{
	buf_addf(b, "<%s>", name);
	put_xml(a, b, text);
	buf_addf(b, "</%s>\n", name);
}

/* A UUID of the hexadecimal digits of an id, marked as made by a name of our own (version 8). */
static struct str urn(struct arena *a, struct str id)
{
	const char *p = id.p;

	return str_fmt(a, "urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s", p, p + 8, p + 13, p + 17, p + 20);
}

static struct str rfc3339(struct arena *a, instant at)
{
	return str_z(time_iso_prec(a, at == INSTANT_NONE ? epoch : at, PREC_S));
}

static struct str rfc822(struct arena *a, instant at)
{
	static const char days[] = "MonTueWedThuFriSatSun";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct civil c = time_civil(at == INSTANT_NONE ? epoch : at, 0);

	return str_fmt(a, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT", days + 3 * c.weekday, c.day,
		months + 3 * (c.month - 1), c.year, c.hour, c.minute, c.second);
}

/* All updates, newest first: "Identified 14:05 UTC: text". */
static struct str told(struct arena *a, const struct status_incident *i)
{
	struct buf b;

	buf_init(&b, a, STATUS_FILE_MAX);
	for (size_t n = 0; n < i->n; n++) {
		const struct status_update *u = &i->updates[n];

		buf_addf(&b, "%s%.*s %s UTC: %.*s", n ? "\n\n" : "",
			STR_ARG(status_word(a, u->state)), time_hm(a, u->at, 0), STR_ARG(u->text));
	}
	return buf_str(&b);
}

static enum rc finish(struct buf *b, struct str *ret, struct err *err)
{
	if (b->over)
		return err_set(
			err, RC_LIMIT, "the feed becomes longer than %d bytes", STATUS_FILE_MAX);
	*ret = buf_str(b);
	return RC_OK;
}

static struct str below(struct arena *a, struct str url, const char *file)
{
	while (str_ends(url, STR("/")))
		url.n--;
	return str_fmt(a, "%.*s/%s", STR_ARG(url), file);
}

static void put_link(
	struct arena *a, struct buf *b, const char *rel, const char *type, struct str href)
{
	buf_addf(b, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
	put_xml(a, b, href);
	buf_add_z(b, "\"/>\n");
}

static void atom_entry(struct arena *a, struct buf *b, const struct status_page *p,
	const struct status_incident *i)
{
	buf_add_z(b, "<entry>\n");
	put_element(a, b, "id", urn(a, i->id));
	put_element(a, b, "title", i->title);
	put_element(a, b, "published", rfc3339(a, i->created));
	put_element(a, b, "updated", rfc3339(a, i->updated));
	buf_addf(b, "<category term=\"%s\"/>\n", i->state);
	if (p->url.n)
		put_link(a, b, "alternate", "text/html", p->url);
	put_element(a, b, "content", told(a, i));
	buf_add_z(b, "</entry>\n");
}

enum rc status_atom(struct arena *a, const struct status_page *p, struct str *ret, struct err *err)
{
	struct buf b;

	buf_init(&b, a, STATUS_FILE_MAX);
	buf_add_z(&b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
		      "<generator>warroom</generator>\n");
	put_element(a, &b, "id", urn(a, p->id));
	put_element(a, &b, "title", p->name);
	put_element(a, &b, "updated", rfc3339(a, p->updated));
	buf_add_z(&b, "<author>");
	put_element(a, &b, "name", p->name);
	buf_add_z(&b, "</author>\n");
	if (p->url.n) {
		put_link(a, &b, "self", "application/atom+xml", below(a, p->url, "feed.atom"));
		put_link(a, &b, "alternate", "text/html", p->url);
	}
	for (size_t n = 0; n < p->n; n++)
		atom_entry(a, &b, p, &p->incidents[n]);
	buf_add_z(&b, "</feed>\n");
	return finish(&b, ret, err);
}

static void rss_item(struct arena *a, struct buf *b, const struct status_page *p,
	const struct status_incident *i)
{
	buf_add_z(b, "<item>\n");
	put_element(a, b, "title", i->title);
	if (p->url.n)
		put_element(a, b, "link", p->url);
	buf_addf(b, "<guid isPermaLink=\"false\">%.*s</guid>\n", STR_ARG(i->id));
	put_element(a, b, "pubDate", rfc822(a, i->created));
	put_element(a, b, "category", str_z(i->state));
	put_element(a, b, "description", told(a, i));
	buf_add_z(b, "</item>\n");
}

enum rc status_rss(struct arena *a, const struct status_page *p, struct str *ret, struct err *err)
{
	struct buf b;

	buf_init(&b, a, STATUS_FILE_MAX);
	buf_add_z(&b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\">\n"
		      "<channel>\n<generator>warroom</generator>\n");
	put_element(a, &b, "title", p->name);
	put_element(a, &b, "link", p->url.n ? p->url : STR("about:blank"));
	put_element(a, &b, "description", STR("Incidents, as they were announced"));
	put_element(a, &b, "lastBuildDate", rfc822(a, p->updated));
	for (size_t n = 0; n < p->n; n++)
		rss_item(a, &b, p, &p->incidents[n]);
	buf_add_z(&b, "</channel>\n</rss>\n");
	return finish(&b, ret, err);
}
