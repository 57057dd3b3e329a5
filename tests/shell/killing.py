# killing.py: kills writers of a journal at random moments and asks afterwards whether every acknowledged row is there.
"""A row is acknowledged when the verb has printed its reply. A killed verb may or may not have written its row; it may
never have written half of it, twice, or in a way that the chain does not hold.
"""
import collections
import random
import subprocess
import time

from shell import DECLARE, PROGRAM, Room

CHECK_EVERY = 100  # kills between two looks at the whole record


class Killer:
    def __init__(self, room, seed):
        self.room, self.random = room, random.Random(seed)
        self.acknowledged, self.tried, self.kills = set(), 0, 0
        room.must(*DECLARE)
        began = time.monotonic()
        for _ in range(5):
            self.say(None)
        # A little longer than a whole run, so that kills fall everywhere between start and end.
        self.longest = (time.monotonic() - began) / 5 * 1.1

    def say(self, delay):
        """One row said by one process; with a delay it is killed after that long."""
        self.tried += 1
        word = "word %d" % self.tried
        child = subprocess.Popen([PROGRAM, "log", word], env=self.room.env(), stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if delay is not None:
            try:
                child.wait(delay)
            except subprocess.TimeoutExpired:
                child.kill()
        out, err = child.communicate(timeout=60)
        if out == b"logged\n":
            self.acknowledged.add(word)
        assert child.returncode in (0, -9), (child.returncode, out, err)
        assert child.returncode == -9 or out == b"logged\n", (out, err)
        self.kills += child.returncode == -9

    def check(self):
        rows = self.room.timeline("type=log")
        times = collections.Counter(r["text"] for r in rows)
        lost = sorted(self.acknowledged - set(times))
        assert not lost, "acknowledged and gone: %s" % lost
        assert set(times.values()) <= {1}, times.most_common(3)
        assert set(times) <= {"word %d" % n for n in range(1, self.tried + 1)}, "rows that nobody said"
        assert self.room.verified() == max(r["seq"] for r in self.room.timeline())
        return len(times)


def run(kills, seed):
    """Returns what happened in one line."""
    with Room() as room:
        killer = Killer(room, seed)
        looked = 0
        while killer.kills < kills:
            killer.say(killer.random.uniform(0, killer.longest))
            assert killer.tried < 20 * kills + 100, "the kills come too late to kill anything"
            if killer.kills - looked >= CHECK_EVERY:
                looked = killer.kills
                killer.check()
        killer.say(None)
        kept = killer.check()
        assert kept >= len(killer.acknowledged) > 5
        return "%d kills, %d rows said, %d acknowledged, %d kept" % (
            killer.kills, killer.tried, len(killer.acknowledged), kept)
