# shell.py: what the shell tests share: the real program on a journal of its own, and results as TAP.
"""A test is a function whose name begins with "test_"; its first docstring line, or its name, is what TAP shows.
A test fails by an AssertionError and is left out by raising Skip with the reason.
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(TREE, "tests", "data")
PROGRAM = os.environ.get("WARROOM_BIN", os.path.join(TREE, "build", "warroom"))
DECLARE = ("declare", "Checkout errors", "journey=critical", "degradation=unavailable", "users=40%", "safety=none",
           "exposure=none", "data=none")


class Skip(Exception):
    """The reason why a test cannot run here."""


class Answer:
    """What one run of the program left behind."""

    def __init__(self, code, out, err):
        self.code, self.raw, self.err = code, out, err.decode("utf-8", "replace")
        self.out = out.decode("utf-8", "replace")

    def lines(self):
        return self.out.splitlines()

    def objects(self):
        return [json.loads(line, object_pairs_hook=unique) for line in self.raw.split(b"\n") if line]

    def __repr__(self):
        return "exit %d\n--- stdout\n%s--- stderr\n%s" % (self.code, self.out[-3000:], self.err[-3000:])


def unique(pairs):
    """A JSON object in which a name stands twice is not ours to accept."""
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), "a name stands twice in %r" % names
    return dict(pairs)


class Room:
    """A folder with a journal; run() is one shell verb on it."""

    def __init__(self, user="lead", clock=None):
        self.folder = tempfile.mkdtemp(prefix="room-")
        self.journal = os.path.join(self.folder, "journal.db")
        self.user, self.clock = user, clock

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def env(self, **more):
        env = {k: v for k, v in os.environ.items() if not k.startswith("WARROOM_") and not k.startswith("XDG_")}
        env.update(HOME=self.folder, WARROOM_TEST="1", WARROOM_USER=self.user, WARROOM_JOURNAL=self.journal, TZ="UTC")
        if self.clock:
            env["WARROOM_CLOCK"] = self.clock
        env.update(more)
        return {k: v for k, v in env.items() if v is not None}

    def run(self, *words, cwd=None, **env):
        child = subprocess.run([PROGRAM] + list(words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False,
                               stderr=subprocess.PIPE, env=self.env(**env), cwd=cwd or self.folder, timeout=60)
        return Answer(child.returncode, child.stdout, child.stderr)

    def must(self, *words, **more):
        answer = self.run(*words, **more)
        assert answer.code == 0, "%r: %r" % (words, answer)
        return answer

    def refused(self, code, *words, says=None, **more):
        """Nothing on standard output, one reason on standard error, and the status that is documented."""
        answer = self.run(*words, **more)
        assert answer.code == code, "%r should leave with %d: %r" % (words, code, answer)
        assert answer.out == "", "%r: a refusal belongs on standard error: %r" % (words, answer)
        assert answer.err.startswith("warroom: "), "%r: no reason: %r" % (words, answer)
        assert says is None or re.search(says, answer.err), "%r does not say %r: %r" % (words, says, answer)
        return answer

    def at(self, clock):
        self.clock = clock
        return self

    def timeline(self, *words):
        return self.must("timeline", "format=json", *words).objects()

    def checked(self):
        """What the independent check says of the chain; it must hold."""
        check = subprocess.run([sys.executable, os.path.join(TREE, "tests", "journal_check.py"), self.journal],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=120)
        theirs = check.stdout.decode("utf-8", "replace")
        assert check.returncode == 0, theirs
        return theirs

    def verified(self):
        """The number of records, after the program and the independent check agreed on the chain."""
        # An open console may write a row of its own between the two looks: then both look again.
        for _ in range(20):
            mine = self.must("verify").out
            said = re.fullmatch(r"(\d+) records, chain intact, head ([0-9a-f]{64})\n"
                                r"(\d+ kept files?, all as they were kept\n)?", mine)
            assert said, mine
            theirs = self.checked()
            if said.group(1) + " records" in theirs:
                break
        assert said.group(2) in theirs, "two heads: %s%s" % (mine, theirs)
        return int(said.group(1))


def table(name):
    """Rows of a tests/data table as dictionaries; remarks begin with #."""
    with open(os.path.join(DATA, name), encoding="utf-8", newline="\n") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if line.strip("\n") and not line.startswith("#")]
    return [dict(zip(rows[0], row + [""] * (len(rows[0]) - len(row)))) for row in rows[1:]]


def unescape(cell):
    r"""Bytes of a hostile.tsv cell: \xNN a byte, \\ a backslash, \R{N:text} repeated."""
    out, n = b"", 0
    while n < len(cell):
        if cell.startswith("\\x", n):
            out, n = out + bytes([int(cell[n + 2:n + 4], 16)]), n + 4
        elif cell.startswith("\\R{", n):
            times, end = cell[n + 3:].split(":", 1)[0], cell.index("}", n)
            out += unescape(cell[n + 4 + len(times):end]) * int(times)
            n = end + 1
        elif cell.startswith("\\\\", n):
            out, n = out + b"\\", n + 2
        else:
            out, n = out + cell[n].encode(), n + 1
    return out


def hostile_texts():
    """Every hostile text of the data folder that argv can carry: bytes without NUL, not empty."""
    texts = [unescape(row["input"]) for row in table("hostile.tsv")]
    with open(os.path.join(DATA, "blns.txt"), "rb") as f:
        texts += [line for line in f.read().split(b"\n") if line and not line.startswith(b"#")]
    return [t for t in texts if t and b"\0" not in t]


def controls(raw):
    """Bytes and code points in an output that could move a cursor or turn text round; LF is fine."""
    bad = re.findall(rb"[\x00-\x09\x0b-\x1f\x7f]", raw)
    text = raw.decode("utf-8")  # an output that is no UTF-8 is a failure as well
    return bad + re.findall("[\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", text)


def sha256(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def main(names):
    """Runs every test_ function of a module and prints TAP."""
    tests = [(n, f) for n, f in names.items() if n.startswith("test_") and callable(f)]
    wanted = sys.argv[1:]
    tests = [t for t in tests if not wanted or t[0] in wanted]
    print("1..%d" % len(tests))
    failed = 0
    for n, (name, function) in enumerate(tests, 1):
        what = (function.__doc__ or name).strip().split("\n")[0].rstrip(".").replace("#", "no.")
        try:
            function()
            print("ok %d - %s" % (n, what))
        except Skip as reason:
            print("ok %d - %s # SKIP %s" % (n, what, reason))
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print("not ok %d - %s" % (n, what))
            print("\n".join("# " + line for line in traceback.format_exc().splitlines()[-40:]))
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
