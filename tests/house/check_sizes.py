#!/usr/bin/env python3
# check_sizes.py: no file above 600 lines, no header above 300, no function above 120, no line above 130 columns.
import re

import house

FILE, HEADER, FUNCTION, COLUMNS = 600, 300, 120, 130


def functions(text):
    """(name, first line, lines) of each function: a line that begins with a brace opens it, the next such closes."""
    lines = house.strip(text).split("\n")
    opened = None
    for n, line in enumerate(lines, 1):
        if line.startswith("{"):
            opened = n
        elif line.startswith("}") and opened:
            if line.strip() == "}":
                head = " ".join(lines[max(0, opened - 6):opened - 1])
                names = re.findall(r"(\w+)\s*\(", head)
                yield (names[-1] if names else "?"), opened, n - opened + 1
            opened = None


def check(root):
    found = []
    for path in house.files(root):
        if path.startswith("tests/data") or path.endswith(".def"):
            continue
        text = house.read(root, path)
        lines = text.count("\n")
        limit = HEADER if path.endswith(".h") else FILE
        if lines > limit:
            found.append("%s:%d: %d lines; a file has one subject and at most %d" % (path, limit, lines, limit))
        for n, line in enumerate(text.split("\n"), 1):
            if len(line.expandtabs(8)) > COLUMNS and not path.startswith("tests/unit"):
                found.append("%s:%d: %d columns; %d is the most" % (path, n, len(line.expandtabs(8)), COLUMNS))
        for name, line, length in functions(text):
            if length > FUNCTION:
                found.append("%s:%d: a function of %d lines; %d is the most" % (path, line, length, FUNCTION))
    return found


LONG = "/* x.c: one. */\nint f(void)\n{\n" + "\tg();\n" * 120 + "}\n"
CASES = [
    ("a file of 601 lines", {"src/core/x.c": "int x;\n" * 601}, "src/core/x.c:600:"),
    ("a header of 301 lines", {"include/core/x.h": "int x;\n" * 301}, "include/core/x.h:300:"),
    ("a line of 131 columns", {"src/core/x.c": "/* " + "x" * 126 + " */\n"}, "src/core/x.c:1:"),
    ("a function of 122 lines", {"src/core/x.c": LONG}, "src/core/x.c:3:"),
    ("a function of 119 lines", {"src/core/x.c": LONG.replace("\tg();\n\tg();\n\tg();\n", "", 1)}, None),
]

if __name__ == "__main__":
    house.run(check, CASES, "files and functions stay short")
