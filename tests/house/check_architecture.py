#!/usr/bin/env python3
# check_architecture.py: the file list of docs/ARCHITECTURE.md is what the first lines of the files say; --renew writes it.
import os
import re
import sys

import house

PAGE = "docs/ARCHITECTURE.md"
BEGIN, END = "<!-- files: renewed by make docs -->", "<!-- end of files -->"


def purpose(text):
    m = re.match(r"/\*[\s*]*[\w.-]+: (.*?)\*/", text, re.S)
    words = re.sub(r"\s*\n\s*\*?\s*", " ", m.group(1)).strip() if m else ""
    return re.split(r"(?<=[.:;]) ", words)[0].rstrip(".:;").replace("|", "\\|")


def listing(root):
    law = house.floors()
    lines = []
    for room in ["app"] + law["rooms"][:-1]:
        paths = [p for p in house.files(root, ("include/" + room, "src/" + room))]
        if paths:
            uses = [r for r in law["rooms"] if r in law["may"][room] - {room}]
            lines += ["### %s%s" % (room, " (pure)" if room in law["pure"] else ""), "",
                      "May use: %s." % (" ".join(uses) or "nothing"), "", "| file | what it is for |", "|---|---|"]
            lines += ["| `%s` | %s |" % (p, purpose(house.read(root, p))) for p in paths]
            lines.append("")
    return "\n".join(lines)


def renewed(root, text):
    head, found, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    return head + BEGIN + "\n\n" + listing(root) + "\n" + END + tail if found else text


def check(root):
    if not os.path.exists(os.path.join(root, PAGE)):
        return [PAGE + ":1: is not there"]
    text = house.read(root, PAGE)
    if BEGIN not in text or END not in text:
        return [PAGE + ":1: has no file list"]
    for n, (a, b) in enumerate(zip(text.split("\n"), renewed(root, text).split("\n")), 1):
        if a != b:
            return ["%s:%d: the file list is old (now: %s); `make docs` renews it" % (PAGE, n, b)]
    return []


SOURCE = {"src/core/x.c": "/* x.c: says what it is for. */\n"}
RIGHT = "# A\n%s\n\n### core (pure)\n\nMay use: base.\n\n| file | what it is for |\n|---|---|\n" \
        "| `src/core/x.c` | says what it is for |\n\n%s\n" % (BEGIN, END)
CASES = [
    ("a file that the list lacks", dict(SOURCE, **{PAGE: RIGHT.replace("| `src/core/x.c` | says what it is for |\n", "")}),
     PAGE + ":"),
    ("a purpose that changed", dict(SOURCE, **{PAGE: RIGHT.replace("says what", "said what")}), PAGE + ":10:"),
    ("a page without a list", dict(SOURCE, **{PAGE: "# A\n"}), PAGE + ":1:"),
    ("a list that is right", dict(SOURCE, **{PAGE: RIGHT}), None),
]

if __name__ == "__main__":
    if "--renew" in sys.argv:
        full = os.path.join(house.ROOT, PAGE)
        new = renewed(house.ROOT, house.read(house.ROOT, PAGE))
        with open(full, "w", encoding="utf-8") as f:
            f.write(new)
    else:
        house.run(check, CASES, "the file list of the architecture page is complete")
