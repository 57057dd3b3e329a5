/* config.c: cuts the text of a configuration file into command lines. */
#include "lang/config.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "lang/lex.h"

struct lines {
	struct arena *arena;
	const char *file;
	VEC(struct config_line) done;
	struct buf text; /* of the line being joined */
	unsigned first, now;
};

static enum rc finish_line(struct lines *l, struct err *err)
{
	struct str text = str_trim(buf_str(&l->text));
	if (l->text.over)
		return err_set(err, RC_LIMIT, "%s:%u: the line is longer than %d bytes", l->file,
			l->first, LEX_LINE_MAX);
	if (l->done.n == CONFIG_LINES_MAX)
		return err_set(err, RC_LIMIT, "%s:%u: more than %d lines", l->file, l->first,
			CONFIG_LINES_MAX);
	if (text.n)
		*VEC_PUSH(l->arena, &l->done) = (struct config_line){text, l->file, l->first};
	buf_init(&l->text, l->arena, LEX_LINE_MAX);
	l->first = 0;
	return RC_OK;
}

static enum rc add_line(struct lines *l, struct str raw, struct err *err)
{
	struct str s = str_trim(raw);
	bool joins = str_ends(s, STR("\\"));
	if (!utf8_is_valid(s) || str_find_ch(s, 0) >= 0)
		return err_set(err, RC_USAGE, "%s:%u: not UTF-8 text", l->file, l->now);
	if (!l->first && (!s.n || s.p[0] == '#'))
		return RC_OK;
	if (!l->first)
		l->first = l->now;
	struct str piece = joins ? str_trim(str_cut(s, 0, s.n - 1)) : s;
	if (l->text.n && piece.n)
		buf_add_ch(&l->text, ' ');
	buf_add(&l->text, piece);
	return joins ? RC_OK : finish_line(l, err);
}

enum rc config_split(struct arena *a, const char *file, struct str text,
	const struct config_line **ret, size_t *ret_n, struct err *err)
{
	struct lines l = {.arena = a, .file = file};
	struct str part;
	if (text.n > CONFIG_MAX)
		return err_set(err, RC_LIMIT, "%s: larger than %d bytes", file, CONFIG_MAX);
	if (str_starts(text, STR("\xEF\xBB\xBF")))
		text = str_cut(text, 3, text.n);
	buf_init(&l.text, a, LEX_LINE_MAX);
	while (text.n && str_split(&text, '\n', &part)) {
		l.now++;
		enum rc rc = add_line(&l, part, err);
		if (rc)
			return rc;
	}
	enum rc rc = l.first ? finish_line(&l, err) : RC_OK;
	if (rc)
		return rc;
	*ret = l.done.v;
	*ret_n = l.done.n;
	return RC_OK;
}

enum rc config_error(const struct config_line *l, const struct err *what, struct err *err)
{
	struct err copy = *what;
	return err_set(err, copy.rc, "%s:%u: %s", l->file, l->line, copy.text);
}
