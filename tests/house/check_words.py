#!/usr/bin/env python3
# check_words.py: every file says first what it is for, and holds no unfinished marks, banned calls or machine paths.
import re

import house

BANNED = r"\b(atoi|atol|atoll|strtok|sprintf|vsprintf|strcpy|strcat|strncpy|strncat|gets|localtime|gmtime|localtime_r" \
         r"|asctime|ctime|alloca|setlocale_all)\s*\("
UNFINISHED = r"\b(TODO|FIXME|XXX|HACK)\b|\bnot yet implemented\b|\bunimplemented\b|\bcoming soon\b|\bplaceholder\b"
MACHINE = r"(?<![\w/])/(home|work|root|Users)/\w+/"
FUNCTIONS_BEFORE_IT_READS = ("src/", "include/")


def first_line(path, text):
    name = re.escape(path.split("/")[-1])
    if path.endswith((".c", ".h", ".def")):
        m = re.match(r"/\* " + name + r": (.*?)\*/", text, re.S)
    else:
        m = re.match(r"(?:#![^\n]*\n)?# (?:[\w.-]+: )(.*)", text)
    words = re.sub(r"[\s*]+", " ", m.group(1)).strip() if m else ""
    return m and len(words) > 10


def check(root):
    found = []
    paths = house.files(root) + house.files(root, ("tests", ".ci"), (".py", ".sh"))
    for path in paths:
        text = house.read(root, path)
        if not first_line(path, text):
            found.append("%s:1: the first line does not say \"%s: what it is for\"" % (path, path.split("/")[-1]))
        if path == "tests/house/check_words.py":
            continue
        bare = house.strip(text).split("\n") if path.endswith((".c", ".h")) else []
        for n, line in enumerate(text.split("\n"), 1):
            m = re.search(UNFINISHED, line)
            if m and path.startswith(("src/", "include/")):
                found.append("%s:%d: an unfinished mark: %s" % (path, n, m.group(0)))
            if re.search(MACHINE, line) and not path.startswith(("tests/data", "tests/unit", "tests/fuzz")):
                found.append("%s:%d: a path of somebody's machine" % (path, n))
            if n <= len(bare) and re.search(BANNED, bare[n - 1]):
                found.append("%s:%d: a banned call: %s" % (path, n, re.search(BANNED, bare[n - 1]).group(1)))
            if path.startswith("tests/") and path.endswith((".c", ".py", ".sh")) and "/soak/" not in path \
                    and "/bench/" not in path and re.search(r"\b(u|nano)?sleep\s*\(|^\s*sleep\b|\btime\.sleep\b", line):
                found.append("%s:%d: a test waits for time instead of a fact" % (path, n))
    return found


CASES = [
    ("a file that does not say what it is for", {"src/core/x.c": "#include <stdio.h>\n"}, "src/core/x.c:1:"),
    ("a first line of another file", {"src/core/x.c": "/* y.c: it says what another one is for. */\n"},
     "src/core/x.c:1:"),
    ("an unfinished mark", {"src/core/x.c": "/* x.c: says what it is for. */\n/* TO" "DO later */\n"},
     "src/core/x.c:2:"),
    ("a banned call", {"src/core/x.c": "/* x.c: says what it is for. */\nint f(void)\n{\n\treturn atoi(z);\n}\n"},
     "src/core/x.c:4:"),
    ("somebody's home folder", {"src/core/x.c": "/* x.c: says what it is for. */\n#define P \"/home/ops1/x\"\n"},
     "src/core/x.c:2:"),
    ("a test that sleeps", {"tests/pty/x.c": "/* x.c: says what it is for. */\nvoid f(void)\n{\n\tusleep(10);\n}\n"},
     "tests/pty/x.c:4:"),
    ("a first comment of several lines", {"src/core/x.c": "/* x.c: says what it is for\n * at some length. */\n"}, None),
]

if __name__ == "__main__":
    house.run(check, CASES, "files say what they are for and hold no banned words")
