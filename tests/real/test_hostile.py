#!/usr/bin/env python3
# test_hostile.py: hostile texts come by IRC in every place that takes text, and only clean bytes leave the console.
import re

from hostile import CHANNEL, TEXTS, Room, recorded, sayable, shell, terminal


def test_the_list_itself():
    """The list of what a terminal may get refuses what hostile texts try, and takes what terminfo has"""
    for bad in (b"\x1b]52;c;eA==\x07", b"\x1b]0;x\x07", b"\x1b]8;;http://x\x1b\\", b"\x1bP+q\x1b\\", b"\x1b[c", b"\x1b[6n",
                b"\x1b[21t", b"\x1b[?1000h", b"\x1b[20h", b"\x1bc", b"\x9b31m", "\u009b31m".encode(), b"\x0e", b"\x7f", b"\0",
                "\u202e".encode(), "\u2066".encode(), "\u200b".encode(), "\U000e0041".encode(), b"\xff", b"\xed\xa0\x80",
                b"\x1b]2;a\x1b[31m\x07", b"\x1b\x1b[m", b"\x1b(A"):
        try:
            terminal.Screen().feed(b"ok " + bad + b" and more text")
        except terminal.Forbidden:
            continue
        raise AssertionError("%r was not noticed" % bad)
    screen = terminal.Screen()
    for byte in b"\x1b[?1049h\x1b[22;0;0t\x1b[1;24r\x1b[2;3H\x1b(B\x1b[0;1;38;5;9mh\xc3\xa4\x1b[5bx\x1b[K\x1b]2;frame 7\x07\x1b[39;49m":
        screen.feed(bytes([byte]))
    assert screen.text().split("\n")[1] == "  h\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4x" and screen.frame == 7, screen.text()


def test_chat():
    """What people say reaches the journal byte for byte and the terminal clean"""
    said = [t for t in map(sayable, TEXTS) if t]
    said = [t for t in said if not t.startswith(b"\1")]
    with Room() as r:
        r.each(lambda text: r.ops1.say(CHANNEL, text), said)
        r.console.type(b"\x1b[5~")
        r.console.type(b"\x1b2")
        r.console.type(b"\x1b1")
        told = [t for t in recorded(r.room, "msg") if not t.startswith(b"so far ")]
        assert [t.rstrip(b" \t") for t in said] == told, [(a, b) for a, b in zip(said, told) if a.rstrip(b" \t") != b][:3]


def test_drawn_as_promised():
    """The console draws each short text of the table with the markers that the table gives"""
    missing = []
    with Room() as r:
        for row in shell.table("hostile.tsv"):
            text = sayable(shell.unescape(row["input"]))
            wanted = re.sub(r"\\u\{([0-9A-F]+)\}", lambda m: chr(int(m.group(1), 16)), row["display"]).replace("\\\\", "\\")
            if row["context"] != "line" or not text or "\\" in row["display"] or int(row["cells"]) > 44 or \
                    b"\n" in shell.unescape(row["input"]) or b"\r" in shell.unescape(row["input"]) or b"\0" in text:
                continue
            r.ops1.say(CHANNEL, text)
            r.mark()
            broken = re.sub("<[0-9A-F]{2}>", "\ufffd", wanted)  # the room shows what is not UTF-8 as U+FFFD
            if wanted.strip() not in r.console.screen.text() and broken not in r.console.screen.text():
                missing.append((row["id"], wanted, r.console.screen.text().splitlines()[-6:-3]))
    assert not missing, missing


def test_actions_and_farewells():
    """Actions, notices, kicks, parting words and quit words"""
    said = [t for t in map(sayable, TEXTS) if t]
    with Room() as r:
        guest = [None]

        def come():
            if not guest[0] or guest[0].gone:
                guest[0] = r.crowd.person("guest", keeps=False)
            guest[0].through(b"JOIN " + CHANNEL)

        def part(text):
            come()
            guest[0].through(b"PART " + CHANNEL + b" :" + text)

        def quit_(text):
            come()
            guest[0].through(b"QUIT :" + text)

        r.each(lambda text: r.ops1.through(b"PRIVMSG " + CHANNEL + b" :\1ACTION " + text + b"\1"), said[::3])
        r.each(lambda text: r.ops1.through(b"NOTICE " + CHANNEL + b" :" + text), said[1::3])
        r.each(part, said[2::6])
        r.each(quit_, said[5::6])
        assert len(recorded(r.room, "action")) == len(said[::3])
        assert len(recorded(r.room, "part")) == len(said[2::6])
        assert len(recorded(r.room, "quit")) == len(said[5::6])


def test_nicks_and_topics():
    """Nicks where the server takes them, and topics"""
    texts = [t for t in map(sayable, TEXTS) if t]
    with Room() as r:
        taken = 0
        for n, text in enumerate(texts):
            who = r.crowd.person("g%d" % n, keeps=False)
            refused = len(who.refusals)
            who.through(b"NICK " + text.replace(b" ", b"_")[:30])
            if len(who.refusals) == refused:
                taken += 1
                who.through(b"JOIN " + CHANNEL)
                who.say(CHANNEL, b"my name is odd")
                r.mark()
            who.leave()
        assert taken > 5, "the server took %d of these names" % taken
        r.each(lambda text: r.ops1.through(b"TOPIC " + CHANNEL + b" :" + text), texts)
        assert len([t for t in recorded(r.room, "topic") if t]) > len(texts) / 2


if __name__ == "__main__":
    shell.main(dict(globals()))
