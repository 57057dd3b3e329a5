#!/usr/bin/env python3
# check_docs.py: the pages of docs/ that the program prints are what it prints now.
import os
import subprocess

import house

PAGES = ("COMMANDS", "KEYS", "OPTIONS")


def printed(page):
    program = os.path.join(house.ROOT, os.environ.get("BUILD", "build/debug"), "warroom")
    if not os.path.exists(program):
        return "could not be printed: the program is not built"
    out = subprocess.run([program, "--docs", page.lower()], capture_output=True, text=True, check=False)
    return out.stdout if out.returncode == 0 else "could not be printed: " + out.stderr


def compare(root, page, now):
    path = os.path.join("docs", page + ".md")
    if not os.path.exists(os.path.join(root, path)):
        return ["%s:1: is not there; `make docs` writes it" % path]
    then = house.read(root, path).split("\n")
    now = now.split("\n")
    for n, (a, b) in enumerate(zip(then + [None], now + [None]), 1):
        if a != b:
            return ["%s:%d: differs from what the program prints (%s); `make docs` renews it" % (path, n, b)]
    return []


def check(root):
    if root == house.ROOT:
        if not os.path.exists(os.path.join(root, "src/app/main.c")):
            return []
        return [f for p in PAGES for f in compare(root, p, printed(p))]
    return compare(root, "KEYS", "# Keys\n\n- q: leave\n")


CASES = [
    ("a page that lost a line", {"docs/KEYS.md": "# Keys\n\n"}, "docs/KEYS.md:3:"),
    ("a page with an old line", {"docs/KEYS.md": "# Keys\n\n- x: leave\n"}, "docs/KEYS.md:3:"),
    ("a page that is missing", {"docs/OTHER.md": "# Keys\n"}, "docs/KEYS.md:1:"),
    ("a page that is right", {"docs/KEYS.md": "# Keys\n\n- q: leave\n"}, None),
]

if __name__ == "__main__":
    house.run(check, CASES, "the generated pages are what the program prints")
