#!/usr/bin/env python3
# test_send_irc.py: an update to the room goes into the channel in full, once, and its trouble on other ways is told there.
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

import people  # noqa: E402
import serving  # noqa: E402
import shell  # noqa: E402

QUICK = "set irc.rate 20ms\nset irc.burst 100\nset send.limit 2s\n"
LONG = "Card payments fail for about 40% of shoppers since 13:52 UTC. " + "More words of the same update follow here. " * 20


def deliveries(room):
    return [body for _, _, body in serving.rows(room.journal, ("update.delivery",))]


def test_update_in_the_channel():
    """The whole text is said in the channel, not announced beside it, and the server's word settles the delivery"""
    with shell.Room() as room:
        room.must(*shell.DECLARE)
        room.must("channel", "add", "room", "to=team", "via=irc")
        room.must("channel", "add", "far", "to=team", "via=irc", "target=#elsewhere")
        room.must("channel", "add", "staff", "to=team", "via=irc", "target=#staff")
        server = people.Server(room.folder)
        crowd = people.Crowd(server.port)
        served = None
        try:
            listener = crowd.person("listener")
            listener.through(b"JOIN #war")
            served = serving.Served(room, server.port, config=QUICK)
            listener.wait_for("room of INC-1")
            listener.through(b"JOIN #staff")
            room.must("bridge", "add", "#staff", "audience=responders", "relay=announce")
            listener.wait_for("this channel is bridged to INC-1")
            room.must("update", "to=team", LONG + "The last words.")
            listener.wait_for("The last words.")
            serving.until(lambda: "all to be settled: %r" % deliveries(room), lambda: len(deliveries(room)) >= 3)
            listener.wait_for("failed: the bridge speaks in the incident's channel, #war")
            listener.through(b"PRIVMSG #war :anything else")
            said = [line for line in listener.heard if b"PRIVMSG #war" in line]
            assert sum(b"payments fail" in line for line in said) == 1, said
            assert not any(b"COMMS: Update to" in line for line in said), said
            states = {body["channel"]: body["state"] for body in deliveries(room)}
            assert states == {"room": "sent", "far": "failed", "staff": "sent"}, states
            staff = [line for line in listener.heard if b"PRIVMSG #staff" in line]
            assert sum(b"payments fail" in line for line in staff) == 1, staff
        finally:
            if served:
                served.end()
            crowd.end()
            server.end()
        assert room.verified()


if __name__ == "__main__":
    shell.main(globals())
