#!/usr/bin/env python3
# test_exports.py: one incident with a set clock, exported in every format, against the pages in exports/.
import difflib
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "shell"))

from shell import Room, main  # noqa: E402

PAGES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "exports")
FORMATS = ("md", "html", "json", "ics")

LOG = """--- Log opened Sun Nov 22 14:00:00 2026
15:01 -!- ops1 [u@192.0.2.1] has joined #war
15:02 < ops1> queue age is 40 s | and rising <b>fast</b>
15:03  * ops2 looks at the pool
"""

# When, and what was said then: an incident with corrections, words that look like markup, and an end.
STORY = [
    ("14:00:00", "declare", "Checkout errors | 5xx <script>alert(1)</script> `rm -rf`", "journey=critical",
     "degradation=unavailable", "users=?", "safety=none", "exposure=none", "data=none", "start=13:52Z"),
    ("14:00:30", "mark", "detected", "13:55Z", "first alert"),
    ("14:01:00", "role", "give", "scribe", "@ops2"),
    ("14:02:00", "log", "--", "--- not a rule ---"),
    ("14:03:00", "log", "13:50Z", "deploy of web 4f2 reached all hosts", "#deploy"),
    ("14:04:00", "impact", "users=40%"),
    ("14:05:00", "update", "to=public", "next=15m", "Since 13:52 UTC card payments fail for about 40% of shoppers. "
     "Next update by 14:20 UTC."),
    ("14:06:00", "amend", "E-6", "why=typed wrong", "deploy of web 4f3 reached all hosts"),
    ("14:08:00", "status", "identified"),
    ("14:10:00", "log", "-1m", "[x](javascript:alert(1)) & <img src=x onerror=alert(1)>\ttab"),
    ("14:11:00", "evidence", "keep", "war.log", "note=the room | before <b>the rollback</b>", "when=-1m"),
    ("14:11:30", "run", "rollback", "web", "from=4f3", "to=4f2", "captured=EV-1", "by=@ops1",
     "diverge=web runs without the new cart", "until=+2h"),
    ("14:12:00", "run", "drain", "eu-2", "rollback=undrain", "by=@ops1", "glass=yes", "reason=nobody answers"),
    ("14:13:00", "run", "done", "CHG-1", "signal=checkout probe", "out on all hosts"),
    ("14:13:30", "run", "check", "CHG-1", "pass", "evidence=200 of 200 orders"),
    ("14:14:00", "evidence", "custody", "EV-1", "@sec1", "for the review"),
    ("14:15:00", "impact", "users=2%", "degradation=slow"),
    ("14:16:00", "mark", "mitigated", "14:12Z"),
    ("14:17:00", "mark", "impact-end", "14:16Z"),
    ("14:18:00", "learned", "well", "the page came before the first ticket"),
    ("14:18:10", "learned", "question", "Why did the canary stay green?"),
    ("14:20:00", "action", "add", "Alert on queue age", "@ops1", "due=2026-12-01", "class=detect",
     "done=the page fires in the drill"),
    ("14:21:00", "action", "add", "Canary compares error rates", "@ops2", "due=2026-12-15", "class=prevent"),
    ("14:30:00", "import", "irssi", "war.log", "zone=+01:00"),
    ("14:45:00", "run", "review", "CHG-2", "the drain was right", "as=ops2"),
    ("14:46:00", "diverge", "accept", "DIV-1", "reason=the next release carries it", "owner=@ops1"),
    ("14:49:00", "check", "checkout probe", "pass", "evidence=200 of 200 orders"),
    ("14:50:00", "status", "resolved"),
    ("14:55:30", "close", "verified on the checkout probe"),
]
NOW = "2026-11-22T15:00:00.900Z"


def told(room):
    with open(room.path("war.log"), "w", encoding="utf-8") as f:
        f.write(LOG)
    for n, (when, *words) in enumerate(STORY):
        # Half a second later than the story begins: a few microseconds more or less are then nowhere to be seen.
        room.at("2026-11-22T%s.%dZ" % (when, 500 if n else 0)).must(*words)
    return room.at(NOW)


def settled(text):
    """Hashes hang on random salts, and a set clock runs on by a few microseconds."""
    text = re.sub(r"\b[0-9a-f]{64}\b", "HASH", text)
    return re.sub(r"(\d\d:\d\d:\d\d)\.\d{6}Z", r"\1Z", text)


def calendar(text):
    """Every line ends in CR LF and holds at most 75 bytes; the page keeps them as lines."""
    lines = text.split("\r\n")
    assert lines.pop() == "" and "\n" not in "".join(lines), text
    assert all(len(line.encode()) <= 75 for line in lines), text
    return "\n".join(lines) + "\n"


def page(room, fmt):
    if fmt == "ics":
        return calendar(room.must("export", "actions").out)
    text = settled(room.must("export", "postmortem", "format=" + fmt).out)
    return json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n" if fmt == "json" else text


def compare(fmt):
    with Room() as room:
        now = page(told(room), fmt)
    path = os.path.join(PAGES, "incident." + fmt)
    if os.environ.get("WARROOM_GOLDEN") == "write":
        with open(path, "w", encoding="utf-8", newline="\n") as f:
            f.write(now)
    with open(path, encoding="utf-8", newline="\n") as f:
        then = f.read()
    if then != now:
        raise AssertionError("`make golden` writes it anew:\n" + "\n".join(list(difflib.unified_diff(
            then.splitlines(), now.splitlines(), "expected", "made", lineterm="", n=1))[:60]))


def test_markdown():
    """The Markdown page is the expected one"""
    compare("md")


def test_html():
    """The HTML page is the expected one"""
    compare("html")


def test_json():
    """The JSON object is the expected one"""
    compare("json")


def test_calendar():
    """The calendar of the actions is the expected one"""
    compare("ics")


def test_formats_are_all_here():
    """Every format that the program names has an expected page"""
    with Room() as room:
        usage = room.must("help", "export").out
    named = re.search(r"format=([a-z|]+)", usage).group(1).split("|")
    assert sorted(named) == sorted(FORMATS), usage


if __name__ == "__main__":
    main(globals())
