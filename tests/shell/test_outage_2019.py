#!/usr/bin/env python3
# test_outage_2019.py: a real outage told afterwards with its own local times comes out in the same order and lengths.
import datetime
import re

from shell import Room, main, table

ZONE, DAY = "-08:00", "2019-02-05"
ROWS = table("outage_2019.tsv")
START = datetime.datetime(2019, 2, 5, 16, 47, tzinfo=datetime.timezone.utc)


def said(time):
    return "%sT%s%s" % (DAY, time, ZONE)


def told(room):
    """Entered the day after, in another order than it happened."""
    room.at("2019-02-06T09:00:00Z").must(
        "declare", "Jobs do not start", "at=" + said("09:02"), "start=" + said("08:47"), "journey=critical",
        "degradation=unavailable", "users=?", "safety=none", "exposure=none", "data=none")
    for n, row in enumerate(ROWS[1::2] + ROWS[0::2]):
        room.at("2019-02-06T09:01:%02dZ" % n).must("log", said(row["time"]), row["text"])
    room.at("2019-02-06T09:02:00Z")
    room.must("mark", "detected", said("08:57"))
    room.must("mark", "mitigated", said("09:29"))
    room.must("mark", "impact-end", said("09:34"))
    room.must("mark", "resolved", said("09:34"))
    return room


def test_the_fixture():
    """The table's minutes follow from its times"""
    assert len(ROWS) == 12
    for row in ROWS:
        hour, minute = row["time"].split(":")
        assert int(hour) * 60 + int(minute) - (8 * 60 + 47) == int(row["minute"]), row


def test_order_and_instants():
    """Rows come in the order of the report, at the instants that its local times mean"""
    with Room() as room:
        rows = told(room).timeline("type=log")
        assert [r["text"] for r in rows] == [r["text"] for r in ROWS]
        for row, told_row in zip(rows, ROWS):
            want = START + datetime.timedelta(minutes=int(told_row["minute"]))
            assert row["occurred"] == want.strftime("%Y-%m-%dT%H:%M:%SZ"), (row, want)
            assert row["precision"] == "m", row
        by_record = room.timeline("type=log", "sort=recorded")
        assert [r["text"] for r in by_record] == [r["text"] for r in ROWS[1::2] + ROWS[0::2]]


def test_durations():
    """Lengths are those of the report: 47 minutes in all, found after 10, contained after 42"""
    with Room() as room:
        made = told(room).must("export", "postmortem", "format=json").objects()[0]
        assert made["milestones"]["impact-start"] == "2019-02-05T16:47:00Z"
        assert made["milestones"]["impact-end"] == "2019-02-05T17:34:00Z"
        seconds = made["seconds_to"]
        assert (seconds["detect"], seconds["mitigate"], seconds["resolve"]) == (600, 2520, 2820), seconds
        page = room.must("export", "postmortem", "format=md").out
        assert re.search(r"^\| resolve \| 47m \|", page, re.M), page


def test_export_order():
    """The curated timeline of the Markdown page has the rows in order, with the time since the start"""
    with Room() as room:
        page = told(room).must("export", "postmortem", "format=md").out
    rows = re.findall(r"^\| (\S+) \| (\S+) \| LOG \| \S+ \| (.*?) \| E-\d+ late \|$", page, re.M)
    assert [r[2] for r in rows] == [r["text"] for r in ROWS], rows
    for (when, since, _), row in zip(rows, ROWS):
        minute = int(row["minute"])
        assert since == "%d:%02d:00" % (minute // 60, minute % 60), (since, row)
        assert when == (START + datetime.timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%MZ"), (when, row)


if __name__ == "__main__":
    main(globals())
