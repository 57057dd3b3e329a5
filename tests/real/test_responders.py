#!/usr/bin/env python3
# test_responders.py: a responder with irssi or WeeChat asks, logs and acts in the channel; echoing bots get no answers.
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

import clients  # noqa: E402
import people  # noqa: E402
import serving  # noqa: E402
import shell  # noqa: E402
import terminal  # noqa: E402

QUICK = "set irc.rate 20ms\nset irc.burst 100\n"
UPDATE = "Card payments fail for about 40% of shoppers since 13:52 UTC. Next update by 14:20 UTC."


class Scene:
    """An incident, its server and bridge, and one responder."""

    def __init__(self, client=None, trust=False):
        if client and client.missing():
            raise shell.Skip(client.missing())
        self.room = shell.Room()
        self.room.must(*shell.DECLARE)
        self.server = people.Server(self.room.folder)
        self.served = serving.Served(self.room, self.server.port, config=QUICK + ("irc trust nicks\n" if trust else ""))
        self.client = client(self.room, self.server.port, "resp1", "#war") if client else None

    def __enter__(self):
        return self

    def __exit__(self, wrong, *ignored):
        try:
            if self.client:
                self.client.end()
            self.served.end()
            if not wrong:
                self.room.verified()
        finally:
            self.served.child.kill()
            self.server.end()
            self.room.__exit__()

    def kinds(self, actor="irc:resp1"):
        return [row["kind"] for row in self.room.timeline() if row["actor"] == actor]

    def stored(self, said):
        """The row that the last answer with these words names."""
        line = [line for line in self.client.log().splitlines() if said in line][-1]
        seq = int(re.search(r"E-(\d+)", line).group(1))
        row = [row for row in self.room.timeline() if row["seq"] == seq]
        assert row, "%s: there is no such row" % line
        assert row[0]["actor"] == "irc:resp1" and row[0]["door"] == "irc", row
        body = [b for s, _, b in serving.rows(self.room.journal, (row[0]["kind"],)) if s == seq][0]
        assert body["known_by"] == "nick only", body
        return row[0]


def asks(client):
    with Scene(client) as s:
        c = s.client
        c.wait_for("[INC-1 SEV1] Checkout errors | IC @lead")
        c.ask("!status", "resp1: INC-1 SEV1 investigating: Checkout errors")
        c.ask("!who", "resp1: Incident commander  lead")
        c.ask("!next", "resp1: responders  in 0")
        c.ask("!since 10m", "DECLARE  lead  Declared SEV1: Checkout errors")
        c.ask("!log rolled back web to 4f2", "resp1: logged E-")
        assert s.stored("resp1: logged E-")["text"] == "rolled back web to 4f2"
        c.ask("!help", "!log !amend")
        c.ask("warroom: sev", "resp1: In force: SEV1")
        for line in ("!impact users=60%", "!role take ops", "!action add x @resp1 due=+30d", "!mark mitigated",
                     "!update to=responders next=10m " + UPDATE):
            c.ask(line, " needs the right to ")
        assert s.kinds() == ["note"], s.kinds()


def is_silent(client):
    with Scene(client) as s:
        for line in ("!seen lead", "!karma warroom", "!", "!!", "!1", "!foo !status", " !status", "say !status", "!statusx"):
            s.client.say(line)
        s.client.ask("!log the last word", "resp1: logged E-")
        serving.until("the answer on record", lambda: replies(s.room))
        assert replies(s.room) == 1, serving.rows(s.room.journal, ("chat.out",))


def acts(client):
    with Scene(client, trust=True) as s:
        c = s.client
        c.ask("!impact users=60%", "resp1: SEV1 - critical journey unavailable for ALL of customers")
        s.stored("unavailable for ALL of customers")
        c.ask("!sev", "resp1: In force: SEV1")
        c.ask("!role take comms", "E-")
        assert [r for r in s.room.must("who", "format=json").objects() if r["person"] == "resp1"], s.room.must("who").out
        c.ask('!action add "Alert on queue age" @resp1 due=+30d class=detect done="page fires"', "resp1: A-1 for @resp1")
        s.stored("resp1: A-1 for @resp1")
        c.ask("!mark mitigated", "resp1: mitigated = ")
        s.stored("resp1: mitigated = ")
        c.ask("!update to=responders next=10m " + UPDATE, "resp1: C-1 waits for @lead")
        s.room.must("comms", "approve", "C-1")
        c.ask("!comms send C-1 next=10m", "resp1: update to responders recorded")
        assert UPDATE in s.stored("resp1: update to responders recorded")["text"]
        for kind in ("role.assign", "followup.create", "mark.set", "update.sent"):
            assert kind in s.kinds(), s.kinds()
        console = terminal.Terminal([shell.PROGRAM], s.room.env(WARROOM_FRAME_MARK="1", TERM="xterm-256color"))
        console.shows("Update to responders: Card payments")
        console.type(b"\x1b2")
        console.shows("-- timeline --")
        shown = console.screen.text()
        assert re.search(r"ACTION +resp1 +A-1 Alert on queue age", shown) and re.search(r"MARK +resp1 ", shown), shown
        assert console.end() == 0


def test_irssi_asks():
    """irssi: topic, !status !who !next !since !log !help; what needs a right is refused in words"""
    asks(clients.Irssi)


def test_weechat_asks():
    """WeeChat: topic, !status !who !next !since !log !help; what needs a right is refused in words"""
    asks(clients.WeeChat)


def test_irssi_acts():
    """irssi: with trusted nicks !impact !role !action !mark !update are done, named by id, and shown by the console"""
    acts(clients.Irssi)


def test_weechat_acts():
    """WeeChat: with trusted nicks !impact !role !action !mark !update are done, named by id, and shown by the console"""
    acts(clients.WeeChat)


def test_irssi_unknown_words():
    """irssi: words with a sign that are not ours get no answer"""
    is_silent(clients.Irssi)


def test_weechat_unknown_words():
    """WeeChat: words with a sign that are not ours get no answer"""
    is_silent(clients.WeeChat)


def replies(room):
    return sum(1 for _, _, b in serving.rows(room.journal, ("chat.out",)) if b.get("origin") == "reply")


def test_no_war_of_bots():
    """A bot that repeats whatever it hears, as it stands or without our prefix, starts no war of answers"""
    with Scene(trust=True) as s:
        crowd = people.Crowd(s.server.port)
        bot, ops1 = crowd.person("echo1"), crowd.person("ops1")
        bot.through(b"JOIN #war")
        ops1.through(b"JOIN #war")
        echoed = [0]
        hear = bot.take

        def echo(line):
            hear(line)
            words = line.split(b" ", 3)
            if len(words) == 4 and words[1] in (b"PRIVMSG", b"NOTICE"):
                text = words[3][1:]
                echoed[0] += 1
                bot.send(b"PRIVMSG #war :" + text, b"PRIVMSG #war :" + text.split(b": ", 1)[-1], b"NOTICE #war :" + text)

        bot.take = echo
        ops1.say(b"#war", "!log first word")
        ops1.wait_for("ops1: logged E-")
        for n in range(20):  # each turn lets the bot hear what was answered to what it said
            ops1.say(b"#war", "only words %d" % n)
            ops1.wait_for(":echo1!~t@127.0.0.1 PRIVMSG #war :only words %d" % n)
            bot.through(b"PRIVMSG #war :turn %d" % n)
        ops1.say(b"#war", "!log last word")
        ops1.wait_for("ops1: logged E-", since=len(ops1.heard) - 1)
        notes = [row for row in s.room.timeline() if row["kind"] == "note"]
        said = [row["actor"] for row in notes]
        assert echoed[0] > 20, echoed
        # What the bot repeats is obeyed as anybody's words are, twice for each !log; the answers to it lead nowhere.
        assert said.count("irc:ops1") == 2 and said.count("irc:echo1") <= 4, said
        assert replies(s.room) <= 6, replies(s.room)
        crowd.end()


def test_two_bridges():
    """Two bridges in one channel do not answer each other"""
    with Scene(trust=True) as s, shell.Room(user="other") as far:
        far.must("declare", "Mail is late", *shell.DECLARE[2:])
        far.must("irc", "nick", "warroom9")
        second = serving.Served(far, s.server.port, config=QUICK + "irc trust nicks\n")
        crowd = people.Crowd(s.server.port)
        try:
            ops1 = crowd.person("ops1")
            ops1.through(b"JOIN #war")
            for n in range(5):
                ops1.say(b"#war", "!log word %d" % n)
                ops1.wait_for("ops1: logged E-", since=len(ops1.heard) - 1)
            for room in (s.room, far):
                serving.until("five answers", lambda r=room: replies(r) >= 5)
                assert replies(room) == 5, replies(room)
                assert [row["actor"] for row in room.timeline() if row["kind"] == "note"] == ["irc:ops1"] * 5
        finally:
            crowd.end()
            second.end()


if __name__ == "__main__":
    shell.main(dict(globals()))
