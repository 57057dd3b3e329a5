/* nasty.h: texts that break printers: our own table, the list of naughty strings and the hostile
 * strings. */
#ifndef UNIT_DOC_NASTY_H
#define UNIT_DOC_NASTY_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

struct nasty {
	struct arena *a;
	VEC(struct str) list;
};

static const char *const nasty_own[] = {
	"a | b || c \\| d \\\\| e \\\\\\|",
	"|",
	"||||",
	"\\",
	"\\\\",
	"ends with \\",
	"`",
	"``a`` ` b",
	"[x](javascript:alert(1))",
	"[a]: /url \"t\"",
	"![i](u)",
	"[ ] not a task",
	"[x] not a task",
	"[^1]: note",
	"# no heading",
	"####### seven",
	"#",
	"ends with #",
	"ends with ##  ",
	"a # b",
	"- no item",
	"+ no item",
	"* no item",
	"-",
	"+",
	"*",
	"---",
	"***",
	"___",
	"- - -",
	"===",
	"==",
	"=",
	"1. no item",
	"1) no item",
	"123456789. no",
	"1234567890. ten digits",
	"1.",
	"12)x",
	"1.5",
	"> no quote",
	">",
	"```",
	"~~~",
	"~~~ c",
	"~~gone~~",
	"~",
	"$x$",
	"$$x$$",
	"    code",
	"\tcode",
	"  two before",
	"two after  ",
	"   ",
	" ",
	"one after ",
	"back\\slash\\",
	"<b>bold</b>",
	"<script>alert(1)</script>",
	"<!-- comment -->",
	"<!-- warroom:begin timeline -->",
	"<!-- warroom:end timeline -->",
	"-->",
	"<!--",
	"<?php ?>",
	"<![CDATA[x]]>",
	"<!DOCTYPE html>",
	"<http://example.org>",
	"<lead@example.org>",
	"http://example.org",
	"https://example.org/a_b_c",
	"www.example.org",
	"WWW.example.org",
	"ftp://example.org",
	"see http://example.org/x?a=1&b=2.",
	"lead@example.org",
	"mail lead@example.org now",
	"mailto:lead@example.org",
	"xmpp:a@b.c",
	"@lead ship it",
	"&amp;",
	"&lt;b&gt;",
	"&#32;",
	"&#x41;",
	"& alone",
	"&copy",
	"&copy;",
	"AT&T",
	"*em*",
	"**strong**",
	"_em_",
	"__strong__",
	"snake_case_name",
	"_lead_",
	"a_",
	"_a",
	"a__b",
	"a*b*c",
	"**",
	"***a***",
	"*",
	"_",
	"__init__",
	"!",
	"!!",
	"!resolve",
	"a!",
	":",
	"::",
	":---",
	"|---|",
	"| --- |",
	"--- | ---",
	":-:",
	"a\\\nb",
	"one\ntwo",
	"one\r\ntwo",
	"one\n\ntwo",
	"\n",
	"\n\n",
	"x\n",
	"x\r\n",
	"-->\n<!-- warroom:begin x -->\n",
	"\x1b[31mred\x1b[0m",
	"\x07",
	"a\x0e"
	"b\x0f"
	"c",
	"\xff\xfe",
	"\xe2\x80\xae"
	"evil",
	"a\xe2\x80\x8b"
	"b",
	"\xc2\xa0nbsp\xc2\xa0",
	"\xe6\x97\xa5\xe6\x9c\xac",
	"\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85",
	"caf\xc3\xa9",
	"\"quoted\" 'too'",
	"{{timeline}}",
	"%s%n",
	"\\*",
	"\\_",
	"\\#",
	"\\&amp;",
	"\\<b>",
	"</main>",
	"</td></tr></table>",
	"]]>",
	"<a href='x' onclick=\"y\">",
	"javascript:alert(1)",
	"term\n: definition",
	"a  b   c",
	"[[wiki]]",
	"[[wiki|x]]",
	"||spoiler||",
	"==high==",
	"^sup^",
	"H~2~O",
	"\\(x\\)",
	"a\\",
	"(c) (r)",
};

static inline struct str nasty_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");

	assert_non_null(f);
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	long n = ftell(f);
	assert_true(n > 0);
	rewind(f);
	char *p = arena_alloc(a, (size_t)n);
	assert_int_equal(fread(p, 1, (size_t)n, f), n);
	fclose(f);
	return str_n(p, (size_t)n);
}

static inline void nasty_add(struct nasty *ns, struct str s)
{
	*VEC_PUSH(ns->a, &ns->list) = s;
}

static inline void nasty_decode(struct buf *b, struct str s);

/* \R{N:text} from its backslash on; returns the bytes it takes. */
static inline size_t nasty_repeat(struct buf *b, struct str s)
{
	ptrdiff_t colon = str_find_ch(s, ':'), end = str_find_ch(s, '}');
	uint64_t times = 0;

	assert_true(colon > 3 && end > colon);
	assert_true(str_to_u64(str_cut(s, 3, (size_t)colon), 10000, &times));
	for (uint64_t i = 0; i < times; i++)
		nasty_decode(b, str_cut(s, (size_t)colon + 1, (size_t)end));
	return (size_t)end + 1;
}

/* The notation of hostile.tsv: \xNN, \\, \R{N:text}. */
static inline void nasty_decode(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		if (s.p[i] != '\\') {
			buf_add_ch(b, s.p[i++]);
		} else if (s.p[i + 1] == 'x') {
			char hex[3] = {s.p[i + 2], s.p[i + 3], '\0'};
			buf_add_ch(b, (char)strtoul(hex, NULL, 16));
			i += 4;
		} else if (s.p[i + 1] == 'R') {
			i += nasty_repeat(b, str_cut(s, i, s.n));
		} else {
			buf_add_ch(b, s.p[i + 1]);
			i += 2;
		}
	}
}

static inline void nasty_load(struct arena *a, struct nasty *ret)
{
	struct str rest = nasty_file(a, "tests/data/blns.txt"), line, cell;

	*ret = (struct nasty){.a = a};
	for (size_t i = 0; i < sizeof nasty_own / sizeof *nasty_own; i++)
		nasty_add(ret, str_z(nasty_own[i]));
	while (str_split(&rest, '\n', &line))
		nasty_add(ret, line);
	rest = nasty_file(a, "tests/data/hostile.tsv");
	while (str_split(&rest, '\n', &line)) {
		struct buf b;
		if (line.n == 0 || line.p[0] != 'H')
			continue;
		for (int i = 0; i < 4; i++)
			assert_true(str_split(&line, '\t', &cell));
		buf_init(&b, a, 1 << 20);
		nasty_decode(&b, cell);
		nasty_add(ret, buf_str(&b));
	}
	assert_true(ret->list.n > 900);
}

#endif
