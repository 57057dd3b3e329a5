#!/usr/bin/env python3
# test_replay.py: a past incident and a script become drills: same story, other times, nothing leaves.
import datetime
import signal
import subprocess
import time

from shell import DECLARE, PROGRAM, Room, main


def told():
    room = Room()
    room.must(*DECLARE)
    seq = room.timeline()[-1]["seq"]
    room.must("log", "-5m", "disk", "full")
    room.must("amend", "E-%d" % (seq + 1), "disk /var is full")
    room.must("update", "to=public", "next=20m",
              "Since 13:52 UTC card payments fail for about 40% of shoppers. Next update by 14:20 UTC.")
    room.must("role", "scribe", "@ops1")
    room.must("status", "identified")
    return room


def moment(iso):
    return datetime.datetime.fromisoformat(iso.replace("Z", "+00:00")).timestamp()


def story(rows):
    first = next(r for r in rows if r["kind"] == "declare")
    zero = moment(first["occurred"])
    return [(r["kind"], r["actor"], round(moment(r["occurred"]) - zero, 1)) for r in rows]


def test_past_incident():
    """Without waiting: the same kinds, people and lengths in a new incident that is a drill, and the chain holds"""
    with told() as room:
        was = story(room.timeline())
        assert "INC-2 is the drill" in room.must("replay", "INC-1", "speed=max").out
        rows = room.must("-i", "2", "timeline", "format=json").objects()
        assert story(rows) == was
        texts = {r["kind"]: r["text"] for r in rows}
        assert texts["declare"].startswith("Drill begun") and "Replay of INC-1" in texts["declare"]
        note = next(r for r in rows if r["kind"] == "note")
        assert note["text"] == "disk /var is full"
        assert "E-%d corrected" % note["seq"] in texts["amend"]
        assert all(r["door"] == "replay" for r in rows)
        room.verified()


def test_speed():
    """A script at 1200x takes its minutes in parts of seconds; its times are squeezed as well"""
    with Room() as room:
        began = time.monotonic()
        room.must("replay", "database-down", "speed=1200x")
        took = time.monotonic() - began
        rows = room.must("show", "format=json").objects()
        assert rows[0]["drill"] is True and rows[0]["chat"] >= 6
        assert 1.4 < took, took


def test_refusals():
    """A script must drill; a refused line ends it by its place; speeds and sources that are none"""
    with Room() as room:
        for text, says in (("lead> /declare \"Real\"\n", "begins with"), ("# nothing\n", "begins with"), ("lead\n", ":1: a line is"),
                           ("+x\n", "how long"), ("lead> \n", "who says what"), ("\xff".encode("latin1"), "UTF-8")):
            path = room.path("x.drill")
            with open(path, "wb") as out:
                out.write(text if isinstance(text, bytes) else text.encode())
            done = room.run("replay", path)
            assert done.code in (1, 2) and says in done.err, (text, done)
        assert not room.must("list", "format=json").out
        with open(path, "w") as out:
            out.write("lead> /drill \"Practice\" journey=critical\nlead> /sevv 9\nlead> too late\n")
        assert ":2: there is no verb" in room.refused(1, "replay", path).err
        room.refused(2, "replay", "INC-1", "speed=fast", says="no speed")
        room.refused(2, "replay", "INC-1", "speed=0", says="no speed")
        room.refused(2, "replay", "INC-7", says="there is no INC-7")
        room.refused(2, "replay", "nothing-here", says="no script")
        room.refused(1, "replay", "stop", says="nothing is being played")


def test_interrupted():
    """Ctrl-C leaves the drill as far as it came"""
    with Room() as room:
        playing = subprocess.Popen([PROGRAM, "replay", "database-down"], env=room.env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while not room.must("list", "format=json").out:
            assert playing.poll() is None
        playing.send_signal(signal.SIGINT)
        out, err = playing.communicate()
        assert playing.returncode == 1 and "as far as it came" in err, (out, err)
        room.verified()


def test_sensitive_stays_so():
    """Only who may see an incident may play it, and the drill is as sensitive"""
    with Room() as room:
        room.must("declare", "Quiet leak", "journey=critical", "sensitive=yes", "as=ic1")
        assert "there is no INC-1" in room.run("replay", "INC-1", "speed=max", "as=other").err
        room.must("replay", "INC-1", "speed=max", "as=ic1")
        assert "Quiet" not in room.must("list", "as=other").out
        assert "Quiet" in room.must("list", "as=ic1").out


main(globals())
