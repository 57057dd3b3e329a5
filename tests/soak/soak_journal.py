#!/usr/bin/env python3
# soak_journal.py: two writers and an open console share a journal for a long time; nothing said is lost, memory stays flat.
"""TAP. SOAK_SECONDS (60) says how long; WARROOM_BIN is the program."""
import json
import os
import pty
import random
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time

SECONDS = float(os.environ.get("SOAK_SECONDS", "60"))
WARROOM = os.environ["WARROOM_BIN"]
SLACK_KB = 8192  # what a console may grow by after its first tenth of the time


class Journal:
    def __init__(self, folder):
        self.path = os.path.join(folder, "journal.db")
        self.said = []
        self.trouble = []
        self.lock = threading.Lock()

    def verb(self, *words):
        return subprocess.run([WARROOM, "-j", self.path, *words], capture_output=True, text=True, check=False)

    def write(self, name, until):
        chance = random.Random(name)
        number = 0
        while time.monotonic() < until:
            number += 1
            text = "%s says %d %d" % (name, number, chance.randrange(10**6))
            done = self.verb("log", text)
            with self.lock:
                if done.returncode == 0:
                    self.said.append(text)
                else:
                    self.trouble.append(done.stderr.strip())

    def told(self):
        rows = [json.loads(line) for line in self.verb("timeline", "format=json").stdout.splitlines()]
        return [r["text"] for r in rows if r["kind"] == "note"]


class Console:
    """An open console whose screen somebody reads all the time."""

    def __init__(self, journal):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execv(WARROOM, [WARROOM, "-j", journal.path])
        self.drawn = 0

    def read(self, until):
        while time.monotonic() < until:
            if select.select([self.fd], [], [], 0.2)[0]:
                try:
                    self.drawn += len(os.read(self.fd, 65536))
                except OSError:
                    return

    def memory_kb(self):
        with open("/proc/%d/status" % self.pid, encoding="ascii") as f:
            return next((int(line.split()[1]) for line in f if line.startswith("VmRSS:")), 0)

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def main():
    results = []
    with tempfile.TemporaryDirectory() as folder:
        j = Journal(folder)
        declared = j.verb("declare", "Checkout errors", "journey=critical", "degradation=partial", "users=12%")
        results.append((declared.returncode == 0, "an incident is declared", declared.stderr))
        console = Console(j)
        begin = time.monotonic()
        writers = [threading.Thread(target=j.write, args=(n, begin + SECONDS)) for n in ("ops1", "ops2")]
        for w in writers:
            w.start()
        console.read(begin + SECONDS / 10)
        early = console.memory_kb()
        console.read(begin + SECONDS)
        for w in writers:
            w.join()
        late = console.memory_kb()
        console.close()
        told = j.told()
        lost = sorted(set(j.said) - set(told))
        verified = j.verb("verify")
        results.append((not j.trouble, "no verb was refused", "\n".join(j.trouble[:5])))
        results.append((len(j.said) > 0 and not lost, "%d rows, none lost" % len(j.said), "\n".join(lost[:5])))
        results.append((len(told) == len(set(told)), "no row came twice", ""))
        results.append((verified.returncode == 0, "the chain verifies", verified.stdout + verified.stderr))
        results.append((console.drawn > 0, "the console drew", "%d bytes" % console.drawn))
        grown = late - early - len(j.said) * 2  # a folded row may take two kilobytes
        results.append((0 < early and grown < SLACK_KB, "memory %d kB, then %d kB" % (early, late), ""))
    print("1..%d" % len(results))
    for n, (good, what, why) in enumerate(results, 1):
        print("%s %d - %s" % ("ok" if good else "not ok", n, what))
        if not good:
            print("".join("# %s\n" % line for line in why.splitlines()), end="")
    return 0 if all(r[0] for r in results) else 1


if __name__ == "__main__":
    sys.exit(main())
