#!/usr/bin/env python3
# check_purity.py: the objects of the pure rooms call nothing that reads the world, and keep no changing data.
"""Judges what was compiled, not what was written: `nm` over the objects in lib/libROOM.a of the build folder that
BUILD names. A symbol is allowed when a pure room defines it, when it stands in COMMON, or when the object that wants
it is named as its owner.
"""
import os
import re
import subprocess
import tempfile

import house

COMMON = r"""
    mem(cpy|move|set|cmp|chr|rchr|mem) | str(len|nlen|cmp|ncmp|chr|rchr|str|spn|cspn|pbrk|casecmp|ncasecmp) |
    v?snprintf | qsort(_r)? | bsearch | strto(l|ll|ul|ull|d) | __isoc(99|23)_strto(l|ll|ul|ull) |
    __ctype_(b|tolower|toupper)_loc | l?l?abs | (floor|ceil|round|trunc|fmod|fabs|log10|pow|sqrt|l?l?round)f? |
    __\w+_chk | __stack_chk_(fail|guard) | _GLOBAL_OFFSET_TABLE_ | _+(asan|ubsan|sanitizer|gcov|llvm|lsan)_\w+ | __asan\w* |
    __start_\w+ | __stop_\w+ | __tls_get_addr
"""
# Calls that only these objects may want.
OWNED = [
    (r"abort|stderr|fputs|fputc|fwrite|__v?fprintf_chk|v?fprintf|fflush|putc|putchar", r"base/err\.o"),
    (r"malloc|calloc|realloc|free", r"base/(arena|mem|json|regex|hash)\.o"),
    (r"mem_(alloc|array|grow|strdup|free)", r"base/\w+\.o"),
    (r"json_\w+|jansson_\w+", r"base/json\.o"),
    (r"pcre2_\w+", r"base/regex\.o"),
    (r"SHA256_\w+|CRYPTO_\w+", r"base/hash\.o"),
    (r"utf8proc_\w+|wcwidth", r"base/utf8\w*\.o"),
    (r"md_parse", r"doc/read_markdown\.o"),
]
NEVER = r"__(printf|fprintf|vfprintf|vprintf|fgets|read|open|getcwd|realpath|fread|poll|readlink|recv)\w*_chk"


def nm(archive, *options):
    out = subprocess.run(["nm", *options, archive], capture_output=True, text=True, check=False)
    return out.stdout.split("\n")


def members(archive):
    """{object: (defined, undefined)}"""
    table, name = {}, None
    for line in nm(archive):
        m = re.fullmatch(r"(\S+\.o):", line)
        if m:
            name = m.group(1)
            table[name] = (set(), set())
        elif name and line.strip():
            words = line.split()
            table[name][1 if words[-2] in "Uw" else 0].add(words[-1])
    return table


def changing(archive):
    """(object, symbol) for data that a program could change."""
    name = None
    for line in nm(archive, "--format=sysv"):
        m = re.match(r"Symbols from .*\[(\S+)\]", line)
        if m:
            name = m.group(1)
        cells = [c.strip() for c in line.split("|")]
        if len(cells) == 7 and cells[3] == "OBJECT" and re.match(r"\.(data|bss|tbss|tdata)\b(?!\.rel\.ro)|\*COM\*", cells[6]):
            yield name, cells[0]


def judge(folder, rooms):
    found = []
    archives = {r: os.path.join(folder, "lib%s.a" % r) for r in rooms}
    objects = {r: members(a) for r, a in archives.items() if os.path.exists(a)}
    ours = set().union(*(d for table in objects.values() for d, _ in table.values())) if objects else set()
    plain = not re.search(r"build/(asan|cover|fuzz)\b", folder)
    for room, table in objects.items():
        for name, (_, wanted) in sorted(table.items()):
            where = "%s/%s" % (room, name)
            source = "src/%s/%s.c:1: " % (room, name[:-2])
            for symbol in sorted(wanted):
                owners = [o for s, o in OWNED if re.fullmatch(s, symbol)]
                if symbol in ours and not symbol.startswith("mem_"):
                    continue
                if owners:
                    if not any(re.fullmatch(o, where) for o in owners):
                        found.append(source + "calls %s, which is not its business" % symbol)
                elif re.fullmatch(NEVER, symbol) or not re.fullmatch(COMMON, symbol, re.X):
                    found.append(source + "calls %s; a pure room does not" % symbol)
        if plain:
            found += ["src/%s/%s.c:1: keeps changing data in %s" % (room, name[:-2], symbol)
                      for name, symbol in changing(archives[room])]
    return found


def compile_tree(root):
    """For the proofs: makes lib/libROOM.a of each src/ROOM/ in root."""
    lib = os.path.join(root, "lib")
    os.makedirs(lib)
    for room in os.listdir(os.path.join(root, "src")):
        objs = []
        for path in house.files(root, ("src/" + room,), (".c",)):
            objs.append(os.path.join(root, path[:-2] + ".o"))
            subprocess.run(["gcc", "-O1", "-c", "-o", objs[-1], os.path.join(root, path)], check=True)
        subprocess.run(["ar", "rcs", os.path.join(lib, "lib%s.a" % room), *objs], check=True)
    return lib


def check(root):
    rooms = house.floors()["pure"]
    if root == house.ROOT:
        return judge(os.path.join(root, os.environ.get("BUILD", "build/debug"), "lib"), rooms)
    return judge(compile_tree(root), rooms)


X = "src/core/x.c:1:"
CASES = [
    ("a clock read in the core", {"src/core/x.c": "#include <time.h>\nlong f(void) { return time(0); }\n"}, X),
    ("a printed line", {"src/core/x.c": "#include <stdio.h>\nvoid f(int n) { printf(\"%d\", n); }\n"}, X),
    ("the environment", {"src/core/x.c": "#include <stdlib.h>\nchar *f(void) { return getenv(\"A\"); }\n"}, X),
    ("an opened file", {"src/core/x.c": "#include <stdio.h>\nvoid *f(void) { return fopen(\"a\", \"r\"); }\n"}, X),
    ("heap memory", {"src/core/x.c": "#include <stdlib.h>\nvoid *f(int n) { return malloc(n); }\n"}, X),
    ("heap memory by way of the base",
     {"src/core/x.c": "void *mem_alloc(long n);\nvoid *f(void) { return mem_alloc(9); }\n",
      "src/base/mem.c": "void *calloc(unsigned long, unsigned long);\nvoid *mem_alloc(long n) { return calloc(1, n); }\n"}, X),
    ("chance", {"src/core/x.c": "#include <stdlib.h>\nint f(void) { return rand(); }\n"}, X),
    ("a counter that changes", {"src/core/x.c": "int f(void) { static int n; return n++; }\n"}, X),
    ("a table that could change", {"src/core/x.c": "int t[] = { 1, 2 };\n"}, X),
    ("a call of an impure room", {"src/core/x.c": "int clock_now(void);\nint f(void) { return clock_now(); }\n"}, X),
    ("a constant table of pointers and string calls",
     {"src/core/x.c": "#include <string.h>\nstatic const char *const t[] = { \"a\", \"b\" };\n"
                      "int f(int n, char *z) { return strcmp(t[n], z); }\n"}, None),
]

if __name__ == "__main__":
    house.run(check, CASES, "the pure rooms call nothing that reads the world")
