#!/usr/bin/env python3
# test_handoff.py: a role changes hands between processes that come and go, whoever dies in the middle.
import contextlib
import select
import subprocess
import time

from shell import DECLARE, PROGRAM, Room, main

DEADLINE = 20.0


def until(what, fact):
    """Looks until it is so."""
    limit = time.monotonic() + DEADLINE
    while not fact():
        assert time.monotonic() < limit, "waited in vain for " + what
        select.select([], [], [], 0.02)  # between two looks


@contextlib.contextmanager
def serving(room):
    """A server that holds the clocks, from the time of the room on."""
    with open(room.path("serve.out"), "ab") as out:
        child = subprocess.Popen([PROGRAM, "serve"], cwd=room.folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                 env=room.env())
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def rows(room, kind):
    return [r for r in room.timeline() if r["kind"] == kind]


def commander(room):
    return room.must("show", "format=json").objects()[0]["commander"]


def test_three_parts_in_processes_of_their_own():
    """Offer, brief, a wrong and a right read-back: each its own process, all of it on the board"""
    with Room(clock="2026-11-22T14:00:00Z") as room:
        room.must(*DECLARE)
        room.must("action", "add", "Stop the batch worker", "@ops2", "due=2026-11-22", "priority=P1")
        room.at("2026-11-22T14:01:00Z").must("handoff", "ic", "@ops1", "why=end of shift")
        assert commander(room) == "lead"
        room.at("2026-11-22T14:02:00Z")
        assert "A-1 Stop the batch worker" in room.must("brief", "ic", "as=ops1").out
        room.refused(1, "accept", "ic", "level=1", "next=14:06", "action=A-1", "as=ops1", says="next is not what the board says")
        room.refused(1, "accept", "ic", "level=1", "next=14:05", "action=A-1", "as=ops3", says="not to you")
        assert commander(room) == "lead"
        room.must("accept", "ic", "level=1", "next=14:05", "action=A-1", "as=ops1")
        assert commander(room) == "ops1"
        said = rows(room, "role.announce")
        assert [(r["actor"], r["door"]) for r in said] == [("system", "system")], said
        assert said[0]["text"] == "ops1 is Incident commander since 14:02 UTC, after lead", said
        made = room.must("export", "postmortem", "format=json").objects()[0]
        assert [(t["person"], t["ended"]) for t in made["roles"]] == [("lead", "handed to ops1"), ("ops1", "")], made["roles"]
        assert made["handovers"][0]["state"] == "accepted" and made["handovers"][0]["next"] == "14:05", made["handovers"]
        room.must("export", "postmortem", "out=draft.md")
        with open(room.path("draft.md"), encoding="utf-8") as f:
            text = f.read()
        assert "from lead: end of shift" in text and "read back SEV1, next update 14:05, action A-1" in text, text
        room.verified()


def test_an_offer_outlives_every_process():
    """The server is killed while an offer waits; the next one lapses it once, and the holder still holds"""
    with Room(clock="2026-11-22T14:00:00Z") as room:
        room.must(*DECLARE)
        room.must("role", "deputy", "@ops2")
        with serving(room) as first:
            until("the clocks to be held", lambda: held(room))
            room.at("2026-11-22T14:00:30Z").must("handoff", "ic", "@ops1")
            first.kill()
            first.wait()
        offers = room.must("handoff", "format=json").objects()
        assert [o["state"] for o in offers] == ["open"], offers
        room.at("2026-11-22T14:07:00Z")
        room.refused(1, "accept", "ic", "level=1", "next=14:05", "action=none", "as=ops1", says="has lapsed")
        with serving(room):
            until("the lapse", lambda: rows(room, "role.lapse"))
        room.at("2026-11-22T14:20:00Z")
        with serving(room):  # it records what fell due meanwhile, and not the lapse again
            until("the gap", lambda: rows(room, "role.gap"))
        lapses = rows(room, "role.lapse")
        assert len(lapses) == 1, lapses
        assert lapses[0]["text"] == "ic to ops1: nobody accepted in time; lead still holds it, stand by @ops2", lapses
        assert commander(room) == "lead"
        room.verified()


def held(room):
    """Somebody holds the lease of the clocks."""
    done = subprocess.run(["sqlite3", room.journal, "select count(*) from lease where name = 'clocks'"], check=True,
                          stdout=subprocess.PIPE)
    return done.stdout.strip() == b"1"


def test_a_deputy_takes_over_from_silence():
    """Refused while the holder was heard; done after ten silent minutes with a witness, on record with both"""
    with Room(clock="2026-11-22T14:00:00Z") as room:
        room.must(*DECLARE)
        room.must("role", "deputy", "@ops1")
        room.at("2026-11-22T14:05:00Z").must("log", "looking at the pool")
        room.at("2026-11-22T14:14:30Z")
        room.refused(1, "takeover", "ic", "witness=@ops2", "as=ops1", says="lead was heard 9m ago, at 14:05")
        room.at("2026-11-22T14:16:00Z")
        room.refused(2, "takeover", "ic", "as=ops1", says="a third person")
        room.must("takeover", "ic", "witness=@ops2", "as=ops1")
        assert commander(room) == "ops1"
        taken = room.must("handoff", "format=json").objects()
        assert (taken[0]["state"], taken[0]["witness"]) == ("taken over", "ops2"), taken
        room.verified()


if __name__ == "__main__":
    main(dict(globals()))
