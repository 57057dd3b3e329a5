#!/usr/bin/env python3
# test_hostile_verbs.py: hostile words of verbs are shown clean by an open console, and exports of them stay valid.
import os

from hostile import BATCH, TEXTS, Room, exports, shell


def test_titles_roles_and_log_lines():
    """Titles, names of role holders, log lines, updates, actions; exports of it all stay valid"""
    verbs = (lambda text: ("log", text), lambda text: ("role", "sme", "@" + text),
             lambda text: ("action", "add", text, "@ops1", "due=+30d", "class=detect", "done=" + text))
    with Room() as r:
        done = [0, 0, 0]
        for n, text in enumerate(TEXTS):
            answer = r.room.run("-i", "INC-1", *verbs[n % 3](os.fsdecode(text)))
            assert answer.code in (0, 1, 2), (text[:200], answer.code)
            assert not shell.controls(answer.raw + answer.err.replace("\n", "").encode()), (text, answer)
            done[n % 3] += answer.code == 0
            if n % BATCH == 0:
                r.mark()
        assert done[0] > len(TEXTS) // 4 and done[1] > 20 and done[2] > len(TEXTS) // 5, "taken: %r of %d" % (done, len(TEXTS))
        for key in (b"\x1b2", b"\x1b[5~", b"\x1b[5~", b"\x1b5", b"\x1b7", b"\x1b6", b"\x1b8", b"\x1b4", b"\x1b3", b"\x1b1"):
            r.console.type(key)
        exports(r.room)
        for n, text in enumerate(TEXTS):  # each is a log line of its own and a title
            answer = r.room.run("-i", "INC-1", "log", os.fsdecode(text))
            assert answer.code in (0, 1, 2), (text[:200], answer.code)
            answer = r.room.run("declare", os.fsdecode(text), *shell.DECLARE[2:])
            assert answer.code in (0, 1, 2), (text[:200], answer.code)
            if n % 16 == 0:
                r.console.type(b"\x1b0")
                r.console.type(b"\x1b[B")
                r.console.type(b"\x1b[6~")
        exports(r.room)
        r.room.verified()


if __name__ == "__main__":
    shell.main(dict(globals()))
