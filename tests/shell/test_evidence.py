#!/usr/bin/env python3
# test_evidence.py: files that are kept before they are gone: stored once, whole or not at all, checked, copied, never altered unnoticed.
import hashlib
import os
import re
import signal
import stat
import subprocess
import threading

from shell import DECLARE, PROGRAM, Room, Skip, controls, hostile_texts, main, sha256


def declared():
    room = Room()
    room.must(*DECLARE)
    return room


def write(room, name, data):
    with open(room.path(name), "wb") as f:
        f.write(data)
    return name


def stored(room):
    """Every file in the folder beside the journal, what is hidden or half done included."""
    found = []
    for folder, _, names in os.walk(room.journal + ".evidence"):
        found += [os.path.join(folder, n) for n in names]
    return sorted(found)


def items(room):
    return room.must("evidence", "list", "format=json").objects()


def place(room, digest):
    return os.path.join(room.journal + ".evidence", digest[:2], digest[2:])


def feed(room, *words, data=b"", **env):
    child = subprocess.run([PROGRAM] + list(words), input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           env=room.env(**env), cwd=room.folder, check=False, timeout=60)
    return child.returncode, child.stdout.decode(), child.stderr.decode()


def test_a_file_is_kept():
    """The bytes lie under their hash, private, and the row says what is known"""
    with declared() as room:
        write(room, "threads.txt", b"thread dump\n")
        said = room.must("evidence", "keep", "threads.txt", "note=before the restart", "when=-5m").out
        digest = hashlib.sha256(b"thread dump\n").hexdigest()
        assert said == "EV-1 threads.txt kept, 12 B, sha256 %s\n" % digest, said
        assert stored(room) == [place(room, digest)]
        assert stat.S_IMODE(os.stat(place(room, digest)).st_mode) == 0o600
        for folder in (room.journal + ".evidence", os.path.dirname(place(room, digest))):
            assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
        one = items(room)[0]
        assert (one["id"], one["sha256"], one["size"], one["note"]) == ("EV-1", digest, 12, "before the restart"), one
        assert one["taken"] < one["kept"]
        row = room.timeline("type=evid")[0]
        assert (row["kind"], row["actor"], row["door"], row["precision"]) == ("evidence.capture", "lead", "shell", "m"), row
        lines = room.must("verify").lines()
        assert re.fullmatch(r"\d+ records, chain intact, head [0-9a-f]{64}", lines[0]), lines
        assert lines[1:] == ["1 kept file, all as they were kept"], lines
        room.checked()


def test_the_same_bytes_are_stored_once():
    with declared() as room:
        write(room, "a", b"same")
        write(room, "b", b"same")
        room.must("evidence", "keep", "a")
        room.must("evidence", "keep", "b")
        assert len(stored(room)) == 1
        assert [(x["id"], x["name"]) for x in items(room)] == [("EV-1", "a"), ("EV-2", "b")]
        assert "stored once" in room.must("evidence", "show", "EV-2").out
        assert "1 kept file," in room.must("verify").out


def test_what_a_command_says():
    """50 MB through standard input, with progress on standard error"""
    with declared() as room:
        data = os.urandom(50 * 1000 * 1000)
        code, out, err = feed(room, "evidence", "keep", "-", "note=tcpdump", data=data)
        assert code == 0 and out.startswith("EV-1 standard input kept, 47.6 MiB, sha256 "), (code, out, err)
        assert re.findall(r"keeping standard input: (\d+)[.\d]* MiB", err) == ["16", "32"], err
        assert sha256(stored(room)[0]) == hashlib.sha256(data).hexdigest() == items(room)[0]["sha256"]


def test_nothing_from_a_command():
    """A command that failed leaves no empty evidence; an empty file may be evidence"""
    with declared() as room:
        code, out, err = feed(room, "evidence", "keep", "-")
        assert code == 1 and out == "" and "nothing came through standard input" in err, (code, out, err)
        assert stored(room) == [] and items(room) == []
        write(room, "empty.log", b"")
        room.must("evidence", "keep", "empty.log")
        assert items(room)[0]["size"] == 0


def test_longer_than_may_be():
    """Over evidence.max nothing is kept, neither of a file nor of a stream"""
    with declared() as room:
        with open(room.path("warroom.conf"), "w", encoding="utf-8") as f:
            f.write("set evidence.max 1\n")
        write(room, "big", bytes(1024 * 1024 + 1))
        write(room, "fits", bytes(1024 * 1024))
        room.refused(1, "--config", "warroom.conf", "evidence", "keep", "big", says="longer than the 1 MiB")
        code, _, err = feed(room, "--config", "warroom.conf", "evidence", "keep", "-", data=bytes(3000000))
        assert code == 1 and "longer than the 1 MiB" in err, err
        assert stored(room) == [] and items(room) == []
        room.must("--config", "warroom.conf", "evidence", "keep", "fits")
        assert len(stored(room)) == 1


def test_what_is_no_file():
    with declared() as room:
        room.refused(1, "evidence", "keep", ".", says="is a folder: keep it as one file, `tar c")
        room.refused(2, "evidence", "keep", "none", says="there is no none")
        room.refused(2, "evidence", "keep", says="which file")
        assert items(room) == []


def test_an_altered_file_is_found():
    """Altered and missing files are named, with status 4; the rest is checked all the same"""
    with declared() as room:
        for name in ("a", "b", "c"):
            write(room, name, name.encode() * 9)
            room.must("evidence", "keep", name)
        first, second = (place(room, x["sha256"]) for x in items(room)[:2])
        with open(first, "r+b") as f:
            f.write(b"A")
        os.unlink(second)
        answer = room.run("verify")
        assert answer.code == 4 and "2 of 3 kept files are not what was kept" in answer.err, answer
        lines = answer.lines()
        assert re.fullmatch(r"\d+ records, chain intact, head [0-9a-f]{64}", lines[0]), lines
        assert re.match(r"INC-1 EV-1 a: the kept file .* was altered", lines[1]), lines
        assert re.match(r"INC-1 EV-2 b: the kept file .* is missing", lines[2]) and len(lines) == 3, lines
        room.refused(4, "evidence", "get", "EV-1", "out=a.copy", says="was altered")
        room.refused(2, "evidence", "get", "EV-2", "out=b.copy", says="is missing")
        assert not os.path.exists(room.path("a.copy")) and not os.path.exists(room.path("b.copy"))
        # The same bytes, kept once more, mend the store.
        room.must("evidence", "keep", "a")
        room.must("evidence", "keep", "b")
        assert "3 kept files, all as they were kept" in room.must("verify").out


def test_copies():
    """A copy is checked first, never written over a file, and on record with who took it"""
    with declared() as room:
        write(room, "heap.bin", os.urandom(100000))
        room.must("evidence", "keep", "heap.bin")
        write(room, "mine", b"mine")
        room.refused(1, "evidence", "get", "EV-1", "out=mine", says="is there already")
        room.refused(3, "evidence", "get", "EV-1", "out=no/such/place", says="cannot write")
        assert len(room.timeline("type=evid")) == 1
        room.must("evidence", "get", "EV-1", "out=copy", "as=sec1")
        assert sha256(room.path("copy")) == items(room)[0]["sha256"]
        hand = items(room)[0]["custody"]
        assert [(c["person"], c["copy"], c["note"]) for c in hand] == [("sec1", True, "copy")], hand
        assert sorted(n for n in os.listdir(room.folder) if ".tmp" in n) == []


def test_a_backup_holds_the_files():
    with declared() as room:
        write(room, "a", b"one")
        room.must("evidence", "keep", "a")
        out = room.must("backup", "copy.db").out
        assert "1 kept file, copied to copy.db.evidence" in out, out
        assert "1 kept file, all as they were kept" in room.must("verify", "copy.db").out
        copies = []
        for folder, _, names in os.walk(room.path("copy.db.evidence")):
            copies += [os.path.join(folder, n) for n in names]
        os.unlink(copies[0])
        assert room.run("verify", "copy.db").code == 4
        assert room.run("verify").code == 0


def keeping(room, data):
    """A process that has taken so much from a pipe and waits for more."""
    child = subprocess.Popen([PROGRAM, "evidence", "keep", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, env=room.env(), cwd=room.folder)
    child.stdin.write(data)
    child.stdin.flush()
    line = child.stderr.readline()
    assert b"keeping standard input: 16" in line, line
    return child


def test_killed_in_the_middle():
    """A keeping that is killed leaves no row and no part of a file"""
    with declared() as room:
        child = keeping(room, bytes(17 * 1024 * 1024))
        child.kill()
        child.wait()
        child.communicate()
        assert items(room) == [] and stored(room) == [], stored(room)
        write(room, "a", b"after")
        room.must("evidence", "keep", "a")
        assert len(stored(room)) == 1
        assert "1 kept file," in room.must("verify").out


def test_stopped_in_the_middle():
    """Ctrl-C says that nothing is left, and nothing is"""
    with declared() as room:
        child = keeping(room, bytes(17 * 1024 * 1024))
        child.send_signal(signal.SIGINT)
        child.wait()
        err = child.stderr.read().decode()
        child.communicate()
        assert child.returncode == 1 and "was stopped: nothing of it is left" in err, (child.returncode, err)
        assert items(room) == [] and stored(room) == []


def test_a_full_disk():
    """A disk that is full keeps nothing and says so; with room again it works"""
    with declared() as room:
        where = room.path("small")
        os.mkdir(where)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", where], check=False,
                              stderr=subprocess.PIPE)
        if done.returncode:
            raise Skip("no right to mount a small file system")
        try:
            journal = os.path.join(where, "j.db")
            room.must(*DECLARE, WARROOM_JOURNAL=journal)
            write(room, "big", os.urandom(4000000))
            write(room, "little", b"little")
            answer = room.refused(3, "evidence", "keep", "big", WARROOM_JOURNAL=journal, says="No space left on device")
            assert "nothing of it was kept" in answer.err, answer
            left = [n for _, _, names in os.walk(journal + ".evidence") for n in names]
            assert left == [], left
            assert room.must("evidence", "list", "format=json", WARROOM_JOURNAL=journal).objects() == []
            room.must("evidence", "keep", "little", WARROOM_JOURNAL=journal)
        finally:
            subprocess.run(["umount", "-l", where], check=False)


def test_hostile_names():
    """Names of files reach the record and the terminal as words, never as something to obey"""
    with declared() as room:
        names = {t.replace(b"/", b"_")[:200] for t in hostile_texts()} - {b".", b"..", b"-"}
        kept = 0
        for name in sorted(names)[::7]:
            path = os.path.join(room.folder.encode(), b"in")
            os.makedirs(path, exist_ok=True)
            with open(os.path.join(path, name), "wb") as f:
                f.write(name)
            answer = room.run("evidence", "keep", "--", os.path.join(path, name))
            assert answer.code == 0, (name, answer)
            assert not controls(answer.raw), (name, answer.raw)
            kept += 1
        assert len(items(room)) == kept > 40
        assert not controls(room.must("evidence", "list").raw)
        assert "%d kept files" % kept in room.must("verify").out


def test_many_at_once():
    """Processes that keep at the same time get a number each"""
    with declared() as room:
        for n in range(6):
            write(room, "f%d" % n, b"%d" % n)
        answers = []
        threads = [threading.Thread(target=lambda n=n: answers.append(room.run("evidence", "keep", "f%d" % n)))
                   for n in range(6)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        assert [a.code for a in answers] == [0] * 6, answers
        assert [x["id"] for x in items(room)] == ["EV-%d" % n for n in range(1, 7)]
        assert sorted(a.out.split()[0] for a in answers) == ["EV-%d" % n for n in range(1, 7)]


def test_in_the_review():
    """The post-mortem lists what was kept with its hash, and the changes it was kept for"""
    with declared() as room:
        write(room, "threads.txt", b"dump")
        room.must("evidence", "keep", "threads.txt")
        room.must("run", "restart", "web", "captured=EV-1", "by=@ops1")
        room.must("run", "done", "CHG-1", "signal=checkout probe")
        room.must("run", "check", "CHG-1", "pass", "evidence=EV-1")
        page = room.must("export", "postmortem").out
        assert hashlib.sha256(b"dump").hexdigest() in page
        assert re.search(r"\| CHG-1 \| \S+ \| restart web by ops1 \| EV-1 \| lead \|.*\| passed: EV-1 \|", page), page
        whole = room.must("export", "postmortem", "format=json").objects()[0]
        assert [c["state"] for c in whole["changes"]] == ["passed"] and len(whole["evidence"]) == 1
        assert whole["checks"][0]["passed"] is True and whole["divergences"] == []


if __name__ == "__main__":
    main(globals())
