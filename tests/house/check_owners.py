#!/usr/bin/env python3
# check_owners.py: each foreign header, and the clock, has one owner in the whole program.
import re

import house

OWNERS = [
    ("ncurses", r"(ncurses|curses|term|panel|ncursesw/.*)\.h", r"src/tui/"),
    ("sqlite3", r"sqlite3\.h", r"src/journal/"),
    ("libircclient", r"libircclient.*|libirc_.*", r"src/irc/"),
    ("OpenSSL's TLS", r"openssl/(?!sha|crypto).*", r"src/irc/"),
    ("OpenSSL's SHA-256", r"openssl/(sha|crypto)\.h", r"src/base/hash"),
    ("jansson", r"jansson\.h", r"src/base/json"),
    ("pcre2", r"pcre2.*\.h", r"src/base/regex"),
    ("md4c", r"md4c.*\.h", r"src/doc/"),
    ("libmicrohttpd", r"microhttpd\.h", r"src/feed/"),
    ("libcurl", r"curl/.*", r"src/send/"),
    ("libpq", r"libpq-fe\.h", r"src/journal/"),
]
# Character tables have no state and no handles: the files of one subject share them.
SHARED = [
    (r"utf8proc\.h|wchar\.h|wctype\.h", r"src/base/utf8"),
    (r"cmocka\.h|vterm\.h", r"tests/"),
]
CALLS = [
    (r"\b(clock_gettime|gettimeofday|time|clock|timespec_get|ftime)\s*\(", r"src/sys/clock\.c"),
    (r"\b(getrandom|getentropy|rand|random|srand|arc4random\w*|randombytes\w*)\s*\(", r"src/sys/entropy\.c"),
]


def check(root):
    found = []
    seen = {}
    for path in house.files(root, ("include", "src")):
        text = house.read(root, path)
        for line, kind, name in house.includes(text):
            where = "%s:%d: <%s> " % (path, line, name)
            for library, header, place in OWNERS:
                if kind == "<" and re.fullmatch(header, name):
                    if not path.startswith(place) or not path.endswith(".c"):
                        found.append(where + "belongs to a file %s*.c" % place)
                    elif seen.setdefault(library, path) != path:
                        found.append(where + "has its one owner in " + seen[library])
            for header, place in SHARED:
                if kind == "<" and re.fullmatch(header, name) and not path.startswith(place):
                    found.append(where + "belongs to %s*" % place)
        # A call stands indented; what begins a line is a declaration of a like-named function of our own.
        for n, words in enumerate(house.strip(text).split("\n"), 1):
            for call, owner in CALLS:
                m = re.search(r"(?<![\w.>])" + call, words)
                if m and words[0].isspace() and not re.fullmatch(owner, path):
                    found.append("%s:%d: %s() is called by %s alone" % (path, n, m.group(1), owner.replace("\\", "")))
    return found


ONE = "/* x.c: one. */\n"
CASES = [
    ("ncurses in a second file", {"src/tui/a.c": ONE + "#include <ncurses.h>\n",
                                  "src/tui/x.c": ONE + "#include <term.h>\n"}, "src/tui/x.c:2:"),
    ("sqlite3 in the engine", {"src/engine/x.c": ONE + "#include <sqlite3.h>\n"}, "src/engine/x.c:2:"),
    ("libircclient in two files", {"src/irc/a.c": ONE + "#include <libircclient.h>\n",
                                   "src/irc/x.c": ONE + "#include <libirc_rfcnumeric.h>\n"}, "src/irc/x.c:2:"),
    ("OpenSSL outside its room", {"src/feed/x.c": ONE + "#include <openssl/ssl.h>\n"}, "src/feed/x.c:2:"),
    ("libcurl in two files", {"src/send/a.c": ONE + "#include <curl/curl.h>\n",
                              "src/send/x.c": ONE + "#include <curl/multi.h>\n"}, "src/send/x.c:2:"),
    ("utf8proc in a pane", {"src/tui/x.c": ONE + "#include <utf8proc.h>\n"}, "src/tui/x.c:2:"),
    ("jansson in a public header", {"include/base/json.h": ONE + "#include <jansson.h>\n"}, "include/base/json.h:2:"),
    ("pcre2 in a verb", {"src/command/x.c": ONE + "#include <pcre2.h>\n"}, "src/command/x.c:2:"),
    ("SHA-256 in the journal", {"src/journal/x.c": ONE + "#include <openssl/sha.h>\n"}, "src/journal/x.c:2:"),
    ("TLS where hashes are made", {"src/base/hash.c": ONE + "#include <openssl/ssl.h>\n"}, "src/base/hash.c:2:"),
    ("a second reader of the clock",
     {"src/engine/x.c": ONE + "void f(void)\n{\n\tstruct timespec t;\n\tclock_gettime(CLOCK_REALTIME, &t);\n}\n"},
     "src/engine/x.c:5:"),
    ("time(NULL)", {"src/irc/x.c": ONE + "long f(void)\n{\n\treturn time(NULL);\n}\n"}, "src/irc/x.c:4:"),
    ("home-made chance", {"src/irc/x.c": ONE + "int f(void)\n{\n\treturn rand();\n}\n"}, "src/irc/x.c:4:"),
    ("the owners themselves", {"src/tui/term_curses.c": ONE + "#include <ncurses.h>\n",
                               "src/sys/clock.c": ONE + "void f(void)\n{\n\tclock_gettime(0, 0);\n}\n"}, None),
    ("a comment, a string and a member of that name",
     {"src/core/x.c": ONE + "/* time() */\nint f(struct x *x)\n{\n\treturn g(\"time(0)\") + x->time(1);\n}\n"}, None),
]

if __name__ == "__main__":
    house.run(check, CASES, "every foreign header has one owner")
