#!/usr/bin/env python3
# test_processes.py: several processes on one journal, writers that die, disks that fill up or refuse.
import contextlib
import os
import re
import subprocess
import threading

import killing
from shell import DECLARE, PROGRAM, Room, Skip, main

WRITERS, ROUNDS, KILLS = 3, 25, 200


def test_three_writers():
    """Three processes write at once: every row is there, every number once, the chain holds"""
    with Room() as room:
        room.must(*DECLARE)
        failures = []

        def loop(who):
            try:
                for n in range(ROUNDS):
                    room.must("log", "%s %d" % (who, n), "as=" + who)
                    room.must("-i", "1", "action", "add", "%s %d" % (who, n), "@" + who, "due=+30d")
                    if n % 5 == 0:
                        room.must("declare", "%s %d" % (who, n), "journey=important", "as=" + who)
                        room.must("-i", "1", "log", "%s again %d" % (who, n))
            except Exception as e:  # pylint: disable=broad-except
                failures.append(e)
        threads = [threading.Thread(target=loop, args=("ops%d" % n,)) for n in range(1, WRITERS + 1)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        assert not failures, failures[0]
        incidents = room.must("list", "all", "format=json").objects()
        assert sorted(i["incident"] for i in incidents) == list(range(1, 2 + WRITERS * 5)), incidents
        actions = room.must("-i", "1", "action", "list", "format=json").objects()
        assert [a["id"] for a in actions] == ["A-%d" % n for n in range(1, 1 + WRITERS * ROUNDS)], actions
        assert len({a["text"] for a in actions}) == WRITERS * ROUNDS
        rows = [r for i in incidents for r in room.must("-i", str(i["incident"]), "timeline", "format=json").objects()]
        assert sorted(r["seq"] for r in rows) == list(range(1, 1 + len(rows)))
        notes = [r["text"] for r in rows if r["kind"] == "note"]
        assert len(notes) == len(set(notes)) == WRITERS * (ROUNDS + 5), len(notes)
        assert room.verified() == len(rows)


def test_killed_writers():
    """200 writers killed at random moments: no acknowledged row is lost"""
    print("# " + killing.run(KILLS, seed=20261122))


@contextlib.contextmanager
def small_disk():
    """A room on a file system of two megabytes of its own."""
    if os.geteuid() != 0:
        raise Skip("only root may mount a small disk")
    with Room() as room:
        where = room.path("disk")
        os.mkdir(where)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", where], check=False,
                              stderr=subprocess.PIPE)
        if done.returncode:
            raise Skip("no disk can be mounted here: %s" % done.stderr.decode("utf-8", "replace").strip())
        room.journal = os.path.join(where, "journal.db")
        try:
            yield room, where
        finally:
            subprocess.run(["umount", "-l", where], check=True)


def fill(path):
    """Writes until not one byte more fits."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    for size in (65536, 4096, 1):
        with contextlib.suppress(OSError):
            while os.write(fd, b"x" * size):
                pass
    os.close(fd)


def test_full_disk():
    """A full disk is told, nothing is half written, and work goes on when there is space again"""
    with small_disk() as (room, where):
        room.must(*DECLARE)
        room.must("log", "before")
        room.must("export", "postmortem", "out=" + os.path.join(where, "draft.md"))
        with open(os.path.join(where, "draft.md"), "rb") as f:
            draft = f.read()
        before = room.verified()
        filler = os.path.join(where, "filler")
        fill(filler)
        names = sorted(os.listdir(where))
        refused = 0
        for n in range(40):  # the write-ahead log may have a few pages left
            answer = room.run("log", "%d %s" % (n, "y" * 3000))
            assert answer.code in (0, 3), answer
            assert (answer.code == 0) == (answer.out == "logged\n"), answer
            refused += answer.code == 3
            before += answer.code == 0
            if answer.code == 3:
                assert re.search(r"^warroom: .*(full|space)", answer.err), answer
        assert refused > 5, "the disk was never full"
        room.refused(3, "export", "postmortem", "out=" + os.path.join(where, "draft.md"), says="draft.md|full|space")
        room.refused(3, "backup", os.path.join(where, "copy.db"), says="copy.db|full|space")
        with open(os.path.join(where, "draft.md"), "rb") as f:
            assert f.read() == draft, "the old export was touched"
        left = [n for n in os.listdir(where) if n not in names and not n.startswith("journal.db")]
        assert not left, "left behind: %s" % left
        os.remove(filler)
        assert room.must("log", "after").out == "logged\n"
        assert room.verified() == before + 1
        assert [r["text"] for r in room.timeline("match=^(before|after)$")] == ["before", "after"]


@contextlib.contextmanager
def read_only(room, where):
    if os.geteuid() == 0:
        subprocess.run(["mount", "-o", "remount,ro", where], check=True)
        yield
        subprocess.run(["mount", "-o", "remount,rw", where], check=True)
    else:
        os.chmod(room.journal, 0o400)
        os.chmod(os.path.dirname(room.journal), 0o500)
        yield
        os.chmod(os.path.dirname(room.journal), 0o700)
        for name in os.listdir(where):  # SQLite gives the files beside it the journal's own mode
            os.chmod(os.path.join(where, name), 0o600)


def test_read_only():
    """A journal that may not be written says so, and nothing is lost of it"""
    with contextlib.ExitStack() as stack:
        if os.geteuid() == 0:
            room, where = stack.enter_context(small_disk())
        else:
            room = stack.enter_context(Room())
            where = room.path("disk")
            os.mkdir(where)
            room.journal = os.path.join(where, "journal.db")
        room.must(*DECLARE)
        before = room.verified()
        with read_only(room, where):
            room.refused(3, "log", "not possible", says="may only be read|[Pp]ermission")
        assert room.must("log", "possible again").out == "logged\n"
        assert room.verified() == before + 1


def test_missing_folder():
    """A journal whose folder is missing is a failure that names it, and no folder is made"""
    with Room() as room:
        lost = room.path("not/there/journal.db")
        room.refused(3, "-j", lost, "declare", "x", says=re.escape(lost))
        assert not os.path.exists(room.path("not"))


def test_busy_journal():
    """A writer waits for another one that holds the file, and its row comes after"""
    with Room() as room:
        room.must(*DECLARE)
        holder = subprocess.Popen(["sqlite3", room.journal], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        holder.stdin.write(b"BEGIN IMMEDIATE;\n.print held\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == b"held\n"
        writer = subprocess.Popen([PROGRAM, "log", "patient"], env=room.env(), stdout=subprocess.PIPE)
        assert room.timeline("type=log") == []  # readers are not held up
        assert writer.poll() is None, "the writer did not wait"
        holder.stdin.write(b"COMMIT;\n")
        holder.stdin.close()
        holder.wait(30)
        holder.stdout.close()
        assert writer.communicate(timeout=30)[0] == b"logged\n" and writer.returncode == 0
        assert [r["text"] for r in room.timeline("type=log")] == ["patient"]
        room.verified()


if __name__ == "__main__":
    main(globals())
