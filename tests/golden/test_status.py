#!/usr/bin/env python3
# test_status.py: the status page of a set story, against the files in exports/status/, and read by other programs.
import difflib
import email.utils
import html.parser
import json
import os
import re
import sys
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "shell"))

import shell  # noqa: E402
from shell import DECLARE, Room, main  # noqa: E402

PAGES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "exports", "status")
FILES = ("index.html", "feed.atom", "feed.rss", "summary.json", "incidents.json")
ATOM = "{http://www.w3.org/2005/Atom}"
CONFIG = "set status.name \"Example Shop <status>\"\nset status.url https://status.example.org/\n"

# Two incidents: the first over, the second with words that look like markup; what is not public must be nowhere.
STORY = [
    ("14:00:00", "declare", "db-7 fell over, blame ops1", *DECLARE[2:]),
    ("14:01:00", "update", "to=execs", "The executives read this."),
    ("14:02:00", "update", "to=public", "Card payments fail for about 40% of shoppers since 13:52 UTC. More by 14:20 UTC."),
    ("14:10:00", "status", "identified"),
    ("14:11:00", "update", "to=public", "About 40% of card payments fail. Bank transfer works.\nNext update by 14:30 UTC."),
    ("14:20:00", "status", "monitoring"),
    ("14:21:00", "update", "to=public", "Card payments work for most shoppers. We keep watching."),
    ("14:29:00", "check", "checkout probe", "pass", "evidence=200 of 200 orders"),
    ("14:30:00", "status", "resolved"),
    ("14:31:00", "update", "to=public", "Card payments worked again from 14:18 UTC on. No order was lost."),
    ("14:32:00", "close", "verified"),
    ("15:00:00", "declare", "Second", "journey=important", "degradation=partial", "users=30%", "safety=none",
     "exposure=none", "data=none"),
    ("15:01:00", "update", "to=public", "Search <b>misses</b> & \"drops\" words; ]]> <script>alert(1)</script>. More soon."),
    ("15:02:00", "declare", "Quiet", "sensitive=yes", *DECLARE[2:]),
    ("15:03:00", "update", "to=public", "Nobody may read this."),
    ("15:04:00", "drill", "Exercise", *DECLARE[2:]),
    ("15:05:00", "-i", "INC-4", "update", "to=public", "This is an exercise."),
]
SECRETS = ("db-7", "ops1", "executives", "Quiet", "Nobody may", "exercise", "SEV")


def write(room):
    with open(room.path("page.conf"), "w", encoding="utf-8") as f:
        f.write(CONFIG)
    room.must("--config", room.path("page.conf"), "export", "status", "out=" + room.path("page"))
    return {name: open(room.path(os.path.join("page", name)), encoding="utf-8").read() for name in FILES}


def story(room):
    for n, (when, *words) in enumerate(STORY):
        if "update" in words:  # what a text must contain is no matter of the page
            words[-1:-1] = ["override=all", "reason=told as it is"]
        room.at("2026-11-22T%s.%dZ" % (when, 500 if n else 0)).must(*words)


def settled(text):
    """A set clock runs on by a few microseconds, and ids hang on them."""
    text = re.sub(r"(\d\d:\d\d:\d\d)\.\d{3}Z", r"\1Z", text)
    text = re.sub(r"urn:uuid:[0-9a-f-]{36}", "UUID", text)
    return re.sub(r"\b(?:[0-9a-f]{32}|[0-9a-f]{12})\b", "ID", text)


def page(text, name):
    text = settled(text)
    return json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n" if name.endswith(".json") else text


def test_files_are_the_expected_ones():
    """The five files of the status page are the expected ones"""
    with Room() as room:
        story(room)
        now = {name: page(text, name) for name, text in write(room).items()}
    os.makedirs(PAGES, exist_ok=True)
    for name in FILES:
        path = os.path.join(PAGES, name)
        if os.environ.get("WARROOM_GOLDEN") == "write":
            with open(path, "w", encoding="utf-8", newline="\n") as f:
                f.write(now[name])
        with open(path, encoding="utf-8", newline="\n") as f:
            then = f.read()
        assert then == now[name], "`make golden` writes it anew:\n" + "\n".join(list(difflib.unified_diff(
            then.splitlines(), now[name].splitlines(), "expected", "made", lineterm="", n=1))[:60])


def test_nothing_internal_is_published():
    """Titles, other audiences, people, levels, sensitive incidents and drills are in none of the files"""
    with Room() as room:
        story(room)
        for name, text in write(room).items():
            for secret in SECRETS:
                text = re.sub(r"<style>.*?</style>", "", text, flags=re.S)
                assert secret not in text, "%s holds %s" % (name, secret)


def test_feeds():
    """Atom and RSS are XML, with the dates of their standards, and ids that stay when an update comes"""
    with Room() as room:
        story(room)
        first = write(room)
        room.at("2026-11-22T15:30:00Z").must("-i", "INC-2", "update", "to=public", "override=all",
                                                  "reason=told as it is", "Search works again.")
        second = write(room)
    feeds = [ET.fromstring(x["feed.atom"].encode()) for x in (first, second)]
    for feed in feeds:
        for stamp in [feed.find(ATOM + "updated"), *feed.iter(ATOM + "published")]:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp.text), stamp.text
        assert feed.find(ATOM + "author/" + ATOM + "name").text == "Example Shop <status>"
        assert {e.get("rel") for e in feed.findall(ATOM + "link")} == {"self", "alternate"}
        assert feed.findall(ATOM + "link")[0].get("href") == "https://status.example.org/feed.atom"
    ids = [[e.find(ATOM + "id").text for e in feed.findall(ATOM + "entry")] for feed in feeds]
    assert ids[0] == ids[1] and len(set(ids[0])) == 2, ids
    moved = [[e.find(ATOM + "updated").text for e in feed.findall(ATOM + "entry")] for feed in feeds]
    assert moved[0][0] == "2026-11-22T15:01:00Z" and moved[1][0] == "2026-11-22T15:30:00Z", moved
    assert moved[0][1] == moved[1][1]
    newest = feeds[1].find(ATOM + "entry")
    assert newest.find(ATOM + "content").text.startswith("Investigating 15:30 UTC: Search works again.\n\nInvestigating")
    assert "<script>alert(1)</script>" in newest.find(ATOM + "content").text
    rss = ET.fromstring(second["feed.rss"].encode()).find("channel")
    assert [i.find("guid").get("isPermaLink") for i in rss.findall("item")] == ["false", "false"]
    for stamp in [rss.find("lastBuildDate"), *rss.iter("pubDate")]:
        assert email.utils.parsedate_to_datetime(stamp.text).tzinfo is not None, stamp.text
    assert rss.find("lastBuildDate").text == "Sun, 22 Nov 2026 15:30:00 GMT"


def test_json_shape():
    """The JSON has the names and words of Statuspage v2, newest update first"""
    with Room() as room:
        story(room)
        made = {n: json.loads(t, object_pairs_hook=shell.unique) for n, t in write(room).items() if n.endswith("json")}
    summary, incidents = made["summary.json"], made["incidents.json"]["incidents"]
    assert summary["page"]["name"] == "Example Shop <status>" and summary["page"]["time_zone"] == "Etc/UTC"
    assert summary["status"] == {"indicator": "minor", "description": "Minor Service Outage"}, summary["status"]
    assert summary["components"] == [] and summary["scheduled_maintenances"] == []
    assert [i["impact"] for i in incidents] == ["minor", "critical"]
    assert [i["status"] for i in incidents] == ["investigating", "resolved"]
    assert [i["name"] for i in summary["incidents"]] == [incidents[0]["name"]]
    old = incidents[1]
    assert [u["status"] for u in old["incident_updates"]] == ["resolved", "monitoring", "identified", "investigating"]
    assert old["name"] == "Card payments fail for about 40% of shoppers since 13:52 UTC"
    assert old["created_at"][:19] == "2026-11-22T14:02:00" and old["resolved_at"][:19] == "2026-11-22T14:31:00"
    assert old["monitoring_at"][:19] == "2026-11-22T14:21:00"


class Tags(html.parser.HTMLParser):
    """The elements of a page and its words."""

    def __init__(self):
        super().__init__()
        self.open, self.words, self.seen = [], [], set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs), (tag, attrs)
        if tag not in ("meta", "link", "br", "hr", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data):
        self.words.append(data)


def test_page_holds_hostile_words():
    """Hostile words and names stay words in the page, and the feeds stay XML"""
    with Room() as room:
        room.must(*DECLARE)
        texts = [t for t in shell.hostile_texts() if not t.startswith(b"-")]
        for text in texts[:110]:
            room.run("update", "to=public", "override=all", "reason=test", "--", os.fsdecode(text))
        made = write(room)
        tags = Tags()
        tags.feed(made["index.html"])
        assert not tags.open and not tags.seen & {"script", "img", "iframe", "svg", "a:"}, tags.seen
        assert "".join(tags.words).count("Investigating") > 60
        assert len(ET.fromstring(made["feed.atom"].encode()).findall(ATOM + "entry")) == 1
        ET.fromstring(made["feed.rss"].encode())
        for name in FILES:
            assert not shell.controls(made[name].replace("\t", " ").encode()), (name, shell.controls(made[name].encode()))


def test_other_files_are_left_alone():
    """A file of that name that is not ours stays; an empty page says that nothing is known"""
    with Room() as room:
        made = write(room)
        assert "All Systems Operational" in made["index.html"] and "No incident is known." in made["index.html"]
        assert json.loads(made["summary.json"])["status"]["indicator"] == "none"
        ET.fromstring(made["feed.atom"])
        with open(room.path("page/index.html"), "w", encoding="utf-8") as f:
            f.write("<h1>mine</h1>")
        room.refused(1, "export", "status", "out=" + room.path("page"), says="no status page of ours")
        with open(room.path("page/index.html"), encoding="utf-8") as f:
            assert f.read() == "<h1>mine</h1>"
        room.refused(2, "export", "status", says="into which folder")
        room.refused(2, "export", "status", "format=md", "out=x", says="leave format= out")


if __name__ == "__main__":
    main(globals())
