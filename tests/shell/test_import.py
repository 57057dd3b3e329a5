#!/usr/bin/env python3
# test_import.py: logs of other programs through the shell: once, with their zone, harmless, and able to be stopped.
import json
import os
import re
import select
import signal
import sqlite3
import subprocess

from shell import DATA, DECLARE, PROGRAM, TREE, Room, Skip, controls, hostile_texts, main

LOG = os.path.join(DATA, "irssi.log")
FEED = os.path.join(DATA, "feed")
GIVEN = os.path.join(os.path.dirname(TREE), "shared", "data")


def declared():
    room = Room(clock="2027-04-01T12:00:00Z")
    room.must(*DECLARE)
    return room


def rows_of(room):
    return room.timeline("chat=yes", "type=import.line")


def test_a_zone_must_be_said():
    """Without zone= an import is refused with file and line, and a zone that does not exist as well"""
    with declared() as room:
        room.refused(2, "import", "irssi", LOG, says=r"irssi\.log:2: .*zone=")
        room.refused(2, "import", "irssi", LOG, "zone=Mars/Base")
        room.refused(2, "import", "mirc", LOG, "zone=UTC", says="irssi")
        room.refused(2, "import", "irssi", "no-such.log", "zone=UTC", says="no-such.log")
        room.refused(2, "import", "irssi", says="which file")
        room.refused(2, "import", "syslog", os.path.join(FEED, "syslog.log"), "zone=UTC", says=r"syslog\.log:1: .*date=")
        room.refused(2, "import", "syslog", os.path.join(FEED, "syslog.log"), "zone=UTC", "date=soon", says="2026-03-28")
        room.refused(2, "import", "irssi", LOG, "zone=UTC", "offset=late", says="anchors")
        assert len(room.timeline("chat=yes")) == room.verified()


def test_formats_are_listed():
    """`import --list` needs no incident; an import does"""
    with Room() as room:
        listed = room.must("import", "--list").out
        for name in ("auto", "irssi", "weechat", "znc", "syslog5424", "journald-export", "combined", "csv", "report"):
            assert re.search("^ *%s " % name, listed, re.M), listed
        room.refused(1, "import", "irssi", LOG, "zone=UTC", says="declare")


def test_twice_is_once():
    """The same file a second time adds nothing and says so"""
    with declared() as room:
        first = room.must("import", "irssi", LOG, "zone=UTC").out
        assert "28 rows added, 1 line not understood (line 28)" in " ".join(first.split()), first
        assert "zone UTC as told" in " ".join(first.split()), first
        before = room.verified()
        again = room.must("import", "auto", LOG, "zone=UTC").out
        assert "imported before: nothing was added" in " ".join(again.split()), again
        assert room.verified() == before


def test_dry():
    """dry-run and dry=yes count and store nothing"""
    with declared() as room:
        before = room.verified()
        for words in (("dry=yes",), ("dry-run",), ("--dry-run",)):
            assert "28 rows would be added" in room.must("import", "irssi", LOG, "zone=UTC", *words).out
        assert room.verified() == before
        assert not os.path.exists(room.journal + ".evidence")


def test_the_format_is_found_and_said():
    """`import auto` shows which format it took, and refuses what looks like none"""
    with declared() as room:
        said = " ".join(room.must("import", "auto", os.path.join(FEED, "znc-2026-10-24.log"), "zone=UTC").out.split())
        assert "znc-2026-10-24.log looks like znc (11 of the first 11 records; energymech would read 11)" in said, said
        assert "day 2026-10-24 from the file's name" in said, said
        with open(room.path("prose"), "w", encoding="utf-8") as f:
            f.write("nothing\nof the kind\n")
        room.refused(2, "import", "auto", room.path("prose"), "zone=UTC", says="--list")
        room.refused(1, "import", "znc", room.path("prose"), "zone=UTC", says="import auto")
        open(room.path("empty"), "w", encoding="utf-8").close()
        room.refused(1, "import", "auto", room.path("empty"), "zone=UTC", says="empty")


def test_several_files():
    """Several logs in one line, each with a sentence of its own"""
    with declared() as room:
        said = room.must("import", "auto", os.path.join(FEED, "limnoria.log"), os.path.join(FEED, "access.log"),
                         "zone=UTC").out
        assert "limnoria.log looks like limnoria" in said and "access.log looks like combined" in said, said
        assert len(rows_of(room)) == 7 + 3


def test_two_logs_of_one_channel():
    """What two logs tell alike stands once in the timeline and says so; both are on record"""
    with declared() as room:
        with open(room.path("2027-01-02.log"), "w", encoding="utf-8") as f:
            f.write("[10:00:00] <ops1> ok\n[10:00:00] <ops1> ok\n[10:00:07] <lead> only here\n")
        with open(room.path("other.log"), "w", encoding="utf-8") as f:
            f.write("2027-01-02T10:00:00  <ops1> ok\n2027-01-02T10:00:09  <lead> only there\n")
        room.must("import", "auto", room.path("2027-01-02.log"), room.path("other.log"), "zone=UTC")
        rows = [(r["text"], r.get("also")) for r in rows_of(room)]
        assert sorted(rows, key=str) == [("ok", 1), ("ok", None), ("only here", None), ("only there", None)], rows
        assert len(room.timeline("chat=yes", "type=import.line", "sort=recorded")) == 5
        assert "ok  [UTC]  (1 more log)" in room.must("timeline", "chat=yes").out


def test_change_of_clocks():
    """A named zone gives both passes of the doubled hour their own instants"""
    if not os.path.exists("/usr/share/zoneinfo/Europe/Berlin"):
        raise Skip("the table of zones is not installed")
    with declared() as room:
        room.must("import", "irssi", LOG, "zone=Europe/Berlin")
        rows = {r["text"]: r for r in rows_of(room)}
        for text, at in (("plain words here", "2026-10-24T21:59:00Z"),
                         ("first after midnight", "2026-10-24T22:00:00Z"),
                         ("in the first pass of the doubled hour", "2026-10-25T00:10:00Z"),
                         ("in the second pass", "2026-10-25T01:10:00Z"),
                         ("after the change of clocks", "2026-10-25T02:00:00Z"),
                         ("past midnight without a word about the day", "2026-10-25T23:10:00Z")):
            assert rows[text]["occurred"] == at and rows[text]["precision"] == "m", rows[text]
            assert rows[text]["zone"] == "Europe/Berlin", rows[text]
        assert rows["with seconds"]["precision"] == "s"
        assert "[Europe/Berlin]" in room.must("timeline", "chat=yes").out


def test_twelve_hours():
    """A clock of twelve hours is noticed, never guessed; told which half, midnight comes by itself"""
    with declared() as room:
        log = os.path.join(FEED, "twelve-2026-10-24.txt")
        room.refused(2, "import", "ubuntu", log, "zone=UTC", says="clock=am or clock=pm")
        room.must("import", "ubuntu", log, "zone=UTC", "clock=pm")
        assert [r["occurred"][8:16] for r in rows_of(room)] == [
            "24T23:58", "25T00:57", "25T01:03", "25T11:59", "25T12:01", "25T14:00"]


def test_what_has_no_time_has_none():
    """Lines without a time stand in the order of the file and say that their time is not known"""
    with declared() as room:
        room.must("import", "ubuntu", os.path.join(FEED, "channel-2026-10-24.txt"), "zone=UTC")
        rows = rows_of(room)
        assert [r["text"] for r in rows][3:5] == ["ops3 [u@192.0.2.3]  has joined #war", "ops1 is now known as ops2"]
        assert [r["occurred"] for r in rows][3:5] == ["?", "?"]
        room.must("import", "report", os.path.join(FEED, "report.md"), "zone=UTC")
        unknown = [r for r in rows_of(room) if r["text"] == "Nobody knows."]
        assert unknown[0]["occurred"] == "?" and unknown[0]["precision"] == "unknown"
        assert [r["precision"] for r in rows_of(room) if r["text"] == "Scaled down."] == ["h"]


def test_an_offset():
    """offset= puts a clock right that was ahead or behind"""
    with declared() as room:
        log = os.path.join(FEED, "access.log")
        said = room.must("import", "combined", log, "offset=90s").out
        assert "its clock was 90.0 s ahead" in " ".join(said.split()), said
        assert rows_of(room)[0]["occurred"] == "2026-05-17T10:03:29Z"


def test_a_pattern_of_ones_own():
    """A pattern line of the configuration makes a format; a wrong one is told with its line"""
    with declared() as room:
        config = room.path("warroom.conf")
        with open(config, "w", encoding="utf-8") as f:
            f.write("pattern shop '^(?<date>\\S+) (?<time>\\S+) (?<nick>\\w+): (?<text>.*)$'\n")
        log = room.path("shop.log")
        with open(log, "w", encoding="utf-8") as f:
            f.write("2027-01-02 03:04:05 pay: refused\n2027-01-02 03:04:06 pay: accepted\nelse\n")
        assert "shop" in room.must("--config", config, "import", "--list").out
        said = " ".join(room.must("--config", config, "import", "auto", log, "zone=UTC").out.split())
        assert "looks like shop (2 of the first 3 records" in said, said
        assert [(r["actor"], r["text"]) for r in rows_of(room)] == [("pay", "refused"), ("pay", "accepted")]
        with open(config, "w", encoding="utf-8") as f:
            f.write("\npattern shop '^(?<time>\\S+'\n")
        assert "warroom.conf:2" in room.must("--config", config, "import", "--list").err


def test_the_file_is_kept():
    """The file lies with the evidence under its hash, and a row of the record says so"""
    with declared() as room:
        room.must("import", "irssi", LOG, "zone=UTC")
        assert "EV-1" in room.must("evidence", "list").out
        room.must("evidence", "get", "EV-1", "out=" + room.path("copy"))
        with open(room.path("copy"), "rb") as mine, open(LOG, "rb") as theirs:
            assert mine.read() == theirs.read()
        room.must("verify")


def test_standard_input():
    """A log may come through a pipe"""
    with declared() as room:
        with open(LOG, "rb") as f:
            child = subprocess.run([PROGRAM, "import", "irssi", "-", "zone=UTC"], stdin=f, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, env=room.env(), check=False, timeout=60)
        assert child.returncode == 0 and b"28 rows added" in child.stdout, child.stdout


def test_stopped():
    """Ctrl-C leaves whole rows and a row that says how far it came; the same words then take the rest"""
    with declared() as room:
        log = room.path("2027-01-02.log")
        with open(log, "w", encoding="utf-8") as f:
            for n in range(200000):
                f.write("[%02d:%02d:%02d] <ops1> word number %d of a long night\n" % (
                    n // 3600 % 24, n // 60 % 60, n % 60, n))
        ours, theirs = os.openpty()
        child = subprocess.Popen([PROGRAM, "import", "znc", log, "zone=UTC"], stdout=subprocess.PIPE, stderr=theirs,
                                 env=room.env(), cwd=room.folder)
        os.close(theirs)
        err = until_said(ours, rb"storing 2027-01-02\.log: \d+ %, \d+ rows, \d+/s")
        child.send_signal(signal.SIGINT)
        err += until_said(ours, b"was stopped")
        out, _ = child.communicate(timeout=60)
        os.close(ours)
        if child.returncode == 0:
            raise Skip("it was over before it could be stopped")
        assert child.returncode == 1 and b"was stopped" in err, (child.returncode, out, err)
        said = re.search(r"(\d+) rows added", " ".join(out.decode().split()))
        room.must("verify")
        room.checked()
        some = stored(room)
        assert said and int(said.group(1)) == some and 0 < some < 200000, (out, some)
        rest = " ".join(room.must("import", "znc", log, "zone=UTC").out.split())
        assert "%d rows added, %d were in the record already" % (200000 - some, some) in rest, rest
        assert stored(room) == 200000
        assert "nothing was added" in room.must("import", "znc", log, "zone=UTC").out


def until_said(terminal, what):
    """What a program says on this terminal until it has said this, or has gone."""
    said = b""
    while not re.search(what, said):
        if not select.select([terminal], [], [], 60)[0]:
            raise AssertionError("it never said %r: %r" % (what, said))
        try:
            said += os.read(terminal, 65536)
        except OSError:
            break
    return said


def stored(room):
    try:
        with sqlite3.connect("file:%s?mode=ro" % room.journal, uri=True) as db:
            return db.execute("SELECT count(*) FROM record WHERE kind = 'import.line'").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def test_nothing_in_a_log_steers():
    """Control codes and broken bytes of a log come out as harmless text"""
    with declared() as room:
        room.must("import", "irssi", LOG, "zone=UTC")
        for fmt in ("text", "json", "csv"):
            raw = room.must("timeline", "chat=yes", "format=" + fmt).raw.replace(b"\r\n", b"\n")
            assert b"broken bytes" in raw and not controls(raw), (fmt, controls(raw))


def line_of(body):
    """The bytes of a line as the row of it tells them."""
    if "bytes" in body:
        return bytes.fromhex(body["bytes"])
    return body.get("raw", body.get("head", "") + body["text"] + body.get("tail", "")).encode()


def test_every_byte_survives():
    """Whatever stands in a log: it shows as harmless text, and its row gives back the very bytes"""
    texts = [t.replace(b"\n", b" ").rstrip(b"\r") for t in hostile_texts()]
    texts = [t for t in texts if t][:600]
    with declared() as room:
        log = room.path("2027-01-02.log")
        with open(log, "wb") as f:
            f.write(b"".join(b"[10:00:00] <ops1> " + t + b"\n" for t in texts))
        said = " ".join(room.must("import", "znc", log, "zone=UTC").out.split())
        assert "%d rows added, 0 lines not understood" % len(texts) in said, said
        with sqlite3.connect("file:%s?mode=ro" % room.journal, uri=True) as db:
            bodies = [json.loads(row[0]) for row in
                      db.execute("SELECT body FROM record WHERE kind = 'import.line' ORDER BY seq")]
        for body, text in zip(bodies, texts):
            assert "whole_bytes" in body or line_of(body) == b"[10:00:00] <ops1> " + text, (body, text)
        for fmt in ("text", "json", "csv"):
            raw = room.must("timeline", "chat=yes", "format=" + fmt).raw.replace(b"\r\n", b"\n")
            assert not controls(raw), (fmt, controls(raw))


def counted(room, name, *words):
    said = " ".join(room.must("import", "auto", os.path.join(GIVEN, name), "dry-run", *words).out.split())
    return int(re.search(r"(\d+) rows? would be added", said).group(1)), said


def test_given_material():
    """Every line of the real logs beside the project is counted as their description counts it"""
    if not os.path.isdir(GIVEN):
        raise Skip("there is no given material beside the project")
    want = {"irc/ubuntu/2006-06-01.train-a.raw.txt": 2165, "irc/ubuntu/2010-08-29.train-a.raw.txt": 1428,
            "irc/ubuntu/2014-08-14.train-c.raw.txt": 1500, "irc/ubuntu/2017-02-06.train-c.raw.txt": 1500,
            "irc/other/mediawiki.0.ascii.txt": 1200, "irc/other/stripe.0.ascii.txt": 1200,
            "irc/other/ubuntu-meeting.0.ascii.txt": 1200, "chat/k8s-prow-2019-02-05.md": 53,
            "metrics/ec2_request_latency_system_failure.csv": 4032, "metrics/elb_request_count_8c0756.csv": 4032,
            "metrics/rds_cpu_utilization_cc0c53.csv": 4032, "logs/apache-combined-first3000.log": 3000,
            "logs/nginxplus-json-first100.jsonl": 100}
    with declared() as room:
        for name, lines in want.items():
            got, said = counted(room, name, "zone=UTC")
            assert got == lines, (name, said)
        got, said = counted(room, "irc/ubuntu/2005-02-08.train-a.raw.txt", "zone=UTC", "clock=pm")
        assert got == 1246 and "317 without a time" in said, said
        assert "444 without a time" in counted(room, "irc/ubuntu/2006-06-01.train-a.raw.txt", "zone=UTC")[1]
        for folder in ("mybinder", "moj", "dfds", "jenkins-status"):
            path = os.path.join(GIVEN, "timelines", folder)
            for name in os.listdir(path):
                if not name.startswith("_"):
                    words = ("import", "report", os.path.join(path, name), "zone=UTC", "date=2020-01-01", "dry-run")
                    assert "would be added" in room.must(*words).out, name


if __name__ == "__main__":
    main(globals())
