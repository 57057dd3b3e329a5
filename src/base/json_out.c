/* json_out.c: writes compact JSON into a builder, in the order it is told. */
#include "base/json.h"

#include "base/utf8.h"
#include "base/utf8_internal.h"

#define EACH_BYTE(b) ((uint64_t)(b)*UINT64_C(0x0101010101010101))

void json_out_init(struct json_out *o, struct buf *buf)
{
	*o = (struct json_out){.buf = buf};
}

static void escape(struct buf *b, uint32_t cp)
{
	switch (cp) {
	case '"':
		buf_add_z(b, "\\\"");
		break;
	case '\\':
		buf_add_z(b, "\\\\");
		break;
	case '\n':
		buf_add_z(b, "\\n");
		break;
	case '\r':
		buf_add_z(b, "\\r");
		break;
	case '\t':
		buf_add_z(b, "\\t");
		break;
	default:
		buf_addf(b, "\\u%04x", (unsigned)cp);
	}
}

/* JSON needs only quote, backslash and C0 escaped; what could steer a terminal is too, because
 * people `cat` these files. */
static bool needs_escape(uint32_t cp)
{
	return cp == '"' || cp == '\\' || (cp < 0x10000 && utf8_code_is_special(cp));
}

/* True for what stands in JSON as it is and is one byte long. */
static bool is_plain(char c)
{
	return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

/* The top bit of each byte that is zero; bytes above such a one may be marked too. */
static uint64_t zeros(uint64_t word)
{
	return (word - EACH_BYTE(0x01)) & ~word;
}

/* From where on not all is plain; most is, so eight bytes are asked at a time. */
static size_t plain_run(struct str s, size_t i)
{
	for (uint64_t w; i + sizeof w <= s.n; i += sizeof w) {
		memcpy(&w, s.p + i, sizeof w);
		uint64_t low = (w - EACH_BYTE(' ')) & ~w;
		uint64_t other = zeros(w ^ EACH_BYTE('"')) | zeros(w ^ EACH_BYTE('\\')) |
				 zeros(w ^ EACH_BYTE(0x7f));
		if ((w | low | other) & EACH_BYTE(0x80))
			break;
	}
	while (i < s.n && is_plain(s.p[i]))
		i++;
	return i;
}

static void quoted(struct buf *b, struct str s)
{
	buf_add_ch(b, '"');
	size_t plain = 0;
	for (size_t i = plain_run(s, 0); i < s.n; i = plain_run(s, i)) {
		uint32_t cp = 0;
		int used = utf8_decode(str_cut(s, i, s.n), &cp);
		size_t step = used > 0 ? (size_t)used : 1;
		if (used <= 0 || needs_escape(cp)) {
			buf_add(b, str_cut(s, plain, i));
			if (used > 0)
				escape(b, cp);
			else
				utf8_encode(b, 0xFFFD);
			plain = i + step;
		}
		i += step;
	}
	buf_add(b, str_cut(s, plain, s.n));
	buf_add_ch(b, '"');
}

static void begin(struct json_out *o, const char *name)
{
	if (o->need_comma)
		buf_add_ch(o->buf, ',');
	o->need_comma = true;
	if (name) {
		quoted(o->buf, str_z(name));
		buf_add_ch(o->buf, ':');
	}
}

void json_out_open(struct json_out *o, const char *name, char bracket)
{
	begin(o, name);
	buf_add_ch(o->buf, bracket);
	o->need_comma = false;
}

void json_out_close(struct json_out *o, char bracket)
{
	buf_add_ch(o->buf, bracket == '{' || bracket == '}' ? '}' : ']');
	o->need_comma = true;
}

void json_out_str(struct json_out *o, const char *name, struct str value)
{
	begin(o, name);
	quoted(o->buf, value);
}

void json_out_z(struct json_out *o, const char *name, const char *value)
{
	json_out_str(o, name, str_z(value));
}

void json_out_int(struct json_out *o, const char *name, int64_t value)
{
	begin(o, name);
	buf_addf(o->buf, "%lld", (long long)value);
}

void json_out_bool(struct json_out *o, const char *name, bool value)
{
	begin(o, name);
	buf_add_z(o->buf, value ? "true" : "false");
}

void json_out_null(struct json_out *o, const char *name)
{
	begin(o, name);
	buf_add_z(o->buf, "null");
}

void json_out_time(struct json_out *o, const char *name, instant at)
{
	if (at == INSTANT_NONE)
		json_out_null(o, name);
	else
		json_out_z(o, name, time_iso(o->buf->arena, at));
}

void json_out_raw(struct json_out *o, const char *name, struct str json)
{
	begin(o, name);
	buf_add(o->buf, json);
}
