/* fuzz_utf8.c: any bytes, in every context: clean text is valid, safe, bounded, and clean already. */
#include <locale.h>
#include <stdint.h>

#include "base/err.h"
#include "base/utf8.h"
#include "base/utf8_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static void check_text(struct str text, enum utf8_context ctx)
{
	bool marked = false;
	for (size_t i = 0; i < text.n;) {
		uint32_t cp = 0;
		int n = utf8_decode(str_cut(text, i, text.n), &cp);
		must(n > 0, "clean text is not UTF-8");
		i += (size_t)n;
		if (cp == UTF8_MARK_ON || cp == UTF8_MARK_OFF) {
			must(marked == (cp == UTF8_MARK_OFF), "markers do not alternate");
			marked = cp == UTF8_MARK_ON;
		} else if (cp != '\n' || ctx != UTF8_BLOCK) {
			must(!utf8_code_is_special(cp) && utf8_is_drawable(cp), "a code passes");
		}
	}
	must(!marked, "a marker stays open");
}

static void check_context(struct arena *a, struct str raw, enum utf8_context ctx)
{
	static const size_t widest[] = {34, 424, 424, 122};
	struct utf8_clean clean = utf8_clean(a, raw, ctx);
	check_text(clean.text, ctx);
	must(clean.cells <= widest[ctx], "a row is too wide");
	must(clean.rows <= (ctx == UTF8_BLOCK ? 21 : 1), "too many rows");
	struct str plain = utf8_unmark(a, clean.text);
	must(!memchr(plain.p, UTF8_MARK_ON, plain.n), "a marker byte is left");
	if (ctx == UTF8_LINE && !(clean.flags & UTF8_LONG)) {
		struct utf8_clean again = utf8_clean(a, plain, ctx);
		must(str_eq(again.text, plain), "clean text is changed by cleaning");
		must(!(again.flags & UTF8_SUSPECT), "clean text is suspect");
	}
}

static void check_steps(struct arena *a, struct str raw)
{
	size_t sum = 0, used = 0;
	for (struct str rest = raw; rest.n; rest = str_cut(rest, utf8_next(rest), rest.n)) {
		size_t step = utf8_next(rest);
		must(step > 0 && step <= rest.n, "a step goes nowhere");
		sum += step;
	}
	must(sum == raw.n, "steps do not add up");
	must(!raw.n == !utf8_prev(raw), "a step back goes nowhere");
	must(utf8_prev(raw) <= raw.n, "a step back goes too far");
	for (size_t n = 0; n < 16; n++) {
		must(utf8_floor(raw, n) <= n || utf8_floor(raw, n) == raw.n, "a floor is above");
		utf8_clip(raw, n, &used);
		must(used <= n, "a clip is too wide");
	}
	must(utf8_is_valid(utf8_repair(a, raw)), "repaired text is broken");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str raw = str_n((const char *)data, size);
	setlocale(LC_CTYPE, "C.UTF-8");
	struct arena *a = arena_new();
	for (int ctx = UTF8_IDENT; ctx <= UTF8_OSC; ctx++)
		check_context(a, raw, (enum utf8_context)ctx);
	if (size < 4096)
		check_steps(a, raw);
	arena_free(a);
	return 0;
}
