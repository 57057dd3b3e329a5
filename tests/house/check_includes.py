#!/usr/bin/env python3
# check_includes.py: a room includes only the rooms it may use, and another room's internal headers never.
import os

import house


def room_of(path, rooms):
    parts = path.split("/")
    if parts[0] in ("include", "src") and len(parts) > 2 and parts[1] in rooms:
        return parts[1]
    return None


def check(root):
    law = house.floors()
    found = []
    for path in house.files(root, ("include", "src")):
        room = room_of(path, law["rooms"])
        if room is None:
            found.append("%s:1: stands in no room of src/floors.mk" % path)
            continue
        for line, kind, name in house.includes(house.read(root, path)):
            if kind == "<":
                continue
            where = "%s:%d: " % (path, line)
            target = name.split("/")[0] if "/" in name else None
            if target is None:
                beside = os.path.exists(os.path.join(root, os.path.dirname(path), name))
                if not beside and not name.startswith("registry_") and name != "version.h":
                    found.append(where + "\"%s\" names no room" % name)
            elif target not in law["rooms"]:
                found.append(where + "\"%s\" is in no room" % name)
            elif target not in law["may"][room]:
                found.append(where + "%s may not use %s (\"%s\")" % (room, target, name))
            elif path.startswith("include/") and name.endswith("_internal.h"):
                found.append(where + "a public header shows an internal one (\"%s\")" % name)
            elif target != room and not os.path.exists(os.path.join(root, "include", name)) \
                    and not name.endswith(".def"):
                found.append(where + "\"%s\" is the business of %s alone" % (name, target))
    return found


ONE = "/* x.c: one. */\n"
CASES = [
    ("a view that includes the engine", {"src/view/x.c": ONE + '#include "engine/engine.h"\n'}, "src/view/x.c:2:"),
    ("one edge that includes another", {"src/tui/x.c": ONE + '#include "irc/irc.h"\n'}, "src/tui/x.c:2:"),
    ("a public header that reaches upward", {"include/base/x.h": ONE + '#include "core/board.h"\n'},
     "include/base/x.h:2:"),
    ("a neighbour's internal header", {"src/command/x.c": ONE + '#include "lang/lex_internal.h"\n',
                                       "src/lang/lex_internal.h": ONE}, "src/command/x.c:2:"),
    ("an internal header in a public one", {"include/core/x.h": ONE + '#include "core/fold_internal.h"\n'},
     "include/core/x.h:2:"),
    ("a folder that is no room", {"src/misc/x.c": ONE}, "src/misc/x.c:1:"),
    ("an include of a bare name", {"src/core/x.c": ONE + '#include "x.h"\n'}, "src/core/x.c:2:"),
    ("lower floors, the own room, a header beside it and comments", {
        "src/engine/y_internal.h": ONE, "src/engine/x.c": ONE + '#include "y_internal.h"\n'
                                '#include "journal/journal.h"\n#include "engine/x_internal.h"\n'
                                '/* #include "tui/tui.h" */\n', "include/journal/journal.h": ONE}, None),
]

if __name__ == "__main__":
    house.run(check, CASES, "rooms include only what they may use")
