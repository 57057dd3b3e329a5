# breaking.py: a room whose console, server and link are killed at seeded moments, and what its record must hold afterwards.
"""One run is one seed. A console in a pipe says lines and is the bridge, in half of the runs `warroom serve` stands beside it
and either of them is; a real ngIRCd has ops1 in the channel, and between bridge and server stands a wire that can be cut at any
byte. Somebody who answers at IRC is told by the server that a line
was taken, before the next word: so the moments of every line are known from both sides.

What must hold:
- a line the console showed as said is on record, and each line on record was settled;
- a line that is on record as accepted was heard by ops1, once as it is, and otherwise marked as resent;
- a line of ops1 is on record once, or a gap on record covers the moment it was said;
- what ops1 was told to be logged is on record, and nothing is logged twice; what is announced, is so once unmarked;
- the chain holds.
"""
import collections
import datetime
import os
import random
import re
import select
import socket
import struct
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(os.path.dirname(HERE), "shell"))

import people  # noqa: E402  pylint: disable=wrong-import-position
import serving  # noqa: E402  pylint: disable=wrong-import-position
import shell  # noqa: E402  pylint: disable=wrong-import-position

CHANNEL = b"#war"
STEPS = 14
BREAKS = 3  # in each run
QUICK = """set irc.rate 3ms
set irc.burst 50
set irc.backoff_first 30ms
set irc.backoff_most 120ms
set irc.lease_every 100ms
set irc.lease_ttl 500ms
set irc.silence 1s
set irc.patience 1s
set irc.register_limit 5s
set irc.topic_every 1h
"""
# How far what a program calls "until now" may lie from what happened: bytes travel, and two processors serve many.
SLACK = 1.0


class Wire(threading.Thread):
    """Carries bytes between one port and another, and breaks off where it is told to."""

    def __init__(self, to):
        super().__init__(daemon=True)
        self.to, self.lock, self.left, self.pair, self.open, self.over = to, threading.Lock(), None, None, True, False
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(8)
        self.port = self.listener.getsockname()[1]
        self.wake = socket.socketpair()
        self.start()

    def run(self):
        while not self.over:
            watched = [self.listener, self.wake[0]] + list(self.pair or ())
            for s in select.select(watched, [], [])[0]:
                if s is self.wake[0]:
                    s.recv(4096)
                elif s is self.listener:
                    self.accept()
                elif self.pair and s in self.pair:
                    self.carry(s)
        self.drop()
        self.listener.close()

    def accept(self):
        near, _ = self.listener.accept()
        self.drop()
        if not self.open:
            near.close()
            return
        far = socket.socket()
        if far.connect_ex(("127.0.0.1", self.to)):
            near.close()
            far.close()
            return
        for s in (near, far):
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pair = (near, far)

    def carry(self, s):
        to = self.pair[1 - self.pair.index(s)]
        try:
            got = s.recv(4096)
            with self.lock:
                if self.left is not None:
                    got = got[:self.left]
                    self.left -= len(got)
                cut = not got or self.left == 0
            to.sendall(got)
        except OSError:
            cut = True
        if cut:
            with self.lock:
                self.left = None
            self.drop()

    def drop(self):
        """Both ends at once; what was under way is lost."""
        for s in self.pair or ():
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            s.close()
        self.pair = None

    def cut_after(self, count):
        """Breaks off when so many more bytes have passed."""
        with self.lock:
            self.left = count
        self.wake[1].send(b"x")

    def end(self):
        self.over = True
        self.wake[1].send(b"x")
        self.join(people.DEADLINE)


class Program:
    """A console without a screen, whose lines come and go through pipes, or `serve`, which nobody speaks to."""

    def __init__(self, room, word):
        self.out = open(room.path("%s.out" % word.strip("-")), "ab")
        self.child = subprocess.Popen([shell.PROGRAM, "--config", room.path("break.conf"), word], cwd=room.folder,
                                      stdin=subprocess.PIPE, stdout=self.out, stderr=self.out, env=room.env())

    def say(self, line):
        try:
            self.child.stdin.write(line.encode() + b"\n")
            self.child.stdin.flush()
        except BrokenPipeError:
            pass

    def kill(self):
        self.child.kill()
        self.child.wait()
        self.close()

    def close(self):
        try:
            self.child.stdin.close()
        except BrokenPipeError:
            pass
        self.out.close()


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Run:
    def __init__(self, seed):
        self.chance, self.seed = random.Random(seed), seed
        self.room = shell.Room()
        self.room.must(*shell.DECLARE)
        with open(self.room.path("break.conf"), "w", encoding="utf-8") as f:
            f.write(QUICK)
        self.server = people.Server(self.room.folder)
        self.wire = Wire(self.server.port)
        self.crowd = people.Crowd(self.server.port)
        self.heard = []  # by ops1, on connections that are over
        self.enter()
        self.said, self.noted, self.told, self.counts = [], [], [], collections.Counter()
        self.room.must("irc", "connect", "127.0.0.1:%d" % self.wire.port, CHANNEL.decode())
        self.console = Program(self.room, "--linear")
        self.serve = Program(self.room, "serve") if self.chance.random() < 0.5 else None
        self.until_live(0)

    # ---- what happens ----

    def enter(self):
        self.ops1 = self.crowd.person("ops1")
        assert self.ops1.welcome, self.ops1.refusals
        self.ops1.through(b"JOIN " + CHANNEL)

    def number(self, what):
        self.counts[what] += 1
        return "%s %d." % (what, self.counts[what])

    def speak_here(self):
        for _ in range(self.chance.randint(1, 3)):
            self.console.say(self.number("out"))

    def speak_there(self):
        for _ in range(self.chance.randint(1, 3)):
            self.remote(self.number("in"))

    def ask_there(self):
        text = self.number("note")
        self.noted.append(text)
        self.remote("!log " + text)

    def remote(self, text):
        began = time.time()
        self.ops1.say(CHANNEL, text)
        assert not self.ops1.gone, "the server sent ops1 away"
        self.said.append((text, began, time.time()))

    def tell(self):
        text = self.number("told")
        self.told.append(text)
        self.room.must("log", text)

    def pass_time(self):
        self.crowd.turn(self.chance.choice((0, 0, 0.002, 0.01, 0.03, 0.1)))

    def kill_console(self):
        self.console.kill()
        self.pass_time()
        self.console = Program(self.room, "--linear")

    def kill_serve(self):
        self.serve.kill()
        self.pass_time()
        self.serve = Program(self.room, "serve")

    def kill_server(self):
        # Nobody may speak in the channel before ops1 is back and hears it.
        self.wire.open = False
        self.server.child.kill()
        self.server.child.wait()
        self.crowd.until("the end of the server", self.has_lost_ops1)
        self.heard += self.ops1.heard
        self.server.again()
        self.enter()
        self.wire.open = True

    def was_bridge(self, way):
        """What was killed was certainly the bridge, or all of the link."""
        return way == self.kill_server or (way == self.kill_console and not self.serve)

    def has_lost_ops1(self):
        return self.ops1.gone

    def cut_wire(self):
        self.wire.cut_after(self.chance.choice((1, 5, 50, 200, 500, 1000, 2000)) + self.chance.randint(0, 60))

    def act(self):
        deeds = [self.speak_here] * 4 + [self.speak_there] * 3 + [self.ask_there] * 2 + [self.tell]
        ways = [self.kill_console, self.kill_server, self.cut_wire] + [self.kill_serve] * bool(self.serve)
        breaks = set(self.chance.sample(range(1, STEPS), BREAKS))
        done = []
        for step in range(STEPS):
            self.chance.choice(deeds)()
            if step in breaks:
                self.pass_time()
                done.append(self.chance.choice(ways))
                before = self.head()
                done[-1]()
                # Mostly the next one hits a link that stands again, now and then one that is on its way.
                if self.was_bridge(done[-1]) and self.chance.random() < 0.75:
                    self.until_live(before)
            elif self.chance.random() < 0.3:
                self.pass_time()
        self.wire.cut_after(None)
        return [d.__name__ for d in done]

    # ---- until it is quiet ----

    def rows(self, *kinds, after=0):
        return serving.rows(self.room.journal, kinds, after)

    def head(self):
        return max((seq for seq, _, _ in self.rows("link.state")), default=0)

    def is_live(self, after):
        states = [body["state"] for _, _, body in self.rows("link.state", after=after)]
        return bool(states) and states[-1] == "live"

    def until_live(self, after):
        def shown():
            with open(self.room.path("linear.out"), encoding="utf-8", errors="replace") as f:
                return "the bridge to be live; the console said: " + f.read()[-1500:]
        serving.until(shown, lambda: self.is_live(after))

    def people_said(self):
        return {seq: body["text"] for seq, _, body in self.rows("chat.out")
                if body.get("origin") not in ("reply", "announce")}

    def unsettled(self):
        settled = {body["id"] for _, _, body in self.rows("chat.out.state") if body["state"] in ("accepted", "refused")}
        return set(self.people_said()) - settled

    def settle(self):
        """A last line each way: what came before it is through."""
        last = self.number("out")
        self.console.say(last)
        serving.until(lambda: "the last line to be settled: %s" % self.unsettled(),
                      lambda: last in self.people_said().values() and not self.unsettled())
        self.tell()
        self.ops1.wait_for(self.told[-1])
        self.remote(self.number("in"))
        serving.until("the last line of ops1 on record", lambda: any(
            body["text"] == self.said[-1][0] for _, _, body in self.rows("chat.in")))

    # ---- what must hold ----

    def words(self):
        """What ops1 heard the bridge say in the channel."""
        found = []
        for line in self.heard + self.ops1.heard:
            m = re.match(rb":warroom\d*!\S+ PRIVMSG #war :(.*)", line)
            if m:
                found.append(m.group(1).decode())
        return found

    def shown(self):
        """Lines the console showed as said."""
        with open(self.room.path("linear.out"), encoding="utf-8") as f:
            return re.findall(r"^\d\d:\d\d:\d\d lead: (out \d+\.)$", f.read(), re.M)

    def check_outgoing(self, words):
        rows = self.people_said()
        assert len(set(rows.values())) == len(rows), "a line is on record twice"
        lost = set(self.shown()) - set(rows.values())
        assert not lost, "shown as said and not on record: %s" % lost
        states = collections.defaultdict(list)
        for _, _, body in self.rows("chat.out.state"):
            states[body["id"]].append((body["state"], body["why"]))
        for seq, text in rows.items():
            ends = [s for s in states[seq] if s[0] in ("accepted", "refused")]
            assert len(ends) == 1, "%s: %s" % (text, ends)
            plain = words.count("<lead> " + text)
            again = sum(1 for w in words if re.fullmatch(r"<lead> \(resent \d\d:\d\d\) " + re.escape(text), w))
            assert plain <= 1 and again <= 1, "%s: heard %d times unmarked, %d times marked" % (text, plain, again)
            assert ends[0][0] != "accepted" or plain + again > 0, "%s was accepted and not heard" % text
        return sum(s[0][0] == "accepted" for s in states.values()), sum("> (resent" in w for w in words)

    def check_incoming(self):
        gaps = [(instant(body["from"]) - SLACK, instant(body["to"]) + SLACK) for _, _, body in self.rows("link.gap")]
        times = collections.Counter(body["text"] for _, actor, body in self.rows("chat.in") if actor == "irc:ops1")
        missing = 0
        for text, began, ended in self.said:
            assert times[text] <= 1, "%s is on record %d times" % (text, times[text])
            if times[text]:
                continue
            missing += 1
            assert any(a <= ended and began <= b for a, b in gaps), "%s, said %s to %s, is nowhere: %s" % (
                text, began, ended, gaps)
        return missing

    def check_notes(self, words):
        notes = collections.Counter(body["text"] for _, _, body in self.rows("note"))
        assert set(notes.values()) <= {1}, "logged twice: %s" % notes
        assert set(self.told) <= set(notes), "a verb's row is lost"
        by_row = {"E-%d" % seq: body["text"] for seq, _, body in self.rows("note")}
        for word in words:
            m = re.match(r"ops1: logged (E-\d+)", word)
            assert not m or m.group(1) in by_row, "%s: no such row" % word
        for text in self.told:
            plain = [w for w in words if text in w and "(resent" not in w]
            assert len(plain) <= 1, "announced twice: %s" % plain

    def check(self):
        words = self.words()
        accepted, resent = self.check_outgoing(words)
        missing = self.check_incoming()
        self.check_notes(words)
        self.room.verified()
        return "%d out, %d accepted, %d resent; %d in, %d in gaps" % (
            self.counts["out"], accepted, resent, len(self.said), missing)

    def end(self):
        self.console.kill()
        if self.serve:
            self.serve.kill()
        self.crowd.end()
        self.wire.end()
        self.server.end()
        self.room.__exit__()


def run(seed):
    """Returns what happened in one line."""
    r = Run(seed)
    try:
        done = r.act()
        r.settle()
        return "seed %d: %s: %s" % (seed, " ".join(done), r.check())
    except AssertionError as e:
        raise AssertionError("seed %d: %s" % (seed, e)) from e
    finally:
        r.end()
