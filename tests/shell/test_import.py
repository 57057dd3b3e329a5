#!/usr/bin/env python3
# test_import.py: a chat log of another program through the shell: once, with its zone, and harmless.
import os

from shell import DATA, DECLARE, Room, Skip, controls, main

LOG = os.path.join(DATA, "irssi.log")


def declared():
    room = Room(clock="2027-04-01T12:00:00Z")
    room.must(*DECLARE)
    return room


def test_a_zone_must_be_said():
    """Without zone= an import is refused, and a zone that does not exist as well"""
    with declared() as room:
        room.refused(2, "import", "irssi", LOG, says="zone=")
        room.refused(2, "import", "irssi", LOG, "zone=Mars/Base")
        room.refused(2, "import", "mirc", LOG, "zone=UTC", says="irssi")
        room.refused(2, "import", "irssi", "no-such.log", "zone=UTC", says="no-such.log")
        assert len(room.timeline("chat=yes")) == room.verified()


def test_formats_are_listed():
    """`import --list` needs no incident; an import does"""
    with Room() as room:
        assert "irssi" in room.must("import", "--list").out
        room.refused(1, "import", "irssi", LOG, "zone=UTC", says="declare")


def test_twice_is_once():
    """The same file a second time adds nothing and says so"""
    with declared() as room:
        assert room.must("import", "irssi", LOG, "zone=UTC").out == "28 rows added, 1 lines not understood\n"
        before = room.verified()
        assert "imported before" in room.must("import", "irssi", LOG, "zone=UTC").out
        assert room.verified() == before


def test_dry():
    """dry=yes counts and stores nothing"""
    with declared() as room:
        before = room.verified()
        assert room.must("import", "irssi", LOG, "zone=UTC", "dry=yes").out.startswith("28 rows would be added")
        assert room.verified() == before


def test_change_of_clocks():
    """A named zone gives both passes of the doubled hour their own instants"""
    if not os.path.exists("/usr/share/zoneinfo/Europe/Berlin"):
        raise Skip("the table of zones is not installed")
    with declared() as room:
        room.must("import", "irssi", LOG, "zone=Europe/Berlin")
        rows = {r["text"]: r for r in room.timeline("chat=yes", "type=import.line")}
        for text, at in (("plain words here", "2026-10-24T21:59:00Z"),
                         ("first after midnight", "2026-10-24T22:00:00Z"),
                         ("in the first pass of the doubled hour", "2026-10-25T00:10:00Z"),
                         ("in the second pass", "2026-10-25T01:10:00Z"),
                         ("after the change of clocks", "2026-10-25T02:00:00Z"),
                         ("past midnight without a word about the day", "2026-10-25T23:10:00Z")):
            assert rows[text]["occurred"] == at and rows[text]["precision"] == "m", rows[text]
        assert rows["with seconds"]["precision"] == "s"


def test_nothing_in_a_log_steers():
    """Control codes and broken bytes of a log come out as harmless text"""
    with declared() as room:
        room.must("import", "irssi", LOG, "zone=UTC")
        for fmt in ("text", "json", "csv"):
            raw = room.must("timeline", "chat=yes", "format=" + fmt).raw.replace(b"\r\n", b"\n")
            assert b"broken bytes" in raw and not controls(raw), (fmt, controls(raw))


if __name__ == "__main__":
    main(globals())
