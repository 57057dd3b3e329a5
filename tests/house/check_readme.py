#!/usr/bin/env python3
# check_readme.py: the screen in README.md is the golden frame of the room; --renew puts it there.
import os
import sys

import house

FRAME = "tests/golden/frames/room-80x24.txt"
FENCE = "```"


def frame(root):
    text = house.read(root, FRAME).split("-- roles --")[0]
    return [line.rstrip() for line in text.rstrip("\n").split("\n")]


def place(lines):
    """First and last line, from 0, of what stands inside the first fence; None without one."""
    at = [n for n, line in enumerate(lines) if line.startswith(FENCE)]
    return (at[0] + 1, at[1]) if len(at) > 1 else None


def check(root):
    if not os.path.exists(os.path.join(root, "README.md")):
        return []
    lines = house.read(root, "README.md").split("\n")
    where = place(lines)
    if not where:
        return ["README.md:1: there is no screen in a fence"]
    if not os.path.exists(os.path.join(root, FRAME)):
        return ["%s:1: is missing" % FRAME]
    if lines[where[0]:where[1]] != frame(root):
        return ["README.md:%d: the screen is not %s; `make docs` renews it" % (where[0] + 1, FRAME)]
    return []


def renew():
    lines = house.read(house.ROOT, "README.md").split("\n")
    first, last = place(lines)
    lines[first:last] = frame(house.ROOT)
    with open(os.path.join(house.ROOT, "README.md"), "w", encoding="utf-8") as f:
        f.write("\n".join(lines))


CASES = [
    ("a screen that is old", {"README.md": "```\nSEV2\n```\n", FRAME: "SEV1\n-- roles --\n1111\n"}, "README.md:2:"),
    ("a page without a screen", {"README.md": "words\n", FRAME: "SEV1\n-- roles --\n1111\n"}, "README.md:1:"),
    ("a screen that is right", {"README.md": "```\nSEV1\n```\n", FRAME: "SEV1  \n-- roles --\n1111\n"}, None),
]

if __name__ == "__main__":
    if sys.argv[1:] == ["--renew"]:
        renew()
    else:
        house.run(check, CASES, "the screen in the README is the frame of the room")
