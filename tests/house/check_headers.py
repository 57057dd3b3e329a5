#!/usr/bin/env python3
# check_headers.py: every header compiles alone and may be read twice.
import concurrent.futures
import os
import re
import subprocess

import house


def compile_alone(root, path):
    name = path.split("/", 1)[1]
    gen = os.path.join(house.ROOT, os.environ.get("BUILD", "build/debug"), "gen")
    out = subprocess.run(
        [os.environ.get("CC", "gcc"), "-std=c17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-D_GNU_SOURCE", "-x", "c",
         "-I" + os.path.join(root, "include"), "-I" + os.path.join(root, "src"), "-I" + os.path.join(root, "tests"),
         "-I" + gen, "-"],
        input="#include \"%s\"\n#include \"%s\"\nint unit_is_not_empty;\n" % (name, name), capture_output=True, text=True)
    if out.returncode == 0:
        return []
    m = re.search(r"([\w/.-]+:\d+):\d+: (?:fatal )?error: (.*)", out.stderr)
    return ["%s:1: does not stand alone: %s" % (path, m.group(0) if m else out.stderr[:200])]


def check(root):
    headers = house.files(root, ("include", "src", "tests/support"), (".h",))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return [f for found in pool.map(lambda h: compile_alone(root, h), headers) for f in found]


CASES = [
    ("a header that leans on its includer", {"include/core/x.h": "#ifndef X\n#define X\nuint32_t f(void);\n#endif\n"},
     "include/core/x.h:1:"),
    ("a header without a guard", {"include/core/x.h": "struct x {\n\tint n;\n};\n"}, "include/core/x.h:1:"),
    ("an internal header that does not compile", {"src/core/x_internal.h": "#include \"core/none.h\"\n"},
     "src/core/x_internal.h:1:"),
    ("a header that stands alone",
     {"include/core/x.h": "#ifndef X\n#define X\n#include <stdint.h>\nuint32_t f(void);\n#endif\n"}, None),
]

if __name__ == "__main__":
    house.run(check, CASES, "headers compile alone")
