#!/usr/bin/env python3
# test_runbook.py: runbooks of the configuration folder at a shell, and their commands as real programs.
import hashlib
import json
import os
import signal
import subprocess

from shell import DECLARE, PROGRAM, Room, main

BOOK = """# RB-40 Try the commands

- services: checkout

## 1. Arguments arrive as written

- run: `printf '[%s]' "a b" '$(id)' '; rm -r x' "it's"`

## 2. It takes too long

- run: `sleep 600`
- timeout: 1s

## 3. It says too much

- run: `head -c 100000 /dev/zero`

## 4. It fails

- run: `sh -c 'echo wrong >&2; exit 3'`

## 5. It is not there

- run: `warroom-no-such-program`

## 6. It waits to be cancelled

- run: `sh -c 'touch up; exec sleep 600'`
"""
CONFIG = 'set runbook.commands ask\nset runbook.allow "RB-40"\n'


def folder(room):
    path = room.path(".config/warroom")
    os.makedirs(os.path.join(path, "runbooks"), exist_ok=True)
    return path


def write(room, name, text):
    with open(os.path.join(folder(room), name), "w", encoding="utf-8") as f:
        f.write(text)


def started(config=CONFIG, title="Checkout $(touch pwned) `id`; rm x"):
    room = Room()
    write(room, "runbooks/own.md", BOOK)
    write(room, "warroom.conf", config)
    words = list(DECLARE)
    words[1] = title
    room.must(*words)
    room.must("runbook", "start", "RB-40")
    return room


def player(room):
    return room.must("runbook", "show", "format=json").objects()[0]


def test_files():
    """The organisation's files stand beside the shipped ones; a broken one is refused with its place"""
    with Room() as room:
        write(room, "runbooks/own.md", BOOK)
        write(room, "runbooks/mine.md", "# RB-7 Our failover\n## Do it\n")
        write(room, "runbooks/broken.md", "# RB-50 x\n## a\n- colour: red\n")
        out = room.must("runbook", "list").out
        assert "RB-40" in out and "Our failover" in out and "RB-1 " in out
        assert "Database failover" not in out
        assert "runbooks/broken.md:3: there is no field `colour`" in out
        ids = [b["id"] for b in room.must("runbook", "list", "format=json").objects()]
        assert ids.count("RB-7") == 1 and "RB-50" not in ids


def test_off():
    """Without the configuration nothing runs and nothing is recorded"""
    for config in ("", "set runbook.commands ask\n", "set runbook.allow RB-40\n",
                   'set runbook.commands ask\nset runbook.allow "RB-4 RB-400"\n'):
        with started(config) as room:
            before = room.verified()
            room.refused(1, "runbook", "exec", says="warroom.conf")
            room.refused(1, "runbook", "exec", "confirm=1", says="warroom.conf")
            assert room.verified() == before


def test_shown_then_run():
    """Shown first, run after the confirmation, with exactly the arguments of the file"""
    with started() as room:
        before = room.verified()
        assert "argument 3  $(id)" in room.must("runbook", "exec").out
        assert room.verified() == before
        room.refused(2, "runbook", "exec", "confirm=2", says="confirm=1")
        out = room.must("runbook", "exec", "confirm=1").out
        assert "[a b][$(id)][; rm -r x][it's]" in out, out
        assert "status 0" in out
        one = player(room)["commands"][0]
        assert one["output"] == "[a b][$(id)][; rm -r x][it's]" and one["how"] == "exited"
        assert not os.path.exists("pwned")


def test_ends():
    """Too slow, too much, failing, missing: each is recorded as what it was"""
    with started() as room:
        room.must("runbook", "done")
        room.refused(1, "runbook", "exec", "confirm=2", says="its time was over")
        room.must("runbook", "skip", "reason=too slow")
        assert "(the first 16384 of 100000 bytes)" in room.must("runbook", "exec", "confirm=3").out
        room.must("runbook", "done")
        bad = room.run("runbook", "exec", "confirm=4")
        assert (bad.code, bad.out) == (1, "wrong\n") and "status 3" in bad.err, bad
        room.must("runbook", "skip", "reason=it fails")
        room.refused(1, "runbook", "exec", "confirm=5", says="No such file")
        late, much, bad, gone = player(room)["commands"]
        assert late["how"] == "timed-out"
        assert much["bytes"] == 100000 and much["truncated"] and 0 < len(much["output"]) <= 16384
        assert (bad["how"], bad["status"], bad["output"]) == ("exited", 3, "wrong\n")
        review = room.must("export", "postmortem").out
        for words in ("RUN-1 RB-40 Try the commands", "too slow", "timed-out", "exited 3"):
            assert words in review, words
        made = room.must("export", "postmortem", "format=json").objects()[0]["runbooks"][0]
        assert [s["state"] for s in made["steps"]] == ["done", "skipped", "done", "skipped", "open", "open"]
        assert gone["how"] == "failed" and "No such file" in gone["output"]
        kept = room.must("evidence", "list", "format=json").objects()[0]
        assert (kept["size"], kept["sha256"]) == (100000, hashlib.sha256(bytes(100000)).hexdigest()), kept
        assert "1 kept file" in room.must("verify").out


def test_cancel():
    """Ctrl-C ends the command and all it started; until then the step cannot be called done"""
    with started() as room:
        for _ in range(5):
            room.must("runbook", "skip", "reason=not now")
        p = subprocess.Popen([PROGRAM, "runbook", "exec", "confirm=6"], env=room.env(), cwd=room.folder, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True)
        while not os.path.exists(room.path("up")):
            assert p.poll() is None
        room.refused(1, "runbook", "done", says="still runs")
        room.refused(1, "runbook", "exec", "confirm=6", says="runs already")
        room.refused(1, "runbook", "cancel", says="Ctrl-C in the shell")
        p.send_signal(signal.SIGINT)
        _, err = p.communicate(timeout=60)
        assert p.returncode == 1 and "was cancelled" in err, err
        assert player(room)["commands"][0]["how"] == "cancelled"
        room.must("runbook", "done")
        assert "RB-40 done" in json.dumps([r["text"] for r in room.timeline()])


if __name__ == "__main__":
    main(globals())
