#!/usr/bin/env python3
# test_channels.py: whole days of real channels are spoken again on a real server; the journal then holds every line.
"""Logs lie below WARROOM_REAL_DATA; without them a shorter one of tests/data/irc, with other names, is spoken."""
import glob
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

import people  # noqa: E402
import serving  # noqa: E402
import shell  # noqa: E402

LOGS = os.environ.get("WARROOM_REAL_DATA", os.path.join(shell.TREE, "..", "shared", "data"))
CHANNEL = b"#ubuntu"
NICK = rb"[A-Za-z\[\]\\`_^{|}][A-Za-z0-9\[\]\\`_^{|}-]*"
SAID = re.compile(rb"\[\d\d:\d\d\] <(" + NICK + rb")> ?(.*)")
DID = re.compile(rb"(?:\[\d\d:\d\d\]  \*|===) (" + NICK + rb") (.*)")
CAME = re.compile(rb"=== (" + NICK + rb") \[\S*\]\s+has joined \S+$")
LEFT = re.compile(rb"=== (" + NICK + rb") \[\S*\]\s+has left \S+ \[(.*)\]$")
RENAMED = re.compile(rb"=== (" + NICK + rb") is now known as (" + NICK + rb")$")


class Stage:
    """Speaks a log with one client for each person, and keeps what the journal has to hold after it."""

    def __init__(self, crowd):
        self.crowd, self.cast, self.expected = crowd, {}, []

    def person(self, nick):
        """Somebody of that name who is in the channel."""
        who = self.cast.get(nick.lower())
        if not who:
            who = self.cast[nick.lower()] = self.crowd.person(nick, keeps=False)
            assert who.welcome, who.refusals
            who.inside = False
        if not who.inside:
            who.through(b"JOIN " + CHANNEL)
            who.inside = True
            self.expected.append((who.nick, "join", b""))
        return who

    def say(self, nick, text, how="msg"):
        who = self.person(nick)
        frame = {"msg": b"%s", "action": b"\1ACTION %s\1", "notice": b"%s"}[how]
        word = b"NOTICE " if how == "notice" else b"PRIVMSG "
        text = text if how == "action" else text.rstrip(b" \t")  # as the server does
        room = 510 - len(b":" + who.nick + b"!~t@127.0.0.1 " + word + CHANNEL + b" :" + frame) + 2
        while text:
            cut = min(room, len(text))
            while cut < len(text) and text[cut] & 0xC0 == 0x80:
                cut -= 1
            who.through(word + CHANNEL + b" :" + frame % text[:cut])
            self.expected.append((who.nick, how, text[:cut].rstrip(b" ") if how != "action" else text[:cut]))
            text = text[cut:].lstrip(b" ")

    def leave(self, nick, why):
        who = self.person(nick)
        who.through(b"PART " + CHANNEL + b" :" + why)
        who.inside = False
        self.expected.append((who.nick, "part", why))

    def come(self, nick):
        if nick.lower() in self.cast and self.cast[nick.lower()].inside:
            self.leave(nick, b"unseen")  # the log did not tell that this person had gone
        self.person(nick)

    def rename(self, old, new):
        who = self.person(old)
        other = self.cast.get(new.lower())
        if other and other is not who:
            other.through(b"QUIT :unseen")
            if other.inside:
                self.expected.append((other.nick, "quit", b"unseen"))
            del self.cast[new.lower()]
        del self.cast[old.lower()]
        who.through(b"NICK " + new)
        self.expected.append((who.nick, "nick", new))
        who.nick = new
        self.cast[new.lower()] = who

    def speak(self, line):
        for pattern, act in ((SAID, self.say), (CAME, self.come), (LEFT, self.leave), (RENAMED, self.rename),
                             (DID, lambda nick, text: self.say(nick, text, "action"))):
            m = pattern.match(line)
            if m:
                return act(*m.groups())
        return self.say(b"scribe", line, "notice")


def differences(expected, told):
    for n, (want, got) in enumerate(zip(expected, told)):
        same = want[:2] == got[:2] and (want[2] == got[2] or want[1] == "quit" and want[2] in got[2])
        if not same:
            return "line %d: said %r, recorded %r" % (n, want, got)
    if len(expected) != len(told):
        return "%d said, %d recorded; then %r" % (len(expected), len(told), (expected + told)[min(len(expected), len(told)):][:3])
    return None


def spoken(path):
    """Speaks one log and compares; the number of lines."""
    with open(path, "rb") as f:
        lines = f.read().split(b"\n")
    lines = [line for line in lines if line]
    with shell.Room() as room:
        room.must(*shell.DECLARE)
        server = people.Server(room.folder)
        served = serving.Served(room, server.port, CHANNEL.decode())
        crowd = people.Crowd(server.port)
        stage = Stage(crowd)
        try:
            for line in lines:
                stage.speak(line)
            stage.say(b"scribe", b"that is all")
            serving.until("the last line on record", lambda: any(
                body["text"] == "that is all" for _, _, body in serving.rows(room.journal, after=len(lines))))
            served.end()
        finally:
            served.child.kill()
            crowd.end()
            server.end()
        told = [(serving.exact(body, "nick", "nick_raw"), body["how"], serving.exact(body))
                for _, actor, body in serving.rows(room.journal) if actor != "irc:warroom"]
        wrong = differences(stage.expected, told)
        assert not wrong, wrong
        assert "IRC: a line is not on record" not in served.said(), served.said()
        kinds = [row["kind"] for row in room.timeline("chat=yes")]
        assert kinds.count("chat.in") >= len(told), "the timeline shows %d of %d" % (kinds.count("chat.in"), len(told))
        room.verified()
    return len(lines)


def logs():
    found = sorted(glob.glob(os.path.join(LOGS, "irc", "ubuntu", "*.raw.txt")))
    return found or sorted(glob.glob(os.path.join(shell.DATA, "irc", "*.raw.txt")))


def test_of(path):
    def test():
        assert spoken(path) > 250
    test.__doc__ = "Every line of %s is on record once, in order, byte for byte" % os.path.basename(path)
    return test


if __name__ == "__main__":
    assert logs(), "there is no log to speak"
    shell.main({"test_%d" % n: test_of(path) for n, path in enumerate(logs(), 1)})
